import * as vscode from 'vscode'
import type { Change, EditSource } from '../../capture/editEvent'

/** VS Code's change event where the extension may see the source of an edit (a proposed API). */
export type ChangeEvent = vscode.TextDocumentChangeEvent & { readonly detailedReason?: EditSource }

/** What the editor says of an edit on every channel. */
export function reasonOf({ reason }: ChangeEvent): 'undo' | 'redo' | undefined {
  if (reason === vscode.TextDocumentChangeReason.Undo) return 'undo'
  if (reason === vscode.TextDocumentChangeReason.Redo) return 'redo'
  return undefined
}

/** How long a text is after disjoint changes, in UTF-16 units. */
export function lengthAfter(length: number, changes: readonly Change[]): number {
  return changes.reduce((sum, { from, to, text }) => sum + text.length - (to - from), length)
}
