import { AttributedText } from '../attribution/attributedText'
import { unknown, type Origin } from '../attribution/origin'
import { commonOrigin } from './agreement'
import { blankHash, lineHash } from './lineHash'
import type { NoteLine, RangeNote } from './note'

/** The ranges of a note that nobody took back. */
export function validRanges(lines: readonly NoteLine[]): readonly RangeNote[] {
  const retracted = new Set(lines.filter(({ type }) => type === 'retract').map(({ id }) => id))
  return lines.filter((line): line is RangeNote => line.type === 'range' && !retracted.has(line.id))
}

/**
 * What the ranges of a note say of the text of its blob. A range is believed as a whole or not at all: only where
 * every line it names has the hash it gives. Lines that ranges claim differently are `unknown`, unless one of them is
 * `declared`.
 * @returns undefined where no range is about this text
 */
export function noteText(text: string, ranges: readonly RangeNote[]): AttributedText | undefined {
  const texts = text.split('\n')
  const count = text.endsWith('\n') ? texts.length - 1 : texts.length
  const hashes = new Map<number, string>()
  const hashAt = (line: number): string => {
    if (line < 0 || line >= count) return blankHash
    const known = hashes.get(line) ?? lineHash(texts[line]!)
    hashes.set(line, known)
    return known
  }
  const believed = ranges.filter((range) =>
    range.lines.every(
      ({ from, to }, i) => to <= count && range.hashes[i]!.every((hash, at) => hash === hashAt(from - 1 + at)),
    ),
  )
  if (believed.length === 0) return undefined
  const lines: Origin[][] = []
  for (const { origin, lines: spans } of believed) {
    for (const { from, to } of spans) for (let line = from; line < to; line++) (lines[line] ??= []).push(origin)
  }
  return AttributedText.fromLines(text, Array.from(lines, agreedOrigin))
}

/** What several claims of one line come to. */
export function agreedOrigin(claims: readonly Origin[] | undefined): Origin {
  if (claims === undefined || claims.length === 0) return unknown
  const declared = claims.filter(({ evidence }) => evidence === 'declared')
  return (declared.length > 0 ? declared : claims).reduce(commonOrigin)
}
