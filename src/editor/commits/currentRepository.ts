import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { describeError } from '../../base/errors'
import type { UnfinishedRun } from '../../commit/hooks/unfinishedRuns'
import type { GitExtension } from '../repositories/gitExtension'
import type { PendingLines } from '../documents/pendingLines'
import type { Repositories } from '../repositories/repositories'
import type { RepositoryContext } from '../repositories/repositoryContext'
import { type TrailersState, trailersStateOf } from './trailersState'
import { unfinishedRunsOf } from './unfinishedHooks'

/** What there is to say about the repository that the user works in. */
export interface RepositoryState {
  readonly repository: RepositoryContext
  readonly trailers: TrailersState
  /** AI and mixed lines that no commit has yet: on disk, and beyond that in editors only. */
  readonly lines: { readonly saved: number; readonly unsaved: number }
  /** A run of the commit hook that did not come to its end, so that its commit may lack its trailers; the newest. */
  readonly unfinished: UnfinishedRun | undefined
}

/** The user agreed, so there is something to stop. */
const hooksAreIn: ReadonlySet<TrailersState> = new Set(['on', 'skipped', 'switchedOff'])

/** One action of the user changes several things; they are looked at together. */
const settleMs = 100

/**
 * Follows the repository of the active editor, else of the first workspace folder. Tells the editor which commands make
 * sense there, by the context keys `byline.addsProvenance`, `byline.skipsNextCommit`
 * and `byline.hasStoppedHooks`.
 */
export class CurrentRepository extends DisposableStore {
  readonly #changed = this.add(new vscode.EventEmitter<RepositoryState | undefined>())
  readonly #keys = new Map<string, boolean>()
  #timer: NodeJS.Timeout | undefined
  #turn = 0

  /** What there is to say is something else now; undefined: there is no repository. */
  readonly onDidChange = this.#changed.event

  constructor(
    private readonly repositories: Repositories,
    private readonly pending: PendingLines,
    git: GitExtension,
    private readonly cli: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    const soon = (): void => this.#lookSoon()
    this.add(vscode.window.onDidChangeActiveTextEditor(soon))
    this.add(vscode.window.onDidChangeActiveNotebookEditor(soon))
    this.add(vscode.workspace.onDidChangeWorkspaceFolders(soon))
    this.add(vscode.workspace.onDidGrantWorkspaceTrust(soon))
    this.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('byline.trailers')) soon()
      }),
    )
    const shared = this.add(vscode.workspace.createFileSystemWatcher('**/byline.json'))
    for (const event of [shared.onDidCreate, shared.onDidChange, shared.onDidDelete]) this.add(event(soon))
    // Files outside of the workspace folders are not watched.
    this.add(vscode.workspace.onDidSaveTextDocument(soon))
    this.add(repositories.onDidOpen(soon))
    this.add(repositories.onDidChangeLedger(soon))
    this.add(repositories.onDidChangeOwners(soon))
    this.add(git.onDidMoveHead(soon))
    this.add(pending.onDidChange(soon))
    soon()
  }

  override dispose(): void {
    clearTimeout(this.#timer)
    super.dispose()
  }

  #lookSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#look().catch((error: unknown) => this.log.error(`The current repository: ${describeError(error)}`))
    }, settleMs)
  }

  async #look(): Promise<void> {
    const turn = ++this.#turn
    const repository = await this.repositories.current()
    const trailers = repository && (await trailersStateOf(repository))
    const unfinished = repository && (await unfinishedRunsOf(repository, this.cli))[0]
    // Overtaken by a later look.
    if (turn !== this.#turn) return
    this.#setKey('byline.addsProvenance', trailers !== undefined && hooksAreIn.has(trailers))
    this.#setKey('byline.skipsNextCommit', trailers === 'skipped')
    this.#setKey('byline.hasStoppedHooks', unfinished !== undefined)
    this.#changed.fire(
      repository && trailers && { repository, trailers, lines: this.pending.linesOf(repository), unfinished },
    )
  }

  #setKey(key: string, value: boolean): void {
    if (this.#keys.get(key) === value) return
    this.#keys.set(key, value)
    void vscode.commands.executeCommand('setContext', key, value)
  }
}
