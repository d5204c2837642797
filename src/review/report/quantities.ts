/** A number with its noun: `1 file`, `1,200 files`. */
export function counted(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A whole number with thousands separated. */
export function numberText(count: number): string {
  return count.toLocaleString('en-US')
}

/**
 * A share as a percentage of whole numbers: `0%`, `<1%`, `1%` to `99%`, `>99%`, `100%`. Only nothing reads as 0, and only
 * everything as 100. It may begin with `<`, so HTML has to escape it.
 */
export function percentText(part: number, whole: number): string {
  if (part <= 0 || whole <= 0) return '0%'
  if (part >= whole) return '100%'
  const percent = (part / whole) * 100
  if (percent < 1) return '<1%'
  return percent > 99 ? '>99%' : `${Math.round(percent)}%`
}
