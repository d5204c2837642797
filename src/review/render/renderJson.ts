import { visibleJson } from '../../base/visibleText'
import type { Counts } from '../../attribution/lines/fileProvenance'
import type { Report, ReportCommit, ReportDeletion, ReportFile, ReportRange } from '../report/report'

/**
 * The report as `report --format json` prints it: two spaces of indentation, keys always in the same order, absent
 * keys where nothing is known, characters that cannot be seen as escapes, a line feed at the end.
 */
export function renderJson(report: Report): string {
  const { range, base, head, totals, deletedByAi, files, skipped, commits } = report
  const ordered = {
    range,
    base,
    head,
    totals: orderedCounts(totals),
    deletedByAi,
    files: files.map(orderedFile),
    skipped: skipped.map(({ path, reason }) => ({ path, reason })),
    commits: commits.map(orderedCommit),
  }
  return `${visibleJson(JSON.stringify(ordered, null, 2))}\n`
}

function orderedFile({ path, oldPath, added, ranges, deleted, risk }: ReportFile): object {
  return {
    path,
    oldPath,
    added: orderedCounts(added),
    ranges: ranges.map(orderedRange),
    deleted: deleted?.map(orderedDeletion),
    risk: { score: risk.score, reasons: risk.reasons },
  }
}

function orderedRange({ start, end, contributor, tool, model, mode, evidence, deletedBy }: ReportRange): object {
  return { start, end, contributor, tool, model, mode, evidence, deletedBy }
}

function orderedDeletion({ before, lines, tool, model, mode, evidence }: ReportDeletion): object {
  return { before, lines, tool, model, mode, evidence }
}

function orderedCommit({ id, subject, claimed }: ReportCommit): object {
  return { id, subject, claimed: claimed && orderedCounts(claimed) }
}

function orderedCounts({ ai, mixed, human, unknown }: Counts): Counts {
  return { ai, mixed, human, unknown }
}
