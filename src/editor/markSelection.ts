import * as vscode from 'vscode'
import type { Origin } from '../attribution/origin'
import { UserFacingError } from '../base/errors'
import { declareOrigin, declaredHuman, pickDeclaredAi } from './declareOrigin'
import type { Documents } from './documents'
import type { RecordDocument } from './recordDocument'

/**
 * Lets the user say who wrote the selected text (the whole line where nothing is selected). Their word wins over
 * everything that was seen.
 */
export async function markSelection(documents: Documents, record: RecordDocument): Promise<void> {
  const editor = vscode.window.activeTextEditor
  const tracked = editor && documents.of(editor.document)
  if (!editor || !tracked) {
    const reason = editor && documents.reasonLeftOut(editor.document)
    throw new UserFacingError(reason ?? 'Open a file first, and select what you want to mark.')
  }
  const { document } = editor
  const { version } = document
  const origin = await pickOrigin()
  if (!origin) return
  if (document.version !== version) throw new UserFacingError('The text changed meanwhile. Select it again.')
  const stretches = editor.selections.map((selection) => {
    const range = selection.isEmpty ? document.lineAt(selection.active.line).rangeIncludingLineBreak : selection
    return { from: document.offsetAt(range.start), to: document.offsetAt(range.end) }
  })
  await declareOrigin(documents, record, tracked, stretches, origin)
}

async function pickOrigin(): Promise<Origin | undefined> {
  const ai: vscode.QuickPickItem = { label: 'AI', description: 'written by an AI tool' }
  const human: vscode.QuickPickItem = { label: 'Human', description: 'written by a person' }
  const unknown: vscode.QuickPickItem = { label: 'Unknown', description: 'nobody can say' }
  const picked = await vscode.window.showQuickPick([ai, human, unknown], {
    placeHolder: 'Who wrote the selected text?',
  })
  if (picked === human) return declaredHuman()
  if (picked === unknown) return { contributor: 'unknown' }
  return picked === ai ? pickDeclaredAi() : undefined
}
