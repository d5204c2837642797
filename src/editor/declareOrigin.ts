import * as vscode from 'vscode'
import { normaliseAttributed } from '../attribution/normalise'
import type { Origin } from '../attribution/origin'
import { UserFacingError } from '../base/errors'
import { knownTools, toolDisplayName } from '../provenance/toolNames'
import type { Documents } from './documents'
import type { RecordDocument } from './recordDocument'
import type { TrackedDocument } from './trackedDocument'

interface ToolItem extends vscode.QuickPickItem {
  readonly tool: string | undefined
}

/** What the user says something about. */
export interface DeclaredStretch {
  /** Offsets in the document, UTF-16, half-open. */
  readonly from: number
  readonly to: number
  /** Whether only what nobody knows of is meant: what was typed there meanwhile stays as it is. */
  readonly unknownOnly?: true
}

/**
 * Records on the user's word who wrote some stretches of a document. The button in the message takes it back.
 * @throws UserFacingError when it cannot be taken back any more
 */
export async function declareOrigin(
  documents: Documents,
  record: RecordDocument,
  tracked: TrackedDocument,
  stretches: readonly DeclaredStretch[],
  origin: Origin,
): Promise<void> {
  const before = tracked.attributed
  const marked = stretches.reduce((text, { from, to, unknownOnly }) => {
    const isMeant = (old: Origin): boolean => !unknownOnly || old.contributor === 'unknown'
    const stretch = text.slice(from, to).mapOrigins((old) => (isMeant(old) ? origin : old))
    return text.splice(from, to, stretch)
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

/** On the user's word, as of now. */
export function declaredHuman(): Origin {
  return { contributor: 'human', evidence: 'declared', at: new Date().toISOString() }
}

/** Asks which tool wrote it; undefined when the question is left. */
export async function pickDeclaredAi(): Promise<Origin | undefined> {
  const tools: ToolItem[] = knownTools.map((tool) => ({ label: toolDisplayName(tool), tool }))
  const other: ToolItem = { label: 'Another tool', description: 'not named', tool: undefined }
  const picked = await vscode.window.showQuickPick([...tools, other], { placeHolder: 'Which tool wrote it?' })
  if (!picked) return undefined
  const { tool } = picked
  return { contributor: 'ai', ...(tool !== undefined && { tool }), evidence: 'declared', at: new Date().toISOString() }
}

function words(origin: Origin): string {
  if (origin.contributor !== 'ai') return origin.contributor
  return origin.tool === undefined ? 'AI' : `AI (${toolDisplayName(origin.tool)})`
}
