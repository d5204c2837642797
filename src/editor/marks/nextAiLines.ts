import * as vscode from 'vscode'
import { isAi } from '../../attribution/text/origin'
import { UserFacingError } from '../../base/errors'
import type { Documents } from '../documents/documents'

/** Selects the AI and mixed lines that come next after the caret; after the last ones the first. */
export function goToNextAiLines(documents: Documents): void {
  const editor = vscode.window.activeTextEditor
  const tracked = editor && documents.of(editor.document)
  if (!editor || !tracked) throw new UserFacingError('Open a file first.')
  const blocks: { first: number; last: number }[] = []
  for (const [line, { contributor }] of tracked.lines.entries()) {
    const before = blocks.at(-1)
    if (!isAi(contributor)) continue
    if (before?.last === line - 1) before.last = line
    else blocks.push({ first: line, last: line })
  }
  const { start } = editor.selection
  const next = blocks.find(({ first }) => first > start.line) ?? blocks[0]
  if (!next) {
    void vscode.window.showInformationMessage('This file has no AI lines.')
    return
  }
  const end = editor.document.lineAt(next.last).range.end
  editor.selection = new vscode.Selection(new vscode.Position(next.first, 0), end)
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport)
}
