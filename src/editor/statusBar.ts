import * as vscode from 'vscode'
import { DisposableStore } from '../base/disposable'
import { countLines } from '../provenance/countLines'
import type { Documents } from './documents'
import { plainMarkdown } from './plainMarkdown'
import type { Notebooks } from './notebooks'
import type { PendingLines } from './pendingLines'
import type { RepositoryFile } from './repositories'
import type { Settings } from './settings'
import type { TrackedDocument } from './trackedDocument'

/** How long after a change the counts are made anew. */
const refreshMs = 250

/** The counts of the current file, and how many AI lines are not committed yet. */
export class StatusBar extends DisposableStore {
  readonly #item = this.add(vscode.window.createStatusBarItem('byline.status', vscode.StatusBarAlignment.Right, 90))
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly settings: Settings,
    private readonly documents: Documents,
    private readonly notebooks: Notebooks,
    private readonly pending: PendingLines,
  ) {
    super()
    this.#item.name = 'Byline'
    this.#item.command = 'byline.showTrailers'
    this.add(vscode.window.onDidChangeActiveTextEditor(() => this.#refresh()))
    this.add(vscode.window.onDidChangeActiveNotebookEditor(() => this.#refresh()))
    this.add(
      documents.onDidChange((tracked) => {
        if (this.#timer) return
        const { activeTextEditor, activeNotebookEditor } = vscode.window
        const isShown = tracked.notebook
          ? tracked.notebook === activeNotebookEditor?.notebook
          : tracked.document === activeTextEditor?.document
        if (isShown) this.#refreshSoon()
      }),
    )
    this.add(pending.onDidChange(() => this.#refresh()))
    this.add(settings.statusBar.onDidChange(() => this.#refresh()))
    this.#refresh()
  }

  override dispose(): void {
    clearTimeout(this.#timer)
    super.dispose()
  }

  #refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#refresh()
    }, refreshMs)
  }

  #refresh(): void {
    const notebook = vscode.window.activeNotebookEditor?.notebook
    const document = vscode.window.activeTextEditor?.document ?? notebook?.getCells()[0]?.document
    if (!this.settings.statusBar.value || !document) return this.#item.hide()
    const tracked = this.documents.of(document)
    if (!tracked) {
      const reason = this.documents.reasonLeftOut(document)
      return reason === undefined ? this.#item.hide() : this.#show('$(circle-slash) Left out', reason)
    }
    const file = tracked.notebook ? this.notebooks.knownFileOf(tracked.notebook) : tracked.file
    const parts = tracked.notebook ? this.documents.cellsOf(tracked.notebook) : [tracked]
    const counts = countLines(parts.flatMap(({ lines }) => lines))
    const pending = file ? this.pending.linesOf(file.repository) : 0
    const text = `$(edit-sparkle) AI ${counts.ai}${counts.mixed > 0 ? ` · mixed ${counts.mixed}` : ''}${pending > 0 ? ` · ${pending} pending` : ''}`
    const what = tracked.notebook ? 'The cells of this notebook' : 'This file'
    const sentences = [
      `${what}: ${counts.ai} AI, ${counts.mixed} mixed, ${counts.human} human, ${counts.unknown} unknown lines.`,
      notRecordedSentence(tracked, file) ?? pendingSentence(pending),
    ]
    const tooltip = new vscode.MarkdownString(sentences.map(plainMarkdown).join('\n\n'))
    this.#show(text, tooltip)
  }

  #show(text: string, tooltip: string | vscode.MarkdownString): void {
    this.#item.text = text
    this.#item.tooltip = tooltip
    this.#item.show()
  }
}

/** Why nothing is kept of what is counted here; undefined where it is. */
function notRecordedSentence(
  { document, notebook }: TrackedDocument,
  file: RepositoryFile | undefined,
): string | undefined {
  if ((notebook ?? document).isUntitled) return 'Nothing is recorded before the file is saved.'
  if (!file) return 'Nothing is recorded: the file is in no repository and no workspace folder.'
  if (file.repository.isIgnored(file.path)) return 'Nothing is recorded: git ignores this file.'
  if (file.repository.isTrusted) {
    return file.repository.isUnanswered(file.path)
      ? 'Nothing is recorded: git could not be asked whether it ignores this file.'
      : undefined
  }
  return 'Nothing is recorded in Restricted Mode. Trust the workspace to keep who wrote what.'
}

function pendingSentence(pending: number): string {
  if (pending === 0) return 'No AI lines wait to be committed.'
  return `${pending === 1 ? '1 AI line waits' : `${pending} AI lines wait`} to be committed. Click to see the trailers a commit would get.`
}
