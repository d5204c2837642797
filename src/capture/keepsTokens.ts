import type { AttributedText } from '../attribution/attributedText'
import { equalAsTokens } from '../attribution/tokens'
import type { Change } from './editEvent'

/** Longest stretch that is compared token by token, in UTF-16 units; beyond it a formatter has to be named. */
const longest = 500_000

/**
 * Whether an edit leaves the code as it was but for white space, quote style and trailing punctuation. Edits of blank
 * text alone do not count: an Enter belongs to the one who pressed it.
 */
export function keepsTokens(event: { readonly changes: readonly Change[]; readonly before: AttributedText }): boolean {
  const { changes, before } = event
  if (changes.every((change) => change.text.trim() === '')) return false
  return changes.every((change) => {
    // Whole lines, so that a token cut by the edit's border is not mistaken for another.
    const from = before.lineStart(before.lineAt(change.from))
    const next = before.lineAt(change.to) + 1
    const to = next < before.lineCount ? before.lineStart(next) : before.length
    if (to - from > longest) return false
    const head = before.text(from, change.from)
    const tail = before.text(change.to, to)
    return equalAsTokens(before.text(from, to), head + change.text + tail)
  })
}
