import type { AttributedText } from '../../attribution/text/attributedText'
import type { Change } from '../editEvent'

/**
 * An Enter at the end of a line makes a new line after it: the line keeps its own terminator and the new one gets the
 * inserted one. The text is the same either way, but a blank line is from whom its terminator is.
 */
export function keepLineEnding(before: AttributedText, changes: readonly Change[]): readonly Change[] {
  return changes.map((change) => {
    const { from, to, text } = change
    const terminator = text.startsWith('\r\n') ? '\r\n' : '\n'
    const end = from + terminator.length
    if (from !== to || !text.startsWith(terminator) || end > before.length) return change
    if (before.text(from, end) !== terminator) return change
    const isAlone = changes.every(
      (other) => other === change || other.to < from || (other.to === from && other.from < from) || other.from > end,
    )
    return isAlone ? { from: end, to: end, text: text.slice(terminator.length) + terminator } : change
  })
}
