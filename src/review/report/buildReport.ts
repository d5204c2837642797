import { deleterOf } from '../../attribution/text/deletions'
import type { Origin } from '../../attribution/text/origin'
import { unknown } from '../../attribution/text/origin'
import type { Counts, FileProvenance } from '../../attribution/lines/fileProvenance'
import { countDeleted, type DeletedLines } from '../../attribution/lines/deletedLines'
import { fileRisk } from './fileRisk'
import type { Report, ReportCommit, ReportDeletion, ReportFile, ReportRange, SkippedFile } from './report'

export interface ReportInput {
  /** What was looked at, in words for people. */
  readonly range: string
  readonly base?: string
  readonly head?: string
  readonly files: readonly FileProvenance[]
  readonly commits: readonly ReportCommit[]
}

/**
 * Makes the report of a change out of who wrote the lines of each of its files.
 *
 * Only added lines count. Ranges are given for `ai`, `mixed` and `unknown`, the lines a reviewer has reason to look
 * for; `human` lines are only counted; lines that AI took out are told with their place. A line that the input says nothing about is `unknown`. Files without
 * either are left out, skipped files are listed with their reason.
 */
export function buildReport(input: ReportInput): Report {
  const files = input.files
    .filter((file) => file.skipped === undefined && (file.deleted || file.added.some((span) => span.to > span.from)))
    .map(reportFile)
    .sort((a, b) => aiLines(b.added) - aiLines(a.added) || compare(a.path, b.path))
  const deletedByAi = countDeleted(input.files)
  return {
    range: input.range,
    ...(input.base !== undefined && { base: input.base }),
    ...(input.head !== undefined && { head: input.head }),
    totals: sum(files.map((file) => file.added)),
    ...(deletedByAi > 0 && { deletedByAi }),
    files,
    skipped: input.files.flatMap(skippedFile).sort((a, b) => compare(a.path, b.path)),
    commits: input.commits,
  }
}

function reportFile(file: FileProvenance): ReportFile {
  const added = count(file)
  const ranges = rangesOf(file)
  return {
    path: file.path,
    ...(file.oldPath !== undefined && file.oldPath !== file.path && { oldPath: file.oldPath }),
    added,
    ranges,
    ...(file.deleted && { deleted: file.deleted.map(deletionOf) }),
    risk: fileRisk(file.path, added, ranges, countDeleted([file])),
  }
}

function deletionOf({ before, count, by }: DeletedLines): ReportDeletion {
  const { contributor: _, ...told } = shownClaim('ai', by)
  return { before: before + 1, lines: count, ...told }
}

function skippedFile(file: FileProvenance): readonly SkippedFile[] {
  return file.skipped === undefined ? [] : [{ path: file.path, reason: file.skipped }]
}

function rangesOf({ added, lines }: FileProvenance): readonly ReportRange[] {
  const ranges: (Claim & { start: number; end: number })[] = []
  let last: (typeof ranges)[number] | undefined
  let previous: Origin | undefined
  for (const { from, to } of added) {
    for (let line = from; line < to; line++) {
      const origin = lines[line] ?? unknown
      if (origin.contributor === 'human') continue
      const follows = last?.end === line
      // Lines of one origin share the object as a rule.
      const claim = follows && origin === previous ? last! : shownClaim(origin.contributor, origin)
      if (follows && (claim === last || sameClaim(last!, claim))) last!.end = line + 1
      else ranges.push((last = { start: line + 1, end: line + 1, ...claim }))
      previous = origin
    }
  }
  return ranges
}

type Claim = Omit<ReportRange, 'start' | 'end'>

/** What a report says of a line: neither session nor time, so lines that differ only there stay together. */
function shownClaim(contributor: Claim['contributor'], origin: Origin): Claim {
  if (contributor === 'unknown') return { contributor }
  const deletedBy = contributor === 'mixed' ? deleterOf(origin) : undefined
  return {
    contributor,
    ...(deletedBy && deletedBy !== 'mixed' && { deletedBy }),
    ...(origin.tool && { tool: origin.tool }),
    ...(origin.model && { model: origin.model }),
    ...(origin.mode && { mode: origin.mode }),
    ...(origin.evidence && { evidence: origin.evidence }),
  }
}

function sameClaim(a: Claim, b: Claim): boolean {
  return (
    a.contributor === b.contributor &&
    a.deletedBy === b.deletedBy &&
    a.tool === b.tool &&
    a.model === b.model &&
    a.mode === b.mode &&
    a.evidence === b.evidence
  )
}

function count({ added, lines }: FileProvenance): Counts {
  const counts = { ai: 0, mixed: 0, human: 0, unknown: 0 }
  for (const { from, to } of added) {
    for (let line = from; line < to; line++) counts[(lines[line] ?? unknown).contributor]++
  }
  return counts
}

function sum(all: readonly Counts[]): Counts {
  const total = { ai: 0, mixed: 0, human: 0, unknown: 0 }
  for (const counts of all) {
    total.ai += counts.ai
    total.mixed += counts.mixed
    total.human += counts.human
    total.unknown += counts.unknown
  }
  return total
}

function aiLines(counts: Counts): number {
  return counts.ai + counts.mixed
}

/** By code units, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
