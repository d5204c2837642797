import { randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { describeError, UserFacingError } from '../../base/errors'
import { panelHtml } from '../../review/panel/panelHtml'
import type { FromPanel, PanelScope, ToPanel } from '../../review/panel/protocol'
import { readPanelMessage } from '../../review/panel/readPanelMessage'
import { readPanelState } from '../../review/panel/readPanelState'
import { renderJson } from '../../review/render/renderJson'
import { renderMarkdown } from '../../review/render/renderMarkdown'
import type { Report } from '../../review/report/report'
import type { Repositories } from '../repositories/repositories'
import type { RepositoryContext } from '../repositories/repositoryContext'
import { openReported } from './openReported'
import { pickScope } from './pickScope'
import { reportOn, type ReportScope } from './reportScope'

const viewType = 'byline.report'

/** How often the progress is told at most: a message for each file would keep the page busier than the report itself. */
const progressMs = 50

/** The report in a panel of the editor: totals, files ranked by AI lines, ranges that open at the line. */
export class ReportPanel extends DisposableStore implements vscode.WebviewPanelSerializer {
  #panel: vscode.WebviewPanel | undefined
  #report: Report | undefined
  #running: vscode.CancellationTokenSource | undefined
  /** What the report read on disk, by path. */
  #texts: ReadonlyMap<string, string> = new Map()
  /** Not the repository: the next commit would take the report along. */
  #exportFolder = vscode.Uri.file(homedir())

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly repositories: Repositories,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.add(vscode.window.registerWebviewPanelSerializer(viewType, this))
  }

  override dispose(): void {
    // The panel stays: the editor brings it back in the next window.
    this.#running?.cancel()
    super.dispose()
  }

  /** A panel that was open before the window was reloaded makes the same report again. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = readPanelState(state)
    const repository = kept && (await this.repositories.ofFolder(kept.repository))
    if (!repository || repository.root !== kept.repository) {
      if (kept) void vscode.window.showWarningMessage(`The report is closed: ${kept.repository} is gone.`)
      return panel.dispose()
    }
    this.#fill(panel, repository, { label: kept.range, base: kept.base, head: kept.head })
  }

  /** Asks what to report on, unless told, and shows it. */
  async show(repository: RepositoryContext, scope?: ReportScope): Promise<void> {
    const picked = scope ?? (await pickScope(repository))
    if (!picked) return
    const options = { retainContextWhenHidden: true, enableFindWidget: true }
    const panel = vscode.window.createWebviewPanel(viewType, 'Provenance Report', vscode.ViewColumn.Active, options)
    this.#fill(panel, repository, picked)
  }

  /** Puts the page into a panel, new or brought back; there is one panel at a time. */
  #fill(panel: vscode.WebviewPanel, repository: RepositoryContext, scope: ReportScope): void {
    this.#panel?.dispose()
    this.#panel = panel
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return
      this.#running?.cancel()
      this.#panel = undefined
    })
    const at = (...parts: string[]): vscode.Uri => vscode.Uri.joinPath(this.extensionUri, ...parts)
    panel.iconPath = at('media', 'icon.png')
    const { webview } = panel
    webview.options = { enableScripts: true, localResourceRoots: [at('media'), at('dist')] }
    const post = (message: ToPanel): void => void webview.postMessage(message)
    webview.onDidReceiveMessage((received: unknown) => {
      const message = readPanelMessage(received)
      if (!message) return
      void this.#receive(message, panel, repository, scope, post).catch((error: unknown) => this.#failed(error, post))
    })
    webview.html = panelHtml({
      nonce: randomBytes(16).toString('hex'),
      cspSource: webview.cspSource,
      scriptUri: webview.asWebviewUri(at('dist', 'reportPanel.js')).toString(),
      styleUri: webview.asWebviewUri(at('media', 'panel.css')).toString(),
    })
  }

  async #receive(
    message: FromPanel,
    panel: vscode.WebviewPanel,
    repository: RepositoryContext,
    scope: ReportScope,
    post: (message: ToPanel) => void,
  ): Promise<void> {
    switch (message.kind) {
      case 'ready':
        post({ kind: 'scope', scope: panelScope(repository, scope) })
        return this.#run(repository, scope, post)
      case 'rerun':
        return this.#run(repository, scope, post)
      case 'cancel':
        return this.#running?.cancel()
      case 'open':
        return this.#open(repository, message, panel.viewColumn)
      case 'export':
        return this.#export(message.format)
      case 'pickScope':
        return this.show(repository)
    }
  }

  async #run(repository: RepositoryContext, scope: ReportScope, post: (message: ToPanel) => void): Promise<void> {
    this.#running?.cancel()
    const running = new vscode.CancellationTokenSource()
    this.#running = running
    const abort = new AbortController()
    running.token.onCancellationRequested(() => abort.abort())
    try {
      this.#report = await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: `Byline: report on ${scope.label}`,
          cancellable: true,
        },
        async (progress, token) => {
          token.onCancellationRequested(() => running.cancel())
          let told = { at: 0, done: 0 }
          return reportOn(repository, scope, {
            signal: abort.signal,
            onProgress: (done, total, path) => {
              const at = performance.now()
              if (at - told.at < progressMs && done < total) return
              progress.report({ message: path, increment: (100 * (done - told.done)) / total })
              post({ kind: 'progress', done, total, path })
              told = { at, done }
            },
          })
        },
      )
      this.#texts = scope.head === undefined ? await textsOnDisk(repository, this.#report) : new Map()
      post({ kind: 'report', report: this.#report })
    } catch (error) {
      if (!abort.signal.aborted) throw error
      post({ kind: 'error', message: 'Cancelled. Refresh runs the report again.' })
    }
  }

  async #export(format: 'markdown' | 'json'): Promise<void> {
    const report = this.#report
    if (!report) return
    const extension = format === 'markdown' ? 'md' : 'json'
    const target = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(this.#exportFolder, `provenance-report.${extension}`),
      filters: format === 'markdown' ? { Markdown: ['md'] } : { JSON: ['json'] },
    })
    if (!target) return
    this.#exportFolder = vscode.Uri.joinPath(target, '..')
    const text =
      format === 'markdown' ? renderMarkdown(report, { maxLength: Number.POSITIVE_INFINITY }) : renderJson(report)
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text))
    const open = 'Open'
    const choice = await vscode.window.showInformationMessage(`The report is in ${target.fsPath}.`, open)
    if (choice === open) await vscode.window.showTextDocument(target)
  }

  /** Opens lines beside the report. The path comes out of the panel, so only one that the report names is opened. */
  async #open(
    repository: RepositoryContext,
    { path, from, to }: Extract<FromPanel, { kind: 'open' }>,
    column: vscode.ViewColumn | undefined,
  ): Promise<void> {
    const report = this.#report
    if (!report?.files.some((file) => file.path === path)) throw new UserFacingError(`${path} is not in the report.`)
    const { One, Two } = vscode.ViewColumn
    const lines = { path, from, to, rev: report.head, text: this.#texts.get(path) }
    try {
      await openReported(repository, lines, column === One || column === undefined ? Two : One)
    } catch (error) {
      if (!(error instanceof UserFacingError)) throw error
      // The report itself is fine.
      void vscode.window.showWarningMessage(error.message)
    }
  }

  #failed(error: unknown, post: (message: ToPanel) => void): void {
    this.log.error(`Report: ${describeError(error)}`)
    post({
      kind: 'error',
      message: error instanceof UserFacingError ? error.message : 'The report failed. The Byline log says why.',
    })
  }
}

function panelScope(repository: RepositoryContext, { label, base, head }: ReportScope): PanelScope {
  return {
    repository: repository.root,
    range: label,
    ...(base !== undefined && { base }),
    ...(head !== undefined && { head }),
  }
}

/** So many UTF-16 units of files are kept for a report. */
const keptLength = 20_000_000

/** The files of a report as they are on disk now, so that its lines are found again after the next edit. */
async function textsOnDisk({ program }: RepositoryContext, report: Report): Promise<ReadonlyMap<string, string>> {
  const paths = report.files.map(({ path }) => path)
  const files = await program.readFiles({ kind: 'worktree' }, paths)
  const texts = new Map<string, string>()
  let length = 0
  for (const [at, path] of paths.entries()) {
    const file = files[at]
    if (file?.kind !== 'text' || (length += file.text.length) > keptLength) continue
    texts.set(path, file.text)
  }
  return texts
}
