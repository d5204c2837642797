import type { CarriedBlock, WantedLines } from './carriedBlock'
import { pairSimilarLines } from './lineSimilarity'
import { gapsOf, matchSequence } from './sequenceMatch'
import { hasSubstance } from '../text/substance'
import { tokensOf } from '../text/tokens'

/**
 * Lines of the source that somebody changed a little, in one place of the line: at least two thirds of the visible
 * characters of the old line and of the new are the same words in the same order. They are beside a line that both texts
 * have, or beside another such line. What has less in common, or is where all was written anew, may as well be another
 * line.
 *
 * @param source the lines of the source
 * @param matches for each wanted line the line of the source that was found in order, or -1
 */
export function changedLines(
  source: readonly string[],
  { texts, claimed }: WantedLines,
  matches: Int32Array,
): readonly CarriedBlock[] {
  const pairs = matches.slice()
  for (const { before, after } of gapsOf(matches, source.length)) {
    const old = source.slice(before.from, before.to)
    const paired = pairSimilarLines(old, texts.slice(after.from, after.to))
    paired.forEach((line, i) => {
      const at = after.from + i
      if (line >= 0 && claimed[at] !== true && isSlightlyChanged(old[line]!, texts[at]!)) pairs[at] = before.from + line
    })
  }
  const blocks: CarriedBlock[] = []
  const isOnly = source.length === 1 && texts.length === 1
  for (let from = 0, to = 0; from < pairs.length; from = to) {
    to = from + 1
    if (pairs[from]! < 0) continue
    while (to < pairs.length && pairs[to] === pairs[to - 1]! + 1) to++
    const isBesideKept = matches.subarray(from, to).some((line) => line >= 0)
    if (!isBesideKept && !isOnly) continue
    for (let at = from; at < to; at++) {
      const line = pairs[at]!
      if (matches[at]! < 0) blocks.push({ before: { from: line, to: line + 1 }, after: { from: at, to: at + 1 } })
    }
  }
  return blocks
}

function isSlightlyChanged(before: string, after: string): boolean {
  const b = tokensOf(before).map(({ text }) => text)
  const a = tokensOf(after).map(({ text }) => text)
  const matches = matchSequence(b, a)
  // Lines made after one pattern, as those of a list of links, differ in several places.
  if (gapsOf(matches, b.length).length > 1) return false
  const kept = a.filter((_, i) => matches[i]! >= 0)
  const [size, most] = [sizeOf(kept), Math.max(sizeOf(a), sizeOf(b))]
  return size < most && size * 3 >= most * 2 && hasSubstance(kept.join(' '))
}

function sizeOf(tokens: readonly string[]): number {
  return tokens.reduce((sum, text) => sum + text.length, 0)
}
