import type * as vscode from 'vscode'
import type { EditSource } from '../../capture/editEvent'

/** VS Code's change event where the extension may see the source of an edit (a proposed API). */
export type ChangeEvent = vscode.TextDocumentChangeEvent & { readonly detailedReason?: EditSource }
