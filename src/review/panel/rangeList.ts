/// <reference lib="dom" />
import { counted } from '../report/quantities'
import { deletionWords, rangeWords } from '../render/rangeWords'
import type { ReportDeletion, ReportFile, ReportRange } from '../report/report'
import { visibleText } from '../../base/visibleText'
import { evidenceMeaning } from '../render/words'
import { button, element } from './element'

/** Shown at once; a generated file may have thousands, and building those would be felt. */
const shownAtOnce = 200

/** Opens the editor at lines of a file: 0-based, `to` not included. */
export type OpenLines = (from: number, to: number) => void

/** The ranges of a file as buttons that open the editor there. */
export function rangeList(file: ReportFile, onOpen: OpenLines): HTMLElement {
  const list = element('ul', { class: 'ranges' })
  const showFrom = (from: number): void => {
    list.append(...file.ranges.slice(from, from + shownAtOnce).map((range) => rangeItem(range, onOpen)))
    const left = file.ranges.length - from - shownAtOnce
    if (left <= 0) return
    const more = button('link', `Show more (${counted(left, 'range')} left)`, () => {
      item.remove()
      showFrom(from + shownAtOnce)
      list.children[(file.deleted?.length ?? 0) + from + shownAtOnce]?.querySelector('button')?.focus()
    })
    const item = element('li', {}, more)
    list.append(item)
  }
  for (const deletion of file.deleted ?? []) list.append(deletionItem(deletion, onOpen))
  showFrom(0)
  return list
}

function deletionItem(deletion: ReportDeletion, onOpen: OpenLines): HTMLElement {
  const [what, ...words] = deletionWords(deletion).map((word) => visibleText(word.text))
  const above = Math.max(0, deletion.before - 2)
  const made = button('range', '', () => onOpen(above, above + 1))
  const details = words.flatMap((word) => ['\u00a0· ', element('span', { class: 'detail' }, word)])
  made.append(
    element('span', { class: 'lines' }, `${deletion.before}`),
    element('span', { class: 'swatch fill-mixed', 'aria-hidden': 'true' }),
    element('span', { class: 'words' }, what ?? '', ...details),
  )
  return element('li', {}, made)
}

function rangeItem(range: ReportRange, onOpen: OpenLines): HTMLElement {
  const [contributor, ...words] = rangeWords(range).map((word) => visibleText(word.text))
  const lines = range.end > range.start ? `${range.start}–${range.end}` : `${range.start}`
  const made = button('range', '', () => onOpen(range.start - 1, range.end))
  if (range.evidence) made.title = `${range.evidence}: ${evidenceMeaning[range.evidence]}`
  // The dot stays with the word before it: no line of a narrow panel starts with one.
  const details = words.flatMap((word) => ['\u00a0· ', element('span', { class: 'detail' }, word)])
  made.append(
    element('span', { class: 'lines' }, lines),
    element('span', { class: `swatch fill-${range.contributor}`, 'aria-hidden': 'true' }),
    element('span', { class: 'words' }, contributor ?? '', ...details),
  )
  return element('li', {}, made)
}
