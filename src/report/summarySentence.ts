import { lineCount } from './lineCount'
import { counted, numberText, percentText } from './quantities'
import type { Report } from './report'

/** The report in one sentence, made of our own words and numbers only. */
export function summarySentence(report: Report): string {
  const { ai, mixed, unknown } = report.totals
  const total = lineCount(report.totals)
  if (total === 0) return report.skipped.length > 0 ? 'No added line could be looked at.' : 'This change adds no lines.'
  if (ai + mixed > 0) {
    const verb = ai + mixed === 1 ? 'contains' : 'contain'
    return `${numberText(ai + mixed)} of ${counted(total, 'added line')} ${verb} AI text (${percentText(ai + mixed, total)}).`
  }
  const rest = unknown > 0 ? ` (${numberText(unknown)} unknown)` : ''
  return `No AI text was seen in ${counted(total, 'added line')}${rest}.`
}
