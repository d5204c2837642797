import type { LineSpan } from './lineSpan'
import { gapsOf, matchSequence } from './sequenceMatch'

/** Finds the lines that two texts have in common, in order; see {@link matchSequence} and {@link placeGaps}. */
export function matchLines(before: readonly string[], after: readonly string[]): Int32Array {
  return placeGaps(matchSequence(before, after), before, after)
}

/**
 * Places what was inserted or removed where a reader sees it. Where a function is added after another, both end in `}`
 * and either could be the new one; taking the wrong one would credit each author with the other's brace.
 *
 * @param matches for each line of `after` the line of `before` it goes with, or -1; is not changed
 * @returns as many matches, between other but equal lines
 */
export function placeGaps(matches: Int32Array, before: readonly string[], after: readonly string[]): Int32Array {
  // Only where nothing stands on the other side there is another place for it.
  const canSlide = gapsOf(matches, before.length).some((gap) => isEmpty(gap.before) || isEmpty(gap.after))
  if (!canSlide) return matches
  const placed = matches.slice()
  slideGaps(placed, after, before.length)
  const inverse = inverted(placed, before.length)
  slideGaps(inverse, before, after.length)
  return inverted(inverse, after.length)
}

function isEmpty({ from, to }: LineSpan): boolean {
  return from === to
}

function inverted(matches: Int32Array, length: number): Int32Array {
  const result = new Int32Array(length).fill(-1)
  matches.forEach((match, i) => {
    if (match >= 0) result[match] = i
  })
  return result
}

/** Moves every gap that only `lines` has to the best of the places where it yields the same other text. */
function slideGaps(matches: Int32Array, lines: readonly string[], otherLength: number): void {
  const matchAt = (i: number) => (i < 0 ? -1 : i < lines.length ? matches[i]! : otherLength)
  for (let from = 0, to = 0; from < lines.length; from = to) {
    to = from + 1
    if (matches[from]! >= 0) continue
    while (to < lines.length && matches[to]! < 0) to++
    if (matchAt(from - 1) + 1 !== matchAt(to)) continue
    let up = 0
    while (from - up > 0 && matches[from - up - 1]! >= 0 && lines[from - up - 1] === lines[to - up - 1]) up++
    let down = 0
    while (to + down < lines.length && matches[to + down]! >= 0 && lines[from + down] === lines[to + down]) down++
    let best = 0
    let least = Infinity
    for (let shift = -up; shift <= down; shift++) {
      const cost = borderCost(lines, from + shift) + borderCost(lines, to + shift)
      if (cost <= least) [best, least] = [shift, cost]
    }
    for (; best > 0; best--, from++, to++) [matches[from], matches[to]] = [matches[to]!, -1]
    for (; best < 0; best++, from--, to--) [matches[to - 1], matches[from - 1]] = [matches[from - 1]!, -1]
  }
}

/** How odd it would be for a change to begin or end before line `at`: the idea of git's indent heuristic. */
function borderCost(lines: readonly string[], at: number): number {
  if (at === 0 || at === lines.length) return -3
  let next = at
  while (next < lines.length && isBlank(lines[next]!)) next++
  const line = lines[next] ?? ''
  const indentation = line.length - line.trimStart().length
  const closes = /^\s*(?:[}\])]|end\b)/.test(line) ? 10 : 0
  return indentation + closes + (next > at ? 1 : 0) - (isBlank(lines[at - 1]!) ? 3 : 0)
}

function isBlank(line: string): boolean {
  return line.trim() === ''
}
