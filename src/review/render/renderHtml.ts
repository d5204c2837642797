import type { Counts } from '../../attribution/lines/fileProvenance'
import { clip } from './clip'
import { countsText } from './countsText'
import { escapeHtml } from './escapeHtml'
import { htmlStyle } from './htmlStyle'
import { lineCount } from './lineCount'
import { numberText, percentText } from '../report/quantities'
import { deletionWords, rangeWords } from './rangeWords'
import type { Report, ReportCommit, ReportDeletion, ReportFile, ReportRange, SkippedFile } from '../report/report'
import { summarySentence } from './summarySentence'
import { contributorMeaning, contributors, contributorWord, skipReasonWord } from './words'

/** Longer subjects and scopes are cut. */
const longestLabel = 200

/** The report as one HTML page that stands alone: no script, nothing loaded, light and dark. */
export function renderHtml(report: Report): string {
  const range = escapeHtml(clip(report.range, longestLabel))
  const total = lineCount(report.totals)
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>AI provenance of ${range}</title>
<style>
${htmlStyle}</style>
</head>
<body>
<h1>AI provenance</h1>
<p><code>${range}</code></p>
<p>${escapeHtml(summarySentence(report))}</p>
${[
  total > 0 ? totals(report.totals, total) : '',
  section('Files', report.files.map(fileRow)),
  section('Not looked at', [list(report.skipped.map(skippedItem))]),
  section('Commits', [list(report.commits.map(commitItem))]),
]
  .filter((part) => part !== '')
  .join('\n')}
</body>
</html>
`
}

function section(title: string, parts: readonly string[]): string {
  const filled = parts.filter((part) => part !== '')
  return filled.length === 0 ? '' : `<h2>${title}</h2>\n${filled.join('\n')}`
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`
}

function totals(counts: Counts, total: number): string {
  const items = contributors.map(
    (each) =>
      `<i class="${each}"></i><b>${numberText(counts[each])}</b> ${contributorWord[each]} (${escapeHtml(percentText(counts[each], total))}): ${contributorMeaning[each]}`,
  )
  return `${bar(counts)}\n${list(items)}`
}

function bar(counts: Counts): string {
  const shown = contributors.filter((contributor) => counts[contributor] > 0)
  const segments = shown.map((each) => `<i class="${each}" style="flex-grow:${counts[each]}"></i>`)
  return `<div class="bar" aria-hidden="true">${segments.join('')}</div>`
}

function fileRow(file: ReportFile): string {
  const from = file.oldPath === undefined ? '' : `<p>was <code>${escapeHtml(file.oldPath)}</code></p>\n`
  const reasons = file.risk.reasons.length === 0 ? '' : `<p>${escapeHtml(file.risk.reasons.join(' · '))}</p>\n`
  return `<details><summary><code>${escapeHtml(file.path)}</code> <small>${countsText(file.added)}</small>${bar(file.added)}</summary>
${from}${reasons}${list([...file.ranges.map(rangeItem), ...(file.deleted ?? []).map(deletionItem)])}
</details>`
}

function rangeItem(range: ReportRange): string {
  const lines = range.end > range.start ? `${range.start}–${range.end}` : `${range.start}`
  const words = rangeWords(range).map((word) => escapeHtml(word.text))
  return `<code>${lines}</code> <i class="${range.contributor}"></i>${words.join(' · ')}`
}

function deletionItem(deletion: ReportDeletion): string {
  const words = deletionWords(deletion).map((word) => escapeHtml(word.text))
  return `<code>${deletion.before}</code> <i class="mixed"></i>${words.join(' · ')}`
}

function skippedItem({ path, reason }: SkippedFile): string {
  return `<code>${escapeHtml(path)}</code> ${skipReasonWord[reason]}`
}

function commitItem({ id, subject, claimed }: ReportCommit): string {
  const says = claimed === undefined ? 'says nothing of AI' : `says ${countsText(claimed)}`
  return `<code>${escapeHtml(id.slice(0, 10))}</code> ${escapeHtml(clip(subject, longestLabel))} <small>${says}</small>`
}
