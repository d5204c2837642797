import type { Report } from '../report/report'

/** The formats that the panel can ask for. */
export type ExportFormat = 'markdown' | 'json'

/** What a report looks at, and where: enough to make the same report again in another window. */
export interface PanelScope {
  /** Absolute path of the root of the repository. */
  readonly repository: string
  /** For people. */
  readonly range: string
  /** Undefined: HEAD. Empty: nothing, so that the report is about all lines there are. */
  readonly base?: string
  /** Undefined: the files on disk. */
  readonly head?: string
}

/** What the extension tells the panel. Each message replaces what the ones before it said of the same. */
export type ToPanel =
  /** What the reports of this panel are about. Comes first. */
  | { readonly kind: 'scope'; readonly scope: PanelScope }
  | { readonly kind: 'report'; readonly report: Report }
  /** A report is being made: `done` of `total` files are read; `total` 0 while that is not known yet. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly path?: string }
  /** The report could not be made or shown. `message` is for people. A report already shown stays. */
  | { readonly kind: 'error'; readonly message: string }

/** What the panel asks of the extension. */
export type FromPanel =
  /** The panel listens; it knows nothing yet. Sent again whenever the editor loads the panel anew. */
  | { readonly kind: 'ready' }
  /** Show lines of a file of the report: 0-based, `to` not included, as everywhere inside. */
  | { readonly kind: 'open'; readonly path: string; readonly from: number; readonly to: number }
  | { readonly kind: 'export'; readonly format: ExportFormat }
  | { readonly kind: 'rerun' }
  /** Stop the report being made; answered by the old report, or by an error that says it was stopped. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'pickScope' }

/** What the panel keeps through `setState`, and what the extension is given after a reload of the window. */
export interface PanelState extends PanelScope {
  /** Paths of the files that are open in the list. */
  readonly expanded: readonly string[]
  /** Pixels. */
  readonly scrollTop: number
}
