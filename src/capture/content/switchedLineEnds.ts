import type { AttributedText } from '../../attribution/text/attributedText'
import { normaliseAttributed } from '../../attribution/text/normalise'
import { withLineEnds } from '../../attribution/text/withLineEnds'
import type { Change } from '../editEvent'

/** The text after a change that does nothing but switch the line ends of all of it; undefined where it does more. */
export function switchedLineEnds(before: AttributedText, change: Change): AttributedText | undefined {
  const { from, to, text } = change
  if (from !== 0 || to !== before.length || text.length === before.length) return undefined
  const switched = withLineEnds(normaliseAttributed(before), text.includes('\r\n') ? '\r\n' : '\n')
  return switched.length === text.length && switched.text() === text ? switched : undefined
}
