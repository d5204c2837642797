import type { AttributedText } from '../attribution/attributedText'
import type { Contributor } from '../attribution/origin'

/**
 * `own`, with the lines of which it knows nothing taken from `other`.
 * @param other of the same text
 * @param accept the contributors that are taken over; all but `unknown` where left out
 */
export function fillUnknown(
  own: AttributedText,
  other: AttributedText,
  accept: (contributor: Contributor) => boolean = (contributor) => contributor !== 'unknown',
): AttributedText {
  const lines = own.lineOrigins()
  const claims = other.lineOrigins()
  let filled = own
  for (const [line, { contributor }] of lines.entries()) {
    if (contributor !== 'unknown' || !accept(claims[line]!.contributor)) continue
    const from = own.lineStart(line)
    const to = own.lineStart(line + 1)
    const known = own.runs(from, to).some(({ origin }) => origin.contributor !== 'unknown')
    if (!known) filled = filled.splice(from, to, other.slice(from, to))
  }
  return filled
}

/** Whether there is a line of which nothing is known. */
export function hasUnknown(text: AttributedText): boolean {
  // Runs are few, and lines can be unknown only where one of them is.
  if (text.runs().every(({ origin }) => origin.contributor !== 'unknown')) return false
  return text.lineOrigins().some(({ contributor }) => contributor === 'unknown')
}
