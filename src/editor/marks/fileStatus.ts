import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import type { Counts } from '../../attribution/lines/fileProvenance'
import { countLines } from '../../attribution/lines/countLines'
import { counted } from '../../review/report/quantities'
import type { Documents } from '../documents/documents'
import type { Notebooks } from '../documents/notebooks'
import type { RepositoryFile } from '../repositories/repositories'
import type { Settings } from '../settings/settings'
import type { Action } from '../ui/actionLinks'
import { showStatus, type StatusText } from '../ui/statusItem'
import type { TrackedDocument } from '../documents/trackedDocument'

/** How long after a change the lines are counted anew. */
const refreshMs = 250

const trust: Action = { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' }

/** Tells on the right of the status bar how many lines of the current file are from AI; nothing where none is. */
export class FileStatus extends DisposableStore {
  readonly #item = this.add(vscode.window.createStatusBarItem('byline.file', vscode.StatusBarAlignment.Right, 90))
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly settings: Settings,
    private readonly documents: Documents,
    private readonly notebooks: Notebooks,
  ) {
    super()
    this.#item.name = 'Byline: This File'
    this.add(vscode.window.onDidChangeActiveTextEditor(() => this.#refresh()))
    this.add(vscode.window.onDidChangeActiveNotebookEditor(() => this.#refresh()))
    this.add(
      documents.onDidChange((tracked) => {
        const { activeTextEditor, activeNotebookEditor } = vscode.window
        const isShown = tracked.notebook
          ? tracked.notebook === activeNotebookEditor?.notebook
          : tracked.document === activeTextEditor?.document
        if (isShown) this.#refreshSoon()
      }),
    )
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
    showStatus(this.#item, this.settings.statusBar.value ? this.#status() : undefined)
  }

  #status(): StatusText | undefined {
    const notebook = vscode.window.activeNotebookEditor?.notebook
    const document = vscode.window.activeTextEditor?.document ?? notebook?.getCells()[0]?.document
    if (!document) return undefined
    const tracked = this.documents.of(document)
    if (!tracked) {
      const reason = this.documents.reasonLeftOut(document)
      if (reason === undefined) return undefined
      const settings = { title: 'Change the Limit', command: 'workbench.action.openSettings' }
      const actions = [{ ...settings, args: ['byline.capture.maxFileSizeKB'] }]
      return { icon: 'circle-slash', text: 'Left out', sentences: [reason], actions }
    }
    const parts = tracked.notebook ? this.documents.cellsOf(tracked.notebook) : [tracked]
    const counts = countLines(parts.flatMap(({ lines }) => lines))
    const file = tracked.notebook ? this.notebooks.knownFileOf(tracked.notebook) : tracked.file
    const once = file?.repository.knownOnceTrusted
    if (counts.ai + counts.mixed === 0) {
      if (once === undefined) return undefined
      return { icon: 'question', text: 'AI unknown', sentences: [once], actions: [trust], command: trust.command }
    }
    const lost = notRecorded(tracked, file)
    return {
      icon: 'edit-sparkle',
      text: [counts.ai > 0 && `AI ${counts.ai}`, counts.mixed > 0 && `mixed ${counts.mixed}`]
        .filter(Boolean)
        .join(' · '),
      sentences: [
        countsSentence(tracked.notebook ? 'Cells' : 'Lines', counts),
        ...(lost ? [lost.sentence] : []),
        ...(once === undefined ? [] : [once]),
      ],
      actions: [
        { title: 'Go to Next AI Lines', command: 'byline.nextAiLines' },
        { title: 'Mark Selection As…', command: 'byline.markSelection' },
        ...(lost?.actions ?? []),
      ],
      command: 'byline.nextAiLines',
    }
  }
}

function countsSentence(what: string, { ai, mixed, human, unknown }: Counts): string {
  const all = counted(ai + mixed + human + unknown, 'line')
  return `${what === 'Cells' ? 'The cells of this notebook have' : 'This file has'} ${all}: ${ai} AI, ${mixed} mixed, ${human} human, ${unknown} unknown.`
}

/** Why nothing is kept of what is counted here, and what to do; undefined where it is kept. */
function notRecorded(
  { document, notebook }: TrackedDocument,
  file: RepositoryFile | undefined,
): { readonly sentence: string; readonly actions: readonly Action[] } | undefined {
  const because = (sentence: string, ...actions: readonly Action[]) => ({ sentence, actions })
  if ((notebook ?? document).isUntitled) return because('Nothing is recorded before the file is saved.')
  if (!file) return because('Nothing is recorded: the file is in no repository and no workspace folder.')
  if (file.repository.isIgnored(file.path)) return because('Nothing is recorded: git ignores this file.')
  if (!file.repository.isTrusted) return because('Nothing is recorded in Restricted Mode.', trust)
  if (!file.repository.isUnanswered(file.path)) return undefined
  return because('Nothing is recorded: git did not say whether it ignores this file.')
}
