import type { AttributedText } from '../text/attributedText'
import { dropText } from '../text/changeText'
import { realign } from './realign'

/**
 * A formatter's (or rename's, or change of line ends') edit: `text` takes the place of `from..to` and the origins of
 * what it replaces or stands inside, so that formatting never flips a line. Only for edits whose source is proved.
 */
export function reformat(before: AttributedText, from: number, to: number, text: string): AttributedText {
  if (text === '') return dropText(before, from, to)
  // Whole lines, so that what is new can take after its neighbours.
  const start = before.lineStart(before.lineAt(from))
  const end = before.lineStart(before.lineAt(to) + 1)
  const lines = before.slice(start, end)
  const head = from - start
  const tail = end - to
  const whole = lines.text(0, head) + text + lines.text(lines.length - tail, lines.length)
  const outside = start > 0 ? before.originAt(start - 1) : before.length > end ? before.originAt(end) : undefined
  return before.splice(start, end, realign(lines, whole, { head, tail, ...(outside && { outside }) }))
}
