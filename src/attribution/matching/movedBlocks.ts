import type { CarriedBlock, WantedLines } from './carriedBlock'
import { hasSubstance } from '../text/substance'

/** How many lines of substance a block needs to be known again in another place. */
const minLines = 3

/**
 * Blocks of equal lines that stand in another place in the source. They are found from a line that occurs once in the
 * source, grow in both directions, and use no line that was found in order: a copy is not a move.
 *
 * @param source the lines of the source
 * @param matches for each wanted line the line of the source that was found in order, or -1
 * @param accept whether a line of the source may be taken for a line of the text
 */
export function movedBlocks(
  source: readonly string[],
  wanted: WantedLines,
  matches: Int32Array,
  accept: (line: CarriedBlock) => boolean,
): readonly CarriedBlock[] {
  const { texts, claimed } = wanted
  const used = new Set(matches)
  const taken = new Set<number>()
  const places = new Map<string, number>()
  source.forEach((text, line) => places.set(text, places.has(text) ? -1 : line))
  const free = (i: number, line: number) =>
    i >= 0 &&
    line >= 0 &&
    i < texts.length &&
    line < source.length &&
    texts[i] === source[line] &&
    claimed[i] === false &&
    !taken.has(i) &&
    !used.has(line) &&
    accept({ before: { from: line, to: line + 1 }, after: { from: i, to: i + 1 } })
  const blocks: CarriedBlock[] = []
  for (let i = 0; i < texts.length; i++) {
    const line = places.get(texts[i]!) ?? -1
    if (!free(i, line) || !hasSubstance(texts[i]!)) continue
    let from = 0
    let to = 1
    while (free(i + from - 1, line + from - 1)) from--
    while (free(i + to, line + to)) to++
    if (texts.slice(i + from, i + to).filter(hasSubstance).length < minLines) continue
    blocks.push({ before: { from: line + from, to: line + to }, after: { from: i + from, to: i + to } })
    for (let k = from; k < to; k++) {
      taken.add(i + k)
      used.add(line + k)
    }
  }
  return blocks
}
