import type { CarriedBlock, WantedLines } from './carriedBlock'
import { gapsOf, matchSequence } from './sequenceMatch'
import { hasSubstance } from '../text/substance'
import { formattingTokens } from '../text/tokens'

/**
 * Whole lines that say the same as other whole lines of the source but break in other places: what a formatter with
 * another line width leaves. Looked for between the lines that were found in order.
 *
 * @param source the lines of the source
 * @param matches for each wanted line the line of the source that was found in order, or -1
 */
export function regroupedLines(
  source: readonly string[],
  { texts }: WantedLines,
  matches: Int32Array,
): readonly CarriedBlock[] {
  return gapsOf(matches, source.length).flatMap(({ before, after }) => {
    if (before.from === before.to || after.from === after.to) return []
    const there = tokensByLine(source.slice(before.from, before.to))
    const here = tokensByLine(texts.slice(after.from, after.to))
    return equalGroups(there, here)
      .map((group) => ({ before: shifted(group.before, before.from), after: shifted(group.after, after.from) }))
      .filter((group) => texts.slice(group.after.from, group.after.to).some(hasSubstance))
  })
}

interface TokensByLine {
  readonly tokens: readonly string[]
  /** The line of each token. */
  readonly lines: readonly number[]
}

function tokensByLine(lines: readonly string[]): TokensByLine {
  const tokens = formattingTokens(lines.join('\n'))
  const lineOf: number[] = []
  let line = 0
  let end = lines[0]!.length
  for (const token of tokens) {
    while (token.from > end) end += lines[++line]!.length + 1
    lineOf.push(line)
  }
  return { tokens: tokens.map(({ text }) => text), lines: lineOf }
}

/** Stretches of equal tokens, cut to where lines begin and end on both sides. */
function equalGroups(there: TokensByLine, here: TokensByLine): readonly CarriedBlock[] {
  const matches = matchSequence(there.tokens, here.tokens)
  const begins = (side: TokensByLine, i: number) => side.lines[i] !== side.lines[i - 1]
  const ends = (side: TokensByLine, i: number) => side.lines[i] !== side.lines[i + 1]
  const groups: CarriedBlock[] = []
  for (let from = 0, to = 0; from < matches.length; from = to) {
    to = from + 1
    if (matches[from]! < 0) continue
    while (to < matches.length && matches[to] === matches[to - 1]! + 1) to++
    let first = from
    let last = to - 1
    while (first <= last && !(begins(here, first) && begins(there, matches[first]!))) first++
    while (first <= last && !(ends(here, last) && ends(there, matches[last]!))) last--
    if (first > last) continue
    groups.push({
      before: { from: there.lines[matches[first]!]!, to: there.lines[matches[last]!]! + 1 },
      after: { from: here.lines[first]!, to: here.lines[last]! + 1 },
    })
  }
  return groups
}

function shifted({ from, to }: CarriedBlock['before'], by: number): CarriedBlock['before'] {
  return { from: from + by, to: to + by }
}
