import * as vscode from 'vscode'
import { normaliseAttributed } from '../../attribution/text/normalise'
import type { Origin } from '../../attribution/text/origin'
import { UserFacingError } from '../../base/errors'
import { knownTools, toolDisplayName, toolIdOf, unnamedTool } from '../../formats/trailers/toolNames'
import type { Documents } from '../documents/documents'
import type { RecentTools } from './recentTools'
import type { RecordDocument } from '../documents/recordDocument'
import type { TrackedDocument } from '../documents/trackedDocument'

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
 * @throws UserFacingError when it cannot be undone any more
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
    throw new UserFacingError('The text changed. Mark the selection again.')
  }
  await record(tracked, 'declared')
}

/** On the user's word, as of now. */
export function declaredHuman(): Origin {
  return { contributor: 'human', evidence: 'declared', at: new Date().toISOString() }
}

/**
 * Asks which tool wrote it: those named last and those seen in the text come first; any other can be typed.
 * @param seen ids of tools that wrote something of the text
 * @returns undefined when the question is left
 */
export async function pickDeclaredAi(recent: RecentTools, seen: readonly string[] = []): Promise<Origin | undefined> {
  const item = (tool: string): ToolItem => ({ label: toolDisplayName(tool), tool })
  const near = [...new Set([...recent.all, ...seen])]
  const others = knownTools.filter((tool) => !near.includes(tool))
  const typed: ToolItem = { label: '$(edit) Another Tool…', description: 'type its name', tool: undefined }
  const unnamed: ToolItem = { label: '$(question) Not Known', description: 'AI, without a name', tool: undefined }
  const rest = [separator(''), typed, unnamed, separator('tools'), ...others.map(item)]
  const first = near.length > 0 ? [separator('recent'), ...near.map(item)] : []
  const picked = await vscode.window.showQuickPick([...first, ...rest], { placeHolder: 'Which tool wrote it?' })
  if (!picked) return undefined
  const tool = picked === typed ? await askForTool() : picked.tool
  if (picked === typed && tool === undefined) return undefined
  if (tool !== undefined) await recent.add(tool)
  return { contributor: 'ai', ...(tool !== undefined && { tool }), evidence: 'declared', at: new Date().toISOString() }
}

function separator(label: string): ToolItem {
  return { label, kind: vscode.QuickPickItemKind.Separator, tool: undefined }
}

/** The id of a tool that the user names; undefined when the question is left. */
async function askForTool(): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: 'Mark as AI',
    prompt: 'The name of the tool.',
    placeHolder: 'my-tool',
    validateInput: (value) => {
      if (value.trim() === '')
        return { message: 'For example my-tool', severity: vscode.InputBoxValidationSeverity.Info }
      return toolNamed(value) === undefined ? 'Use letters, digits, ".", "_" or "-".' : undefined
    },
  })
  return typed === undefined ? undefined : toolNamed(typed)
}

/** The id of a known tool by its name, else the name as it is shown everywhere: in lower case, with dashes. */
function toolNamed(name: string): string | undefined {
  const shown = toolDisplayName(name.trim())
  return toolIdOf(name.trim()) ?? (shown === unnamedTool ? undefined : (toolIdOf(shown) ?? shown))
}

/** Ids of the tools that wrote something of a document. */
export function toolsIn({ attributed }: TrackedDocument): readonly string[] {
  return [...new Set(attributed.runs().flatMap(({ origin }) => origin.tool ?? []))]
}

function words(origin: Origin): string {
  if (origin.contributor !== 'ai') return origin.contributor
  return origin.tool === undefined ? 'AI' : `AI (${toolDisplayName(origin.tool)})`
}
