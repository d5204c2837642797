import type { AttributedText } from '../attribution/text/attributedText'
import type { Contributor } from '../attribution/text/origin'

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
  // Nothing of a line is known where all of it stands in one run of which nothing is.
  const gaps = unknownSpans(own)
  let gap = 0
  let filled = own
  for (let from = 0, to = 0; from < lines.length; from = to) {
    to = from + 1
    const isFilled = (line: number): boolean => {
      if (lines[line]!.contributor !== 'unknown' || !accept(claims[line]!.contributor)) return false
      const start = own.lineStart(line)
      const end = own.lineStart(line + 1)
      while (gap < gaps.length && gaps[gap]!.to < end) gap++
      return start === end || (gap < gaps.length && gaps[gap]!.from <= start)
    }
    if (!isFilled(from)) continue
    while (to < lines.length && isFilled(to)) to++
    const [start, end] = [own.lineStart(from), own.lineStart(to)]
    filled = filled.splice(start, end, other.slice(start, end))
  }
  return filled
}

/** The stretches of which nothing is known, as offsets; ascending, never next to each other. */
function unknownSpans(text: AttributedText): readonly { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = []
  let from = 0
  let isOpen = false
  for (const { length, origin } of text.runs()) {
    const to = from + length
    const last = spans.at(-1)
    if (origin.contributor !== 'unknown') isOpen = false
    else if (isOpen && last) last.to = to
    else {
      spans.push({ from, to })
      isOpen = true
    }
    from = to
  }
  return spans
}

/** Whether there is a line of which nothing is known. */
export function hasUnknown(text: AttributedText): boolean {
  // Runs are few, and lines can be unknown only where one of them is.
  if (text.runs().every(({ origin }) => origin.contributor !== 'unknown')) return false
  return text.lineOrigins().some(({ contributor }) => contributor === 'unknown')
}
