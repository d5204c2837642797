import type { LineSpan } from './lineSpan'

/** Further than this a change is not moved. */
const maxSlide = 100

/** More blank lines in a row than this are not counted. */
const maxBlank = 20

const maxIndentation = 200

/**
 * Where a change that can stand in several places makes most sense to a reader, by git's indent heuristic
 * (`measure_split` and `score_add_split` in xdiff/xdiffi.c, with the weights found there): it should begin and end where
 * the indentation is small, beside blank lines, and rather before a line that opens a block than before one that closes
 * it. Of places that are equally good, one that does not part a line that speaks of the next one (a decorator, a
 * comment) from it; else the last.
 *
 * @param change its lowest place
 * @param top where it ends in its highest place
 * @returns where it ends in the best one
 */
export function bestEnd(lines: readonly string[], { from, to }: LineSpan, top: number): number {
  const size = to - from
  let best = to
  let least: Score | undefined
  for (let end = Math.max(top, to - size - 1, to - maxSlide); end <= to; end++) {
    const score = sum(scoreAt(lines, end), scoreAt(lines, end - size))
    if (least === undefined || compare(score, least) <= 0) [best, least] = [end, score]
  }
  return best
}

/** Smaller is better. */
interface Score {
  readonly indentation: number
  readonly penalty: number
  /** How many lines that speak of the next one are parted from it. */
  readonly parted: number
}

function sum(a: Score, b: Score): Score {
  return {
    indentation: a.indentation + b.indentation,
    penalty: a.penalty + b.penalty,
    parted: a.parted + b.parted,
  }
}

function compare(a: Score, b: Score): number {
  return 60 * Math.sign(a.indentation - b.indentation) + a.penalty - b.penalty || a.parted - b.parted
}

/** How odd it would be for a change to begin or end before line `at`. */
function scoreAt(lines: readonly string[], at: number): Score {
  const isEnd = at >= lines.length
  const own = isEnd ? -1 : indentationOf(lines[at]!)
  const above = nearest(lines, at - 1, -1)
  const below = nearest(lines, at + 1, 1)
  const blankBelow = own === -1 ? 1 + below.blank : 0
  const blank = above.blank + blankBelow
  const indentation = own === -1 ? below.indentation : own
  let penalty = -30 * blank + 6 * blankBelow
  if (above.indentation === -1 && above.blank === 0) penalty += 1
  if (isEnd) penalty += 21
  if (indentation !== -1 && above.indentation !== -1) {
    if (indentation > above.indentation) penalty += blank > 0 ? 10 : -4
    else if (indentation < above.indentation) {
      const opens = below.indentation > indentation
      penalty += blank > 0 ? 17 : opens ? 24 : 23
    }
  }
  const parted = !isEnd && own !== -1 && at > 0 && speaksOfNext(lines[at - 1]!) ? 1 : 0
  return { indentation, penalty, parted }
}

/** The nearest line that is not blank, from `line` on: its indentation, or -1 without one; and the blank ones before it. */
function nearest(lines: readonly string[], line: number, step: 1 | -1): { indentation: number; blank: number } {
  let blank = 0
  for (let i = line; i >= 0 && i < lines.length; i += step) {
    const indentation = indentationOf(lines[i]!)
    if (indentation !== -1) return { indentation, blank }
    if (++blank === maxBlank) return { indentation: 0, blank }
  }
  return { indentation: -1, blank }
}

/** In columns, a tab being up to eight; -1 for a blank line. */
function indentationOf(line: string): number {
  let columns = 0
  for (const character of line) {
    if (character === ' ') columns++
    else if (character === '\t') columns += 8 - (columns % 8)
    else if (character.trim() !== '') return columns
    if (columns >= maxIndentation) return maxIndentation
  }
  return -1
}

/** Decorators and annotations, attributes, comments and lists of template parameters. */
function speaksOfNext(line: string): boolean {
  return /^(?:\s*(?:@\w|#\[|#+(?:\s|$)|\[\w[^\]]*\]\s*$|\/\/|\/\*|--\s|<!--|template\s*<)|\s+\*)/.test(line)
}
