/// <reference lib="dom" />
import { numberText } from '../report/quantities'
import type { ReportFile } from '../report/report'
import { visibleText } from '../../base/visibleText'
import { contributors, contributorWord } from '../render/words'
import { bar } from './bar'
import { element } from './element'
import { pathText } from './pathText'
import { type OpenLines, rangeList } from './rangeList'

export interface FileRowInput {
  readonly file: ReportFile
  /** Added lines of the file that adds most: what the full width of a bar stands for. */
  readonly mostLines: number
  readonly expanded: boolean
  readonly onOpen: (path: string, ...lines: Parameters<OpenLines>) => void
  readonly onToggle: (path: string, expanded: boolean) => void
}

/** One file: its path, bar and counts; opened, also why to look at it and its ranges. */
export function fileRow({ file, mostLines, expanded, onOpen, onToggle }: FileRowInput): HTMLDetailsElement {
  const counts = contributors.map((contributor) => {
    const count = file.added[contributor]
    if (count === 0) return element('span', { class: 'count' })
    const number = element('span', { class: 'number' }, numberText(count))
    return element('span', { class: `count ${contributor}` }, number, ` ${contributorWord[contributor]}`)
  })
  const summary = element(
    'summary',
    {},
    element('span', { class: 'chevron', 'aria-hidden': 'true' }),
    pathText(file.path),
    bar(file.added, 'small', mostLines),
    element('span', { class: 'counts' }, ...counts),
  )
  const row = element('details', { class: 'file' }, summary)
  // Filled when first opened: of a thousand files few ever are.
  const fill = (): void => {
    if (row.childElementCount === 1) row.append(details(file, (from, to) => onOpen(file.path, from, to)))
  }
  if (expanded) fill()
  row.open = expanded
  // Before it opens, not only after: who presses Enter and Tab means the first range.
  summary.addEventListener('click', fill)
  row.addEventListener('toggle', () => {
    if (row.open) fill()
    onToggle(file.path, row.open)
  })
  return row
}

function details(file: ReportFile, onOpen: OpenLines): HTMLElement {
  const made = element('div', { class: 'inside' })
  if (file.oldPath !== undefined) made.append(element('p', { class: 'was' }, `was ${visibleText(file.oldPath)}`))
  if (file.risk.reasons.length > 0) made.append(element('p', { class: 'reasons' }, file.risk.reasons.join(' · ')))
  made.append(rangeList(file, onOpen))
  return made
}
