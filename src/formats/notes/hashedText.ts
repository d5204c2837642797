import { AttributedText } from '../../attribution/text/attributedText'
import { unknown, type Origin } from '../../attribution/text/origin'
import { matchSequence } from '../../attribution/matching/sequenceMatch'
import { hasSubstance } from '../../attribution/text/substance'
import { lineHash, splitHashes } from './lineHash'
import type { RangeNote } from './note'
import { agreedOrigin } from './noteText'

/** A hash in the sequence of a note, and what it stands for. */
interface Element {
  readonly hash: string
  /** Undefined for a neighbour that the range does not claim. */
  readonly origin: Origin | undefined
  /** Its line in the blob that is gone. */
  readonly line: number
}

/**
 * Finds claims again whose blob is gone, as after a forge's squash-merge on a moved base, by the sequence of their
 * hashes. What was found counts only together with a neighbour, and with a line of substance among them; the rest is
 * dropped. Everything found is `derived`.
 */
export function hashedText(text: string, ranges: readonly RangeNote[]): AttributedText {
  const texts = text.split('\n')
  const hashes = texts.map(lineHash)
  const elements = sequenceOf(ranges)
  const matches = matchSequence(
    elements.map(({ hash }) => hash),
    hashes,
  )
  const origins: Origin[] = texts.map(() => unknown)
  for (let from = 0, to = 0; from < texts.length; from = to) {
    to = from + 1
    if (matches[from]! < 0) continue
    while (to < texts.length && follows(elements, matches[to - 1]!, matches[to]!)) to++
    if (to - from < 2 || !texts.slice(from, to).some(hasSubstance)) continue
    for (let line = from; line < to; line++) {
      const { origin } = elements[matches[line]!]!
      if (origin && origin.contributor !== 'unknown') {
        origins[line] = origin.evidence === 'imported' ? origin : { ...origin, evidence: 'derived' }
      }
    }
  }
  return AttributedText.fromLines(text, origins)
}

/** The lines that the ranges of a blob know the hash of, in order. */
function sequenceOf(ranges: readonly RangeNote[]): readonly Element[] {
  const lines = new Map<number, { hash: string; claims: Origin[] }>()
  for (const { lines: spans, hashes, origin } of ranges) {
    for (const [i, { from, to }] of spans.entries()) {
      for (const [at, hash] of splitHashes(hashes[i]!).entries()) {
        const line = from - 1 + at
        const known = lines.get(line) ?? { hash, claims: [] }
        lines.set(line, known)
        if (line >= from && line < to) known.claims.push(origin)
      }
    }
  }
  return [...lines]
    .sort(([a], [b]) => a - b)
    .map(([line, { hash, claims }]) => ({ hash, line, origin: claims.length > 0 ? agreedOrigin(claims) : undefined }))
}

/** Whether two elements stood one after the other in the blob. */
function follows(elements: readonly Element[], before: number, after: number): boolean {
  return after >= 0 && elements[after]!.line === elements[before]!.line + 1
}
