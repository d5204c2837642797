import type { CarriedBlock } from './carriedBlock'
import { matchLines } from './lineMatch'
import { regroupedLines } from './regroupedLines'
import { gapsOf, matchSequence } from './sequenceMatch'
import { hasSubstance } from '../text/substance'
import { formattingKey } from '../text/tokens'

/**
 * The lines of a text that are lines of an earlier one but for formatting, in order: with other white space, quotes or
 * trailing punctuation, or broken in other places. Lines that stayed equal are not among them. Lines without substance (a
 * lone brace) count only in one piece with a line that has some.
 */
export function formattedBlocks(before: readonly string[], after: readonly string[]): readonly CarriedBlock[] {
  const equal = matchLines(before, after)
  const matches = equal.slice()
  for (const gap of gapsOf(equal, before.length)) {
    const there = before.slice(gap.before.from, gap.before.to).map(formattingKey)
    const here = after.slice(gap.after.from, gap.after.to).map(formattingKey)
    matchSequence(there, here).forEach((line, i) => {
      if (line >= 0) matches[gap.after.from + i] = gap.before.from + line
    })
  }
  const blocks: CarriedBlock[] = []
  for (let from = 0, to = 0; from < matches.length; from = to) {
    to = from + 1
    if (matches[from]! < 0) continue
    while (to < matches.length && matches[to] === matches[to - 1]! + 1) to++
    if (!after.slice(from, to).some(hasSubstance)) matches.fill(-1, from, to)
    else if (equal.subarray(from, to).includes(-1)) {
      blocks.push({ before: { from: matches[from]!, to: matches[to - 1]! + 1 }, after: { from, to } })
    }
  }
  const claimed = [...matches].map((match) => match >= 0)
  return [...blocks, ...regroupedLines(before, { texts: after, claimed }, matches)]
}
