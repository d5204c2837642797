import * as vscode from 'vscode'
import type { Origin } from '../../attribution/text/origin'
import { UserFacingError } from '../../base/errors'
import { declareOrigin, declaredHuman, pickDeclaredAi, toolsIn } from './declareOrigin'
import type { Documents } from '../documents/documents'
import { pointedLine } from './pointedLine'
import type { RecentTools } from './recentTools'
import type { RecordDocument } from '../documents/recordDocument'
import type { TrackedDocument } from '../documents/trackedDocument'

/**
 * Lets the user say who wrote the selected text, or the whole line where nothing is selected. Their word wins over
 * everything that was seen.
 * @param argument what the command was called with: a hover names the line it is about
 */
export async function markSelection(
  documents: Documents,
  record: RecordDocument,
  tools: RecentTools,
  argument: unknown,
): Promise<void> {
  const pointed = pointedLine(argument)
  const document =
    pointed && vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === pointed.uri.toString())
  const tracked = document && documents.of(document)
  if (!pointed || !document || !tracked) {
    const reason = document && documents.reasonLeftOut(document)
    throw new UserFacingError(reason ?? 'Open a file first, and select what you want to mark.')
  }
  const { version } = document
  const ranges = markedRanges(document, pointed.line)
  const origin = await pickOrigin(tools, tracked)
  if (!origin) return
  if (document.version !== version) throw new UserFacingError('The text changed meanwhile. Select it again.')
  const stretches = ranges.map(({ start, end }) => ({ from: document.offsetAt(start), to: document.offsetAt(end) }))
  await declareOrigin(documents, record, tracked, stretches, origin)
}

/** What is selected, where the line is part of it; else the line. */
function markedRanges(document: vscode.TextDocument, line: number): readonly vscode.Range[] {
  const { activeTextEditor, visibleTextEditors } = vscode.window
  const editor = [activeTextEditor, ...visibleTextEditors].find((each) => each?.document === document)
  const selections = editor?.selections ?? []
  if (!selections.some(({ start, end }) => start.line <= line && line <= end.line)) {
    return [document.lineAt(line).rangeIncludingLineBreak]
  }
  return selections.map((selection) =>
    selection.isEmpty ? document.lineAt(selection.active.line).rangeIncludingLineBreak : selection,
  )
}

async function pickOrigin(tools: RecentTools, tracked: TrackedDocument): Promise<Origin | undefined> {
  const ai: vscode.QuickPickItem = { label: 'AI…', description: 'written by an AI tool' }
  const human: vscode.QuickPickItem = { label: 'Human', description: 'written by a person' }
  const unknown: vscode.QuickPickItem = { label: 'Unknown', description: 'nobody can say' }
  const picked = await vscode.window.showQuickPick([ai, human, unknown], {
    placeHolder: 'Who wrote the selected text?',
  })
  if (picked === human) return declaredHuman()
  if (picked === unknown) return { contributor: 'unknown' }
  return picked === ai ? pickDeclaredAi(tools, toolsIn(tracked)) : undefined
}
