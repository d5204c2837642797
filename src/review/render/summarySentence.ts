import { lineCount } from './lineCount'
import { counted, numberText, percentText } from '../report/quantities'
import type { Report } from '../report/report'

/**
 * The report in one sentence, made of our own words and numbers only. It names the share of unknown lines beside that of
 * AI: a small share of AI says little where most lines are unknown. It may contain `<`, so HTML has to escape it.
 */
export function summarySentence(report: Report): string {
  const { deletedByAi } = report
  return deletedByAi === undefined
    ? addedSentence(report)
    : `${addedSentence(report)} AI deleted ${counted(deletedByAi, 'line')}.`
}

function addedSentence(report: Report): string {
  const { ai, mixed, unknown } = report.totals
  const total = lineCount(report.totals)
  if (total === 0) return report.skipped.length > 0 ? 'No added line could be looked at.' : 'This change adds no lines.'
  const share = (lines: number): string => percentText(lines, total)
  if (ai + mixed > 0) {
    const verb = ai + mixed === 1 ? 'contains' : 'contain'
    const known = `${numberText(ai + mixed)} of ${counted(total, 'added line')} ${verb} AI text (${share(ai + mixed)})`
    return unknown === 0
      ? `${known}.`
      : `${known}; ${numberText(unknown)} ${isOrAre(unknown)} unknown (${share(unknown)}).`
  }
  const seen = `No AI text was seen in ${counted(total, 'added line')}`
  if (unknown === 0) return `${seen}.`
  if (unknown === total) return total === 1 ? `${seen}, which is unknown.` : `${seen}, all of them unknown.`
  return `${seen}; ${numberText(unknown)} ${isOrAre(unknown)} unknown (${share(unknown)}).`
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are'
}
