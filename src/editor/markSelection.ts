import * as vscode from 'vscode'
import { normaliseAttributed } from '../attribution/normalise'
import type { Origin } from '../attribution/origin'
import { UserFacingError } from '../base/errors'
import { knownTools, toolDisplayName } from '../provenance/toolNames'
import type { ObservationKind } from '../provenance/sources'
import type { Documents } from './documents'
import type { TrackedDocument } from './trackedDocument'

/** Writes down who wrote a document. */
export type RecordDocument = (tracked: TrackedDocument, kind: ObservationKind) => Promise<void>

interface ToolItem extends vscode.QuickPickItem {
  readonly tool: string | undefined
}

/**
 * Lets the user say who wrote the selected text (the whole line where nothing is selected). Their word wins over
 * everything that was seen; the button in the message takes it back.
 */
export async function markSelection(documents: Documents, record: RecordDocument): Promise<void> {
  const editor = vscode.window.activeTextEditor
  const tracked = editor && documents.of(editor.document)
  if (!editor || !tracked) {
    const reason = editor && documents.reasonNotTracked(editor.document)
    throw new UserFacingError(reason ?? 'Open a file first, and select what you want to mark.')
  }
  const { version } = editor.document
  const origin = await pickOrigin()
  if (!origin) return
  if (editor.document.version !== version) throw new UserFacingError('The text changed meanwhile. Select it again.')
  const before = tracked.attributed
  const marked = editor.selections.reduce((text, selection) => {
    const range = selection.isEmpty ? editor.document.lineAt(selection.active.line).rangeIncludingLineBreak : selection
    const from = editor.document.offsetAt(range.start)
    const to = editor.document.offsetAt(range.end)
    return text.splice(
      from,
      to,
      text.slice(from, to).mapOrigins(() => origin),
    )
  }, before)
  documents.adopt(tracked, normaliseAttributed(marked))
  await record(tracked, 'declared')
  const undo = 'Undo'
  const choice = await vscode.window.showInformationMessage(`Marked as ${words(origin)}, on your word.`, undo)
  if (choice !== undo) return
  if (!documents.adopt(tracked, normaliseAttributed(before))) {
    throw new UserFacingError('The text changed since. Mark the selection again instead.')
  }
  await record(tracked, 'declared')
}

async function pickOrigin(): Promise<Origin | undefined> {
  const ai: vscode.QuickPickItem = { label: 'AI', description: 'written by an AI tool' }
  const human: vscode.QuickPickItem = { label: 'Human', description: 'written by a person' }
  const unknown: vscode.QuickPickItem = { label: 'Unknown', description: 'nobody can say' }
  const picked = await vscode.window.showQuickPick([ai, human, unknown], {
    placeHolder: 'Who wrote the selected text?',
  })
  const declared = { evidence: 'declared', at: new Date().toISOString() } as const
  if (picked === human) return { contributor: 'human', ...declared }
  if (picked === unknown) return { contributor: 'unknown' }
  if (picked !== ai) return undefined
  const tools: ToolItem[] = knownTools.map((tool) => ({ label: toolDisplayName(tool), tool }))
  const other: ToolItem = { label: 'Another tool', description: 'not named', tool: undefined }
  const tool = await vscode.window.showQuickPick([...tools, other], { placeHolder: 'Which tool wrote it?' })
  return tool && { contributor: 'ai', ...(tool.tool !== undefined && { tool: tool.tool }), ...declared }
}

function words(origin: Origin): string {
  if (origin.contributor !== 'ai') return origin.contributor
  return origin.tool === undefined ? 'AI' : `AI (${toolDisplayName(origin.tool)})`
}
