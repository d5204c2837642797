import { visibleText } from '../../base/visibleText'
import type { Counts } from '../../attribution/lines/fileProvenance'
import { clip } from './clip'
import { countsText } from './countsText'
import { lineCount } from './lineCount'
import { paint, type Style } from './paint'
import { counted, numberText, percentText } from '../report/quantities'
import { deletionWords, rangeWords } from './rangeWords'
import type { Report, ReportFile, ReportRange } from '../report/report'
import { summarySentence } from './summarySentence'
import { contributors, contributorWord, skipReasonWord } from './words'

export interface TextOptions {
  /** Whether to write the codes of a terminal. */
  readonly colored?: boolean
  /** How a path of the repository is shown, such as from the folder that the reader stands in; as it is where left out. */
  readonly showPath?: (path: string) => string
}

/** How many files the "look here first" list names. */
const lookFirstFiles = 5

/** Longer subjects and scopes are cut. */
const longestLabel = 120

/**
 * The report for somebody at a terminal: plain lines, no markup. Ranges are given as `path:line`, which terminals make
 * links of, for AI and mixed lines; of unknown lines there may be very many, and they are only counted.
 */
export function renderText(report: Report, { colored = false, showPath = (path) => path }: TextOptions = {}): string {
  const style = (style: Style, text: string): string => (colored ? paint(style, text) : text)
  const path = (path: string): string => visibleText(showPath(path))
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', style('strong', title), ...lines.map((line) => `  ${line}`)]

  const first = report.files
    .filter((file) => file.risk.score > 0)
    .sort((a, b) => b.risk.score - a.risk.score)
    .slice(0, lookFirstFiles)
  const claims = report.commits.filter(({ claimed }) => claimed !== undefined)
  const lines = [
    `${style('strong', 'AI provenance')} of ${visibleText(clip(report.range, longestLabel))}`,
    summarySentence(report),
    ...totalsLines(report.totals, style),
    // With one file there is nothing to choose from.
    ...section(
      'Look here first',
      report.files.length < 2 ? [] : first.map((file) => `${path(file.path)}: ${file.risk.reasons.join('; ')}`),
    ),
    ...section('Files', fileTable(report.files, path, style)),
    ...section('AI and mixed lines', rangeLines(report.files, path, style)),
    ...section(
      'Not looked at',
      report.skipped.map((file) => `${path(file.path)}: ${skipReasonWord[file.reason]}`),
    ),
    ...section(
      'What the commits say',
      claims.map(({ id, subject, claimed }) => {
        return `${style('quiet', visibleText(id.slice(0, 10)))} ${visibleText(clip(subject, longestLabel))}: ${countsText(claimed!)}`
      }),
    ),
  ]
  return `${lines.join('\n')}\n`
}

type Paint = (style: Style, text: string) => string

function totalsLines(totals: Counts, style: Paint): readonly string[] {
  const total = lineCount(totals)
  if (total === 0) return []
  const numbers = contributors.map((each) => numberText(totals[each]))
  const width = Math.max(...numbers.map(({ length }) => length))
  const rows = contributors.map((each, at) => {
    const row = `${contributorWord[each].padEnd(7)}  ${numbers[at]!.padStart(width)}  ${percentText(totals[each], total).padStart(4)}`
    return `  ${totals[each] > 0 ? style(each, row) : style('quiet', row)}`
  })
  return ['', ...rows]
}

/** One row a file with its four counts in columns, the path last: it may be of any length. */
function fileTable(files: readonly ReportFile[], path: (path: string) => string, style: Paint): readonly string[] {
  if (files.length === 0) return []
  const widths = contributors.map((each) =>
    files.reduce((width, { added }) => Math.max(width, numberText(added[each]).length), contributorWord[each].length),
  )
  const head = contributors.map((each, at) => contributorWord[each].padStart(widths[at]!)).join('  ')
  const rows = files.map(({ added, oldPath, path: name }) => {
    const cells = contributors.map((each, at) => {
      const cell = numberText(added[each]).padStart(widths[at]!)
      return added[each] > 0 ? style(each, cell) : style('quiet', cell)
    })
    return `${cells.join('  ')}  ${path(name)}${oldPath === undefined ? '' : ` (was ${path(oldPath)})`}`
  })
  return [style('quiet', head), ...rows]
}

function rangeLines(files: readonly ReportFile[], path: (path: string) => string, style: Paint): readonly string[] {
  const rows = files.flatMap((file) => [
    ...file.ranges
      .filter(({ contributor }) => contributor !== 'unknown')
      .map((range) => `${path(file.path)}:${linesOf(range)}  ${wordsOf(range, style)}`),
    ...(file.deleted ?? []).map((deletion) => {
      const [what, ...about] = deletionWords(deletion).map(({ text }) => visibleText(text))
      return `${path(file.path)}:${deletion.before}  ${[style('mixed', what ?? ''), ...about].join(' · ')}`
    }),
  ])
  const unknown = files.reduce((sum, { added }) => sum + added.unknown, 0)
  if (rows.length > 0 && unknown > 0) {
    rows.push(style('quiet', `${counted(unknown, 'unknown line')} not listed here.`))
  }
  return rows
}

function linesOf({ start, end }: ReportRange): string {
  return end > start ? `${start}-${end}` : `${start}`
}

function wordsOf(range: ReportRange, style: Paint): string {
  const [contributor, ...about] = rangeWords(range).map(({ text }) => visibleText(text))
  return [style(range.contributor, contributor ?? ''), ...about].join(' · ')
}
