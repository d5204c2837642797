/** A number with its noun: `1 file`, `1,200 files`. */
export function counted(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A whole number with thousands separated. */
export function numberText(count: number): string {
  return count.toLocaleString('en-US')
}

/** A share as a percentage; what is there never reads as 0, and what is not all never reads as 100. */
export function percentText(part: number, whole: number): string {
  if (part <= 0 || whole <= 0) return '0%'
  if (part >= whole) return '100%'
  return `${Math.min(99, Math.max(1, Math.round((part / whole) * 100)))}%`
}
