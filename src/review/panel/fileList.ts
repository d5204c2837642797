/// <reference lib="dom" />
import { lineCount } from '../render/lineCount'
import { counted } from '../report/quantities'
import type { Report, ReportFile } from '../report/report'
import { button, element } from './element'
import { fileRow } from './fileRow'
import type { FileRowInput } from './fileRow'
import { pathText } from './pathText'
import { quietSection } from './quietSection'

export interface FileListInput extends Pick<FileRowInput, 'onOpen' | 'onToggle'> {
  readonly report: Report
  readonly expanded: ReadonlySet<string>
}

/** All files in the order of the report; those with nothing but human lines stand folded at the end. */
export function fileList({ report, expanded, onOpen, onToggle }: FileListInput): HTMLElement {
  const mostLines = report.files.reduce((most, file) => Math.max(most, lineCount(file.added)), 0)
  let relabel = (): void => undefined
  const toggled = (path: string, isExpanded: boolean): void => {
    onToggle(path, isExpanded)
    relabel()
  }
  const rows = report.files
    .filter((file) => file.ranges.length > 0)
    .map((file) => fileRow({ file, mostLines, expanded: expanded.has(file.path), onOpen, onToggle: toggled }))
  const humanOnly = report.files.filter((file) => file.ranges.length === 0)
  const made = element('section', { class: 'files' })
  if (rows.length > 0) {
    const all = button('link', '', () => {
      const open = rows.some((each) => !each.open)
      for (const each of rows) each.open = open
      relabel()
    })
    relabel = () => void (all.textContent = rows.every((each) => each.open) ? 'Collapse all' : 'Expand all')
    relabel()
    const title = element(
      'h2',
      {},
      counted(rows.length, 'file'),
      element('span', {}, ' to look at, most AI lines first'),
    )
    made.append(element('div', { class: 'heading' }, title, all), element('div', { class: 'rows' }, ...rows))
  }
  if (humanOnly.length > 0) {
    const title = `${counted(humanOnly.length, 'file')} with human lines only`
    made.append(quietSection(title, () => [element('ul', {}, ...humanOnly.map((file) => humanItem(file, onOpen)))]))
  }
  return made
}

function humanItem(file: ReportFile, onOpen: FileListInput['onOpen']): HTMLElement {
  const open = button('link', '', () => onOpen(file.path, 0, 1))
  open.append(pathText(file.path))
  return element('li', {}, open, element('span', { class: 'note' }, counted(file.added.human, 'line')))
}
