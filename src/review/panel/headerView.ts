/// <reference lib="dom" />
import { clip } from '../render/clip'
import { counted } from '../report/quantities'
import type { Report } from '../report/report'
import { visibleText } from '../../base/visibleText'
import { button, element, setEnabled } from './element'
import type { FromPanel } from './protocol'

export interface HeaderView {
  readonly element: HTMLElement
  /** Shows the scope of a report, or of the one that was shown before a reload. */
  showScope(range: string, report?: Report): void
  /** Allows only what makes sense now. */
  allow(can: { readonly export: boolean; readonly rerun: boolean }): void
}

/** Title, scope and buttons. It stays while reports come and go, so that a button keeps the focus. */
export function headerView(send: (message: FromPanel) => void): HeaderView {
  const scope = element('code', { class: 'scope' })
  const extent = element('span', { class: 'extent' })
  const pick = button('action', 'Change scope…', () => send({ kind: 'pickScope' }))
  const markdown = button('action', 'Export Markdown', () => send({ kind: 'export', format: 'markdown' }))
  const json = button('action', 'Export JSON', () => send({ kind: 'export', format: 'json' }))
  const refresh = button('action', 'Refresh', () => send({ kind: 'rerun' }))
  return {
    element: element(
      'header',
      {},
      element('div', { class: 'title' }, element('h1', {}, 'AI provenance'), element('p', {}, scope, extent)),
      element('div', { class: 'actions' }, pick, markdown, json, refresh),
    ),
    showScope(range, report) {
      scope.textContent = visibleText(clip(range, 200))
      const parts = report ? [counted(report.files.length, 'file')] : []
      if (report && report.commits.length > 0) parts.unshift(counted(report.commits.length, 'commit'))
      extent.textContent = parts.join(', ')
    },
    allow(can) {
      setEnabled(markdown, can.export)
      setEnabled(json, can.export)
      setEnabled(refresh, can.rerun)
    },
  }
}
