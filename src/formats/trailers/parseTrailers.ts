import type { LineSpan } from '../../attribution/text/lineSpan'
import type { Evidence } from '../../attribution/text/origin'
import type { Counts } from '../../attribution/lines/fileProvenance'
import { parseBlobMark } from './blobMark'
import { evidences } from '../../attribution/text/evidence'
import { parseLineRanges } from './lineRanges'
import { unquotePath } from './quotedPath'
import { toolIdOf, unnamedTool } from './toolNames'

/** What one commit wrote; a squashed message has several. */
export interface TrailerBlock {
  readonly tools: readonly NamedTool[]
  readonly counts?: Counts
  /** Of the least known AI line. */
  readonly evidence?: Evidence
  readonly files: readonly FileClaim[]
  /** Files with AI lines that are not named. */
  readonly moreFiles: number
  /** Whole lines that AI took out; absent where there are none. */
  readonly deleted?: number
}

/** A tool that took part, as far as the message names it. */
export interface NamedTool {
  readonly tool?: string
  /** Without provider. */
  readonly model?: string
}

/** AI lines of one file; they hold only where the blob of the file in this commit has an id that starts with `blob`. */
export interface FileClaim {
  readonly path: string
  readonly blob: string
  readonly ai: readonly LineSpan[]
  readonly mixed: readonly LineSpan[]
}

/** A message is not read beyond this: longer ones are no messages. */
const maxLength = 1_000_000

/** No line that this program writes is longer; others are not looked at. */
const maxLineLength = 400

/**
 * Reads our trailers wherever they stand in a commit message: a squash merge leaves them in the middle, indented or
 * after `---------`. Malformed lines, and lines of others, are passed over.
 * @param keys of the lines that name tools, besides `Assisted-by` and `Generated-by`
 */
export function parseTrailers(message: string, keys: readonly string[] = []): readonly TrailerBlock[] {
  const toolKeys = new Set(['assisted-by', 'generated-by', ...keys.map((key) => key.toLowerCase())])
  const blocks: OpenBlock[] = []
  let tools: NamedTool[] = []
  for (const line of message.slice(0, maxLength).split(/\r?\n/)) {
    const match = line.length > maxLineLength ? null : /^\s*([A-Za-z][A-Za-z0-9-]*):(.*)$/s.exec(line)
    if (!match) continue
    const [, key = '', rest = ''] = match
    const value = valueOf(rest)
    if (key === 'AI-Provenance') {
      const parsed = parseCounts(value)
      if (!parsed) continue
      blocks.push({ tools, ...parsed, files: [], moreFiles: 0 })
      tools = []
    } else if (key === 'AI-Lines') {
      if (blocks.length === 0) blocks.push({ tools: [], files: [], moreFiles: 0 })
      addClaim(blocks.at(-1)!, value)
    } else if (key === 'AI-Deleted') {
      const deleted = parseDeleted(value)
      if (deleted === undefined) continue
      if (blocks.length === 0) blocks.push({ tools: [], files: [], moreFiles: 0 })
      const block = blocks.at(-1)!
      block.deleted = (block.deleted ?? 0) + deleted
    } else if (toolKeys.has(key.toLowerCase())) {
      const tool = parseTool(value)
      if (tool) tools.push(tool)
    }
  }
  if (tools.length > 0) blocks.push({ tools, files: [], moreFiles: 0 })
  return blocks
}

/** Whether a line says what `AI-Provenance`, `AI-Lines` and `AI-Deleted` say; a person may write of them in other ways. */
export function isProvenanceLine(line: string): boolean {
  const match = line.length > maxLineLength ? null : /^[ \t]*AI-(Provenance|Lines|Deleted):(.*)$/s.exec(line)
  if (!match) return false
  const [, key, rest = ''] = match
  const value = valueOf(rest)
  if (key === 'Provenance') return parseCounts(value) !== undefined
  if (key === 'Deleted') return parseDeleted(value) !== undefined
  const block: OpenBlock = { tools: [], files: [], moreFiles: 0 }
  addClaim(block, value)
  return block.files.length > 0 || block.moreFiles > 0
}

/** What stands behind the colon, without the white space round it. */
function valueOf(rest: string): string {
  return rest.replace(/^[ \t]+/, '').trimEnd()
}

interface OpenBlock extends TrailerBlock {
  readonly files: FileClaim[]
  moreFiles: number
  deleted?: number
}

/** How many lines were taken out: `3 lines`, or `src/pay/charge.ts 3 lines before 14,40`. */
function parseDeleted(value: string): number | undefined {
  const total = /^(\d{1,8}) lines?$/.exec(value)
  const match = total ?? /^ (\d{1,8}) lines?(?: before [\d,]+)?$/.exec(unquotePath(value)?.rest ?? '')
  return match ? Number(match[1]) : undefined
}

function parseCounts(value: string): { counts: Counts; evidence?: Evidence } | undefined {
  const match = /^ai=(\d{1,8}) mixed=(\d{1,8}) human=(\d{1,8}) unknown=(\d{1,8})(?: evidence=([a-z]+))?$/.exec(value)
  if (!match) return undefined
  const [ai = 0, mixed = 0, human = 0, unknown = 0] = match.slice(1, 5).map(Number)
  const evidence = evidences.find((known) => known === match[5])
  return { counts: { ai, mixed, human, unknown }, ...(evidence !== undefined && { evidence }) }
}

/**
 * What stands behind `Assisted-by`: `GitHub Copilot:gpt-5-codex`. undefined where it is not of our making.
 */
export function parseTool(value: string): NamedTool | undefined {
  const match = /^([A-Za-z0-9 ._-]+?)(?::([A-Za-z0-9._-]+))?$/.exec(value)
  if (!match) return undefined
  const [, name = '', model] = match
  const tool = toolIdOf(name)
  if (tool === undefined && name !== unnamedTool) return undefined
  return { ...(tool !== undefined && { tool }), ...(model !== undefined && { model }) }
}

function addClaim(block: OpenBlock, value: string): void {
  const more = /^\+(\d{1,6}) files?$/.exec(value)
  if (more) {
    block.moreFiles += Number(more[1])
    return
  }
  const named = unquotePath(value)
  const match = named && /^(?: ([\d,-]+))?(?: mixed ([\d,-]+))? (\S+)$/.exec(named.rest)
  const blob = match ? parseBlobMark(match[3]!) : undefined
  if (!match || blob === undefined || (match[1] ?? match[2]) === undefined) return
  const ai = match[1] === undefined ? [] : parseLineRanges(match[1])
  const mixed = match[2] === undefined ? [] : parseLineRanges(match[2])
  if (ai && mixed) block.files.push({ path: named.path, blob, ai, mixed })
}
