import type * as vscode from 'vscode'
import { cellScheme } from './notebooks'

/** The documents that Byline may look at, for the editor's providers. */
export const followedDocuments: vscode.DocumentFilter[] = [
  { scheme: 'file' },
  { scheme: 'untitled' },
  { scheme: cellScheme },
]
