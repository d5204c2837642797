import type { AttributedText } from '../../attribution/text/attributedText'
import type { Change } from '../editEvent'

/**
 * Where the inserted text stands already, right before or after its place; line breaks at its ends do not count. Of
 * lines whole ones only: a line may begin as its neighbour reads.
 */
export function adjacentDuplicate(
  before: AttributedText,
  change: Change,
): { readonly from: number; readonly to: number } | undefined {
  const core = withoutOuterLineEnds(change.text)
  if (core.trim() === '') return undefined
  const isOfLines = core !== change.text
  for (const gap of [0, 1, 2]) {
    for (const from of [change.from - core.length - gap, change.to + gap]) {
      const to = from + core.length
      if (from < 0 || to > before.length || before.text(from, to) !== core) continue
      if (!isOfLines || isWholeLines(before, from, to)) return { from, to }
    }
  }
  return undefined
}

function isWholeLines(text: AttributedText, from: number, to: number): boolean {
  return (
    (from === 0 || text.text(from - 1, from) === '\n') && (to === text.length || /[\r\n]/.test(text.text(to, to + 1)))
  )
}

/** Without the line ends, LF or CRLF, that a text begins and ends with. */
function withoutOuterLineEnds(text: string): string {
  let from = 0
  while (text[from] === '\n' || text.startsWith('\r\n', from)) from += text[from] === '\n' ? 1 : 2
  let to = text.length
  while (to > from && text[to - 1] === '\n') to -= text[to - 2] === '\r' ? 2 : 1
  return text.slice(from, to)
}
