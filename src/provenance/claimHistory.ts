import type { AttributedText } from '../attribution/attributedText'
import { carryOver } from '../attribution/carryOver'
import { isAi } from '../attribution/origin'

/** How many earlier texts each text is compared with; more than one, because branches run side by side. */
const maxEarlier = 3

/**
 * Completes what commit messages claim of successive texts of one file: a message speaks only of the lines its commit
 * adds, so each text takes what earlier messages claim of its other lines.
 * @param claimed texts of claiming commits, newest first
 * @returns the same texts, newest first, each with all that is claimed of its lines
 */
export function claimHistory(claimed: readonly AttributedText[]): readonly AttributedText[] {
  const complete: AttributedText[] = []
  for (const own of claimed.toReversed()) {
    const earlier = complete.slice(0, maxEarlier)
    complete.unshift(earlier.length === 0 ? own : fillUnknown(own, carryOver(own.text(), earlier)))
  }
  return complete
}

/**
 * `own`, with the lines of which it knows nothing taken from `other` where that one says AI.
 * @param other of the same text
 */
export function fillUnknown(own: AttributedText, other: AttributedText): AttributedText {
  const lines = own.lineOrigins()
  const claims = other.lineOrigins()
  let filled = own
  for (const [line, { contributor }] of lines.entries()) {
    if (contributor !== 'unknown' || !isAi(claims[line]!.contributor)) continue
    const from = own.lineStart(line)
    const to = own.lineStart(line + 1)
    const known = own.runs(from, to).some(({ origin }) => origin.contributor !== 'unknown')
    if (!known) filled = filled.splice(from, to, other.slice(from, to))
  }
  return filled
}
