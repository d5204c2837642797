import type { AttributedText } from '../../attribution/text/attributedText'
import type { Change } from '../editEvent'

/** What stands before a line that is commented out, in the languages an editor knows. */
const lineMarkers = new Set(['//', '#', '--', ';', ';;', '%', 'REM', '::'])

/** What stands around text that is commented out. */
const blockMarkers = new Set(['/*', '*/', '<!--', '-->', '{-', '-}', '(*', '*)', '{/*', '*/}', '"""', "'''"])

/**
 * Whether an edit does nothing but put comment markers in or take them out: at the first character of lines, or on
 * both sides of a stretch. Whoever made it, the code is still the one that was there.
 */
export function togglesComments(event: {
  readonly changes: readonly Change[]
  readonly before: AttributedText
}): boolean {
  const { changes, before } = event
  if (changes.length === 0) return false
  const edits = changes.map(({ from, to, text }) => ({
    from,
    removed: before.text(from, to).trim(),
    inserted: text.trim(),
  }))
  const onOneSide = edits.every(({ removed, inserted }) => (removed === '') !== (inserted === ''))
  if (!onOneSide) return false
  const markers = edits.map(({ removed, inserted }) => removed + inserted)
  if (markers.every((marker) => blockMarkers.has(marker))) return markers.length % 2 === 0
  return edits.every(({ from }, index) => {
    const start = before.lineStart(before.lineAt(from))
    return lineMarkers.has(markers[index]!) && before.text(start, from).trim() === ''
  })
}
