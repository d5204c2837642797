import type { AttributedText } from '../../attribution/text/attributedText'
import { formattedBlocks } from '../../attribution/matching/formattedBlocks'
import type { LineSpan } from '../../attribution/text/lineSpan'
import { realign } from '../../attribution/matching/realign'
import type { Change } from '../editEvent'

/**
 * A text that came from disk, with the lines that another program only formatted as a formatter in the editor leaves
 * them: what was written before keeps its origin.
 * @param before the text before the change
 * @param rewritten the text after it, with the origins it has where nothing was formatted
 */
export function formattedOnDisk(before: AttributedText, change: Change, rewritten: AttributedText): AttributedText {
  // Whole lines: the editor cuts the change where the two texts begin to differ.
  const start = before.lineStart(before.lineAt(change.from))
  const end = before.lineStart(before.lineAt(change.to) + 1)
  const old = before.slice(start, end)
  const now = rewritten.slice(start, end + change.text.length - (change.to - change.from))
  const text = now.text()
  const blocks = formattedBlocks(old.text().split('\n'), text.split('\n'))
  return blocks.reduce((result, block) => {
    const [from, to] = offsetsOf(now, block.after)
    const [oldFrom, oldTo] = offsetsOf(old, block.before)
    return result.splice(start + from, start + to, realign(old.slice(oldFrom, oldTo), text.slice(from, to)))
  }, rewritten)
}

function offsetsOf(text: AttributedText, { from, to }: LineSpan): readonly [number, number] {
  return [text.lineStart(from), to < text.lineCount ? text.lineStart(to) : text.length]
}
