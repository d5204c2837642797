import type { AttributedText } from '../../attribution/text/attributedText'
import { smallestEdits, type TextEdit } from '../../attribution/matching/diff'

/** How much text of earlier states is searched for one edit, in UTF-16 units. */
const searched = 4_000_000

/** How many earlier states are compared in full for one edit. */
const compared = 8

/** A stretch of a text, half-open. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * The text after an edit that may take back an earlier one, as when one of several chat edits is undone: a line that the
 * edit makes and that stood there in an earlier state is as it was then.
 * @param after the text with the origins it has if nothing is restored
 * @param beforeText the text before the edit
 * @param states earlier states, newest first
 */
export function restoredLines(
  after: AttributedText,
  beforeText: string,
  states: Iterable<AttributedText>,
): AttributedText {
  const text = after.text()
  let open = madeLines(after, smallestEdits(beforeText, text))
  let result = after
  let budget = searched
  let diffs = 0
  for (const state of states) {
    budget -= state.length
    if (open.length === 0 || budget < 0 || diffs === compared) break
    const stateText = state.text()
    if (!open.some(({ from, to }) => stateText.includes(text.slice(from, to)))) continue
    diffs++
    const edits = smallestEdits(stateText, text)
    open = open.filter((stretch) => {
      const shift = keptAt(stretch, edits)
      if (shift === undefined) return true
      const { from, to } = stretch
      result = result.splice(from, to, state.slice(from - shift, to - shift))
      return false
    })
  }
  return result
}

/** The whole lines of the text after the edits that these put something into. */
function madeLines(after: AttributedText, edits: readonly TextEdit[]): readonly Stretch[] {
  const stretches: { from: number; to: number }[] = []
  let shift = 0
  for (const edit of edits) {
    const from = edit.from + shift
    const to = from + edit.text.length
    shift += edit.text.length - (edit.to - edit.from)
    if (edit.text === '') continue
    const start = after.lineStart(after.lineAt(from))
    const end = beginsLine(after, to) ? to : after.lineStart(after.lineAt(to) + 1)
    const last = stretches.at(-1)
    if (last && last.to >= start) last.to = Math.max(last.to, end)
    else stretches.push({ from: start, to: end })
  }
  return stretches
}

/** Whether a line begins at this offset. */
function beginsLine(after: AttributedText, offset: number): boolean {
  return offset > 0 && after.text(offset - 1, offset) === '\n'
}

/** How far a stretch that edits leave alone has moved by them; undefined where they do not leave it alone. */
function keptAt({ from, to }: Stretch, edits: readonly TextEdit[]): number | undefined {
  let shift = 0
  for (const edit of edits) {
    const start = edit.from + shift
    const end = start + edit.text.length
    if (start >= to) break
    if (end > from || (start > from && start < to)) return undefined
    shift += edit.text.length - (edit.to - edit.from)
  }
  return shift
}
