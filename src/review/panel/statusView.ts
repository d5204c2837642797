/// <reference lib="dom" />
import { numberText } from '../report/quantities'
import { visibleText } from '../../base/visibleText'
import { button, element } from './element'
import type { FromPanel, ToPanel } from './protocol'

export interface StatusView {
  readonly element: HTMLElement
  /** Shows how far a report is, or what went wrong; undefined shows nothing. */
  show(status: Extract<ToPanel, { kind: 'progress' | 'error' }> | undefined): void
}

/** The line under the header about the report being made. */
export function statusView(send: (message: FromPanel) => void): StatusView {
  const track = element('progress', { 'aria-label': 'Files read' })
  // Announced once for each report, not for each file.
  const words = element('span', { role: 'status' })
  const path = element('span', { class: 'path', 'aria-hidden': 'true' })
  const progress = element(
    'div',
    { class: 'progress' },
    track,
    element(
      'p',
      {},
      words,
      path,
      button('link', 'Cancel', () => send({ kind: 'cancel' })),
    ),
  )
  const error = element('p', { class: 'error', role: 'alert' })
  const made = element('div', { class: 'status' }, progress, error)
  const view: StatusView = {
    element: made,
    show(status) {
      progress.hidden = status?.kind !== 'progress'
      error.hidden = status?.kind !== 'error'
      error.textContent = status?.kind === 'error' ? status.message : ''
      const state = status?.kind === 'progress' ? 'Reading the change…' : ''
      if (words.textContent !== state) words.textContent = state
      if (status?.kind !== 'progress') return
      const known = status.total > 0
      if (known) {
        track.max = status.total
        track.value = status.done
      } else track.removeAttribute('value')
      const file = status.path === undefined ? '' : ` ${visibleText(status.path)}`
      path.textContent = known ? `${numberText(status.done)} of ${numberText(status.total)}${file}` : file
    },
  }
  view.show(undefined)
  return view
}
