import { AttributedText } from '../../attribution/text/attributedText'
import { unknown, type Origin } from '../../attribution/text/origin'
import { commonOrigin } from '../../attribution/text/agreement'
import { blankHash, hashNumberIn, lineHashNumber } from './lineHash'
import type { NoteLine, RangeNote } from './note'

/** The ranges of a note that nobody retracted. */
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
  const starts = lineStarts(text)
  const count = starts.length - 1
  const hashes = new Int32Array(count).fill(-1)
  const hashAt = (line: number): number => {
    if (line < 0 || line >= count) return blank
    const known = hashes[line]!
    return known >= 0 ? known : (hashes[line] = lineHashNumber(text, starts[line]!, starts[line + 1]! - 1))
  }
  const believed = ranges.filter((range) =>
    range.lines.every(
      ({ from, to }, i) => to <= count && hasHashes(range.hashes[i]!, to - from + 2, (at) => hashAt(from - 1 + at)),
    ),
  )
  if (believed.length === 0) return undefined
  const origins: (Origin | undefined)[] = Array.from({ length: count })
  /** Of the lines that several ranges claim. */
  const contested = new Map<number, Origin[]>()
  for (const { origin, lines: spans } of believed) {
    for (const { from, to } of spans) {
      for (let line = from; line < to; line++) {
        const first = origins[line]
        const others = contested.get(line)
        if (first === undefined) origins[line] = origin
        else if (others) others.push(origin)
        else contested.set(line, [first, origin])
      }
    }
  }
  for (const [line, claims] of contested) origins[line] = agreedOrigin(claims)
  return AttributedText.fromLines(
    text,
    origins.map((origin) => origin ?? unknown),
  )
}

function hasHashes(sequence: string, length: number, hashAt: (at: number) => number): boolean {
  for (let at = 0; at < length; at++) if (hashNumberIn(sequence, at) !== hashAt(at)) return false
  return true
}

const blank = Number.parseInt(blankHash, 16)

/** Where each line begins, and where one after the last would; a final line terminator opens no further line. */
function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  if (!text.endsWith('\n')) starts.push(text.length + 1)
  return starts
}

/** What several claims of one line come to. */
export function agreedOrigin(claims: readonly Origin[] | undefined): Origin {
  if (claims === undefined || claims.length === 0) return unknown
  const declared = claims.filter(({ evidence }) => evidence === 'declared')
  return (declared.length > 0 ? declared : claims).reduce(commonOrigin)
}
