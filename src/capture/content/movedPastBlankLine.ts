import type { AttributedText } from '../../attribution/text/attributedText'
import type { Change } from '../editEvent'

/**
 * A line that is moved past a blank one: the editor takes out and puts in what stands in the line, and the two lines
 * exchange their ends. Here as if the blank line had been moved, with the end that says whose it is; undefined where
 * the edit is something else.
 */
export function movedPastBlankLine(before: AttributedText, changes: readonly Change[]): readonly Change[] | undefined {
  const [first, second, ...others] = changes
  if (!first || !second || others.length > 0) return undefined
  const [put, taken] = first.text === '' ? [second, first] : [first, second]
  const { from, to } = taken
  const blank = put.from
  if (taken.text !== '' || put.to !== blank || before.text(from, to) !== put.text || put.text.includes('\n'))
    return undefined
  const end = endAt(before, to)
  const blankEnd = endAt(before, blank)
  if (end === '' || end !== blankEnd || !isLineStart(before, from) || !isLineStart(before, blank)) return undefined
  const removal = { from: blank, to: blank + end.length, text: '' }
  // The last change comes first.
  if (blank === to + end.length) return [removal, { from, to: from, text: end }]
  const after = to + end.length
  return removal.to === from ? [{ from: after, to: after, text: end }, removal] : undefined
}

/** The line end that stands at an offset, if one does. */
function endAt(text: AttributedText, offset: number): '\n' | '\r\n' | '' {
  const found = text.text(offset, Math.min(offset + 2, text.length))
  return found === '\r\n' ? found : found.startsWith('\n') ? '\n' : ''
}

function isLineStart(text: AttributedText, offset: number): boolean {
  return offset === 0 || text.text(offset - 1, offset) === '\n'
}
