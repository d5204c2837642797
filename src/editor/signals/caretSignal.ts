import * as vscode from 'vscode'
import type { Change } from '../../capture/editEvent'
import type { TrackedDocument } from '../documents/trackedDocument'

/**
 * Whether each change takes out what is selected in the active editor, or text right beside a caret there: what a key does.
 * An extension that takes something out elsewhere is told by that. The editor tells of moved carets after the edit, so
 * these are the ones from before it.
 */
export function takesOutAtCaret(tracked: TrackedDocument, changes: readonly Change[]): boolean {
  const editor = vscode.window.activeTextEditor
  if (editor?.document !== tracked.document || changes.some(({ text }) => text !== '')) return false
  const { attributed } = tracked
  const offsetOf = ({ line, character }: vscode.Position): number =>
    line < attributed.lineCount ? attributed.lineStart(line) + character : attributed.length
  const selections = editor.selections.map(({ start, end }) => ({ from: offsetOf(start), to: offsetOf(end) }))
  return changes.every(({ from, to }) =>
    selections.some((selected) =>
      selected.from === selected.to
        ? selected.from === from || selected.from === to
        : selected.from === from && selected.to === to,
    ),
  )
}
