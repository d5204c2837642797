import type { LineSpan } from '../../attribution/text/lineSpan'

/** More lines than any text that Byline looks at; a number above it is nonsense or an attack. */
const maxLineNumber = 10_000_000

/** More ranges in one string than anything this program writes. */
const maxRanges = 20_000

/** Writes spans (0-based, half-open, ascending) as 1-based inclusive ranges: `10-24,40`. */
export function formatLineRanges(spans: readonly LineSpan[]): string {
  return spans.map(formatLineRange).join(',')
}

/** One span as `40` or `10-24`. */
export function formatLineRange(span: LineSpan): string {
  return span.to === span.from + 1 ? `${span.to}` : `${span.from + 1}-${span.to}`
}

/**
 * Reads `10-24,40`. Strict, because it comes from commit messages and notes that anybody may have written: numbers
 * without leading zeros, ascending and disjoint ranges, bounded in size and number.
 * @returns undefined for anything else
 */
export function parseLineRanges(text: string): readonly LineSpan[] | undefined {
  const parts = text.split(',', maxRanges + 1)
  if (parts.length > maxRanges) return undefined
  const spans: LineSpan[] = []
  let end = 0
  for (const part of parts) {
    const match = /^([1-9]\d{0,7})(?:-([1-9]\d{0,7}))?$/.exec(part)
    if (!match) return undefined
    const first = Number(match[1])
    const last = match[2] === undefined ? first : Number(match[2])
    if (first <= end || last < first || last > maxLineNumber) return undefined
    spans.push({ from: first - 1, to: last })
    end = last
  }
  return spans
}

/** The lines for which `test` holds, as ascending disjoint spans. */
export function spansWhere(length: number, test: (line: number) => boolean): readonly LineSpan[] {
  const spans: { from: number; to: number }[] = []
  for (let line = 0; line < length; line++) {
    if (!test(line)) continue
    const last = spans.at(-1)
    if (last?.to === line) last.to = line + 1
    else spans.push({ from: line, to: line + 1 })
  }
  return spans
}
