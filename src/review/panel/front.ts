/// <reference lib="dom" />
import type { Report } from '../report/report'
import { summarySentence } from '../render/summarySentence'
import { element } from './element'
import { fileList } from './fileList'
import { footerView } from './footerView'
import { headerView } from './headerView'
import type { FromPanel, PanelScope, PanelState, ToPanel } from './protocol'
import { readPanelState } from './readPanelState'
import { statusView } from './statusView'
import { totalsView } from './totalsView'

/** What the editor gives a web view; it can be asked for once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void
  getState(): unknown
  setState(state: PanelState): void
}

const vscode = acquireVsCodeApi()
// The editor's `postMessage`, not the window's: it has no target.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const send = (message: FromPanel): void => vscode.postMessage(message)
const kept = readPanelState(vscode.getState())

let scope: PanelScope | undefined = kept
let report: Report | undefined
const expanded = new Set(kept?.expanded)
let isKeeping = false

const header = headerView(send)
const status = statusView(send)
const main = element('main', { tabindex: '-1' })
document.querySelector('#report')?.append(header.element, status.element, main)

function showReport(next: Report): void {
  // The place in the page is that of the report before this one, or of the one before a reload.
  const scrollTop = report === undefined ? (kept?.scrollTop ?? 0) : document.documentElement.scrollTop
  const hadFocus = main.contains(document.activeElement)
  report = next
  header.showScope(report.range, report)
  main.replaceChildren(element('p', { class: 'summary' }, summarySentence(report)))
  if (report.files.length > 0) {
    main.append(totalsView(report.totals), fileList({ report, expanded, onOpen: open, onToggle: toggle }))
  }
  main.append(footerView(report))
  if (hadFocus) main.focus({ preventScroll: true })
  document.documentElement.scrollTop = scrollTop
  keepState()
}

function open(path: string, from: number, to: number): void {
  send({ kind: 'open', path, from, to })
}

function toggle(path: string, isExpanded: boolean): void {
  if (isExpanded) expanded.add(path)
  else expanded.delete(path)
  keepState()
}

/** Once a frame at most: "Expand all" toggles every row. */
function keepState(): void {
  if (isKeeping) return
  isKeeping = true
  requestAnimationFrame(() => {
    isKeeping = false
    if (scope === undefined) return
    // While no report is shown, the place in the page is still that of the one before a reload.
    const scrollTop = report === undefined ? (kept?.scrollTop ?? 0) : document.documentElement.scrollTop
    vscode.setState({ ...scope, expanded: [...expanded], scrollTop })
  })
}

function receive(message: ToPanel): void {
  const busy = message.kind === 'progress'
  switch (message.kind) {
    case 'scope':
      scope = message.scope
      header.showScope(scope.range)
      keepState()
      return
    case 'report':
      showReport(message.report)
      status.show(undefined)
      break
    case 'progress':
    case 'error':
      status.show(message)
      break
  }
  main.classList.toggle('old', busy)
  header.allow({ export: report !== undefined && !busy, rerun: !busy })
}

// Only the extension can post into this page: its policy allows neither frames nor any other script.
window.addEventListener('message', (event: MessageEvent<ToPanel>) => receive(event.data))
window.addEventListener('scrollend', keepState)
if (kept !== undefined) header.showScope(kept.range)
receive({ kind: 'progress', done: 0, total: 0 })
send({ kind: 'ready' })
