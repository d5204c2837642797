import type { Counts } from '../../attribution/lines/fileProvenance'
import { codeSpan } from './codeSpan'
import { lineCount } from './lineCount'
import { counted, numberText, percentText } from '../report/quantities'
import { deletionWords, rangeWords } from './rangeWords'
import type { Report, ReportCommit, ReportDeletion, ReportFile, ReportRange, SkippedFile } from '../report/report'
import { summarySentence } from './summarySentence'
import { contributorMeaning, contributors, contributorWord, skipReasonWord } from './words'

export interface MarkdownOptions {
  /**
   * Most UTF-16 units to write: files, ranges and commits that do not fit are counted instead. A forge's comment takes
   * 65,536 characters. Default 60,000; the frame (title, totals, legend) of some 1,500 is always written.
   */
  readonly maxLength?: number
}

/** How many files the "look here first" list names. */
const lookFirstFiles = 5

/** Longer ones are cut: subjects and scopes are shown, not quoted for use. */
const longestLabel = 200

/**
 * The report as Markdown, fit for a comment on a pull request. Every value that comes from the repository stands in a
 * code span that it can not leave, so no path, name or subject becomes markup, a link, a mention or an issue reference.
 */
export function renderMarkdown(report: Report, options: MarkdownOptions = {}): string {
  const head = ['## AI provenance', [codeSpan(report.range, longestLabel), summarySentence(report)].join(': ')]
  const total = lineCount(report.totals)
  if (total > 0) head.push(totalsTable(report.totals, total))
  const foot = total > 0 ? legend() : ''
  let room = (options.maxLength ?? 60_000) - [...head, foot].join('\n\n').length - 10

  const take = (section: Section, share: number): string => {
    const text = fit(section, Math.floor(room * share))
    room -= text.length + 2
    return text
  }
  // The ranges take what the others leave.
  const first = take(lookFirst(report.files), 1)
  const files = take(filesTable(report.files), 1 / 2)
  const skipped = take(skippedList(report.skipped), 1 / 4)
  const commits = take(commitsTable(report.commits), 1 / 4)
  const ranges = take(rangesList(report.files), 1)
  return `${[...head, first, files, ranges, skipped, commits, foot].filter((section) => section !== '').join('\n\n')}\n`
}

/** A section whose rows may be left out from the end. `more` says how many were. */
interface Section {
  readonly head: string
  readonly rows: readonly string[]
  readonly foot: string
  readonly more: (left: number) => string
}

/** The section with as many of its rows as `room` takes; nothing for a section that has none. */
function fit({ head, rows, foot, more }: Section, room: number): string {
  if (rows.length === 0) return ''
  const fixed = head.length + foot.length + more(rows.length).length + 4
  let length = fixed + rows.reduce((sum, row) => sum + row.length + 1, 0)
  let shown = rows.length
  while (shown > 0 && length > room) length -= (rows[--shown]?.length ?? 0) + 1
  const left = rows.length - shown
  if (shown === 0) return more(left)
  const note = left > 0 ? `\n\n${more(left)}` : ''
  return `${head}\n${rows.slice(0, shown).join('\n')}${note}${foot}`
}

function totalsTable(totals: Counts, total: number): string {
  const cells = contributors.map((each) => `${numberText(totals[each])} (${percentText(totals[each], total)})`)
  return `| ${contributors.map((each) => contributorWord[each]).join(' | ')} |\n| --: | --: | --: | --: |\n| ${cells.join(' | ')} |`
}

function lookFirst(files: readonly ReportFile[]): Section {
  const first = files
    .filter((file) => file.risk.score > 0)
    .sort((a, b) => b.risk.score - a.risk.score)
    .slice(0, lookFirstFiles)
  return {
    // With one file there is nothing to choose from.
    rows: files.length < 2 ? [] : first.map((file) => `- ${codeSpan(file.path)}: ${file.risk.reasons.join('; ')}`),
    head: '### Look here first\n',
    foot: '',
    more: (left) => `${counted(left, 'more file')} not listed here.`,
  }
}

function filesTable(files: readonly ReportFile[]): Section {
  const row = (file: ReportFile): string => {
    const from = file.oldPath === undefined ? '' : ` (was ${codeSpan(file.oldPath)})`
    return `| ${codeSpan(file.path)}${from} | ${contributors.map((each) => numberText(file.added[each])).join(' | ')} |`
  }
  return {
    head: `### Files\n\n| File | ${contributors.map((each) => contributorWord[each]).join(' | ')} |\n| :-- | --: | --: | --: | --: |`,
    rows: files.map(row),
    foot: '',
    more: (left) => `${counted(left, 'more file')} not listed here.`,
  }
}

function rangesList(files: readonly ReportFile[]): Section {
  const rows = files.flatMap((file) => [
    ...file.ranges.map((range) => rangeRow(file.path, range)),
    ...(file.deleted ?? []).map((deletion) => deletionRow(file.path, deletion)),
  ])
  return {
    head: `<details><summary>${counted(rows.length, 'range')} of AI, mixed and unknown lines</summary>\n`,
    rows,
    foot: '\n\n</details>',
    more: (left) => `${counted(left, 'more range')} not listed here.`,
  }
}

function rangeRow(path: string, range: ReportRange): string {
  const words = rangeWords(range).map((word) => (word.ours ? word.text : codeSpan(word.text)))
  const lines = range.end > range.start ? `${range.start}-${range.end}` : `${range.start}`
  return `- ${codeSpan(`${path}:${lines}`)} ${words.join(' · ')}`
}

function deletionRow(path: string, deletion: ReportDeletion): string {
  const words = deletionWords(deletion).map((word) => (word.ours ? word.text : codeSpan(word.text)))
  return `- ${codeSpan(`${path}:${deletion.before}`)} ${words.join(' · ')}`
}

function skippedList(skipped: readonly SkippedFile[]): Section {
  return {
    head: '### Not looked at\n',
    rows: skipped.map(({ path, reason }) => `- ${codeSpan(path)}: ${skipReasonWord[reason]}`),
    foot: '',
    more: (left) => `${counted(left, 'more file')} not looked at.`,
  }
}

function commitsTable(commits: readonly ReportCommit[]): Section {
  const row = ({ id, subject, claimed }: ReportCommit): string => {
    const said = claimed ? contributors.map((each) => numberText(claimed[each])).join(' | ') : '- | - | - | -'
    return `| ${codeSpan(id.slice(0, 10))} ${codeSpan(subject, longestLabel)} | ${said} |`
  }
  return {
    head: `### What the commits say\n\n| Commit | ${contributors.map((each) => contributorWord[each]).join(' | ')} |\n| :-- | --: | --: | --: | --: |`,
    // Without a single claim this would only repeat the log.
    rows: commits.some((commit) => commit.claimed !== undefined) ? commits.map(row) : [],
    foot: '',
    more: (left) => `${counted(left, 'more commit')} not listed here.`,
  }
}

function legend(): string {
  return contributors.map((each) => `**${contributorWord[each]}**: ${contributorMeaning[each]}`).join(' · ')
}
