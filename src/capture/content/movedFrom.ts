import type { AttributedText } from '../../attribution/text/attributedText'
import type { Change } from '../editEvent'

/**
 * The change of the same edit that takes out what another one puts in, as when lines are moved; undefined where there is
 * none. White space at the ends does not count, unless there is nothing else: a blank line is moved as it is.
 */
export function movedFrom(before: AttributedText, changes: readonly Change[], inserted: string): Change | undefined {
  const wanted = withoutEnds(inserted)
  return changes.find(({ from, to }) => to > from && withoutEnds(before.text(from, to)) === wanted)
}

function withoutEnds(text: string): string {
  const trimmed = text.trim()
  return trimmed === '' ? text : trimmed
}
