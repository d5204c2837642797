import { isAi } from '../../attribution/text/origin'
import { addedOrigins, aiLinesAdded, countAdded } from '../../attribution/lines/addedLines'
import type { FileProvenance } from '../../attribution/lines/fileProvenance'
import { formatBlobMark } from './blobMark'
import { countDeleted } from '../../attribution/lines/deletedLines'
import { weakestEvidence } from '../../attribution/text/evidence'
import { formatLineRange, spansWhere } from './lineRanges'
import { quotePath } from './quotedPath'
import { modelDisplayName, toolDisplayName } from './toolNames'
import { unlinkedName } from './unlinked'
import type { TrailerSettings } from './trailerSettings'

/** Keys of the two lines that are always called the same. */
export const provenanceKey = 'AI-Provenance'
export const linesKey = 'AI-Lines'
/** Key of the lines that tell what AI took out. */
export const deletedKey = 'AI-Deleted'

/** A message line is never wider, so that `git log` in 100 columns and length limits of commit linters are met. */
const maxColumns = 100

/** A file whose ranges need more lines than this is only counted: a commit message is for people. */
const maxLinesPerFile = 12

/** More tools or models in one commit than this are of no use to a reader. */
const maxTools = 8

/**
 * The trailer lines for a change, in the order they stand in the message: one line for each tool and model, the counts
 * over the added lines, and where the AI lines are. ASCII, at most 100 columns each. Nothing in them links, notifies or
 * closes anything on a forge.
 * @returns no lines where the change adds no AI line, where the settings are off, or below the minimum share
 */
export function formatTrailers(files: readonly FileProvenance[], settings: TrailerSettings): readonly string[] {
  const counts = countAdded(files)
  const ai = counts.ai + counts.mixed
  const all = ai + counts.human + counts.unknown
  const deleted = countDeleted(files)
  if (!settings.enabled || ai + deleted === 0 || ai < settings.minimumShare * all) return []
  const origins = [
    ...files.flatMap(addedOrigins).filter((origin) => isAi(origin.contributor)),
    ...files.flatMap((file) => file.deleted ?? []).map(({ by }) => by),
  ]
  const evidence = weakestEvidence(origins.map((origin) => origin.evidence))
  return [
    ...(settings.key === undefined ? [] : toolTrailers(settings.key, origins)),
    `${provenanceKey}: ai=${counts.ai} mixed=${counts.mixed} human=${counts.human} unknown=${counts.unknown} evidence=${evidence}`,
    ...(settings.detail === 'lines' ? lineTrailers(files, settings.maxFiles) : []),
    ...(deleted === 0 ? [] : deletedTrailers(files, deleted, settings)),
  ]
}

/**
 * How many lines AI took out, and where: before which lines of the commit's own version of each file. A line of its own,
 * since versions that do not know it read `AI-Provenance` to its end.
 */
function deletedTrailers(
  files: readonly FileProvenance[],
  total: number,
  { detail, maxFiles }: TrailerSettings,
): readonly string[] {
  const lines = (count: number): string => `${count} ${count === 1 ? 'line' : 'lines'}`
  if (detail !== 'lines') return [`${deletedKey}: ${lines(total)}`]
  const named = files
    .map(({ path, deleted = [] }) => ({ path, deleted, count: countDeleted([{ deleted }]) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || compare(a.path, b.path))
    .slice(0, maxFiles)
    .flatMap(({ path, deleted, count }) => {
      const start = `${deletedKey}: ${quotePath(path)} ${lines(count)}`
      const whole = `${start} before ${deleted.map(({ before }) => before + 1).join(',')}`
      const line = whole.length <= maxColumns ? whole : start
      return line.length <= maxColumns ? [{ line, count }] : []
    })
  const rest = total - named.reduce((sum, { count }) => sum + count, 0)
  return [...named.map(({ line }) => line), ...(rest === 0 ? [] : [`${deletedKey}: ${lines(rest)}`])]
}

function toolTrailers(
  key: string,
  origins: readonly { readonly tool?: string; readonly model?: string }[],
): readonly string[] {
  const lines = new Map<string, number>()
  for (const { tool, model } of origins) {
    const value = toolValue(tool, model)
    lines.set(value, (lines.get(value) ?? 0) + 1)
  }
  return [...lines]
    .sort(([a, aLines], [b, bLines]) => bLines - aLines || compare(a, b))
    .slice(0, maxTools)
    .map(([value]) => `${key}: ${value}`)
}

/** `GitHub Copilot:gpt-5-codex`, the form the Linux kernel settled on; without a model only the tool. */
function toolValue(tool: string | undefined, model: string | undefined): string {
  const name = unlinkedName(modelDisplayName(model))
  const toolName = unlinkedName(toolDisplayName(tool))
  return name === '' ? toolName : `${toolName}:${name}`
}

function lineTrailers(files: readonly FileProvenance[], maxFiles: number): readonly string[] {
  const withAi = files
    .map((file) => ({ file, ai: aiLinesAdded(file) }))
    .filter(({ ai }) => ai > 0)
    .sort((a, b) => b.ai - a.ai || compare(a.file.path, b.file.path))
  const named: (readonly string[])[] = []
  for (const { file } of withAi) {
    if (named.length === maxFiles) break
    const lines = fileTrailers(file)
    if (lines !== undefined) named.push(lines)
  }
  const more = withAi.length - named.length
  return [...named.flat(), ...(more === 0 ? [] : [`${linesKey}: +${more} ${more === 1 ? 'file' : 'files'}`])]
}

/** The lines of one file, or undefined where it does not fit. */
function fileTrailers(file: FileProvenance): readonly string[] | undefined {
  if (file.blob === undefined) return undefined
  const start = `${linesKey}: ${quotePath(file.path)}`
  const end = ` ${formatBlobMark(file.blob)}`
  const lines: string[] = []
  let line = start
  let section = ''
  for (const { contributor, range } of claimedRanges(file)) {
    let addition = section === contributor ? `,${range}` : sectionStart(contributor) + range
    if (line !== start && line.length + addition.length + end.length > maxColumns) {
      lines.push(line + end)
      line = start
      addition = sectionStart(contributor) + range
    }
    if (line.length + addition.length + end.length > maxColumns || lines.length === maxLinesPerFile) return undefined
    line += addition
    section = contributor
  }
  return [...lines, line + end]
}

function sectionStart(contributor: 'ai' | 'mixed'): string {
  return contributor === 'ai' ? ' ' : ' mixed '
}

function claimedRanges(file: FileProvenance): readonly { contributor: 'ai' | 'mixed'; range: string }[] {
  const added = new Set<number>()
  for (const { from, to } of file.added) for (let line = from; line < to; line++) added.add(line)
  return (['ai', 'mixed'] as const).flatMap((contributor) =>
    spansWhere(file.lines.length, (line) => added.has(line) && file.lines[line]?.contributor === contributor).map(
      (span) => ({ contributor, range: formatLineRange(span) }),
    ),
  )
}

/** By code units, so that every machine writes the same message. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
