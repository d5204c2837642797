import type * as vscode from 'vscode'
import { cellScheme, notebookOf } from './notebooks'

/** The documents whose attribution Byline may keep, for the editor's providers. */
export const trackableDocuments: vscode.DocumentFilter[] = [
  { scheme: 'file' },
  { scheme: 'untitled' },
  { scheme: cellScheme },
]

/** Only text that a person edits as a file: never the chat's input box, output, or the old side of a comparison. */
export function isTrackable(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri
  return scheme === 'file' || scheme === 'untitled' || notebookOf(document) !== undefined
}
