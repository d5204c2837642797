import * as vscode from 'vscode'
import type { AttributedText } from '../../attribution/text/attributedText'
import { isKnown } from '../../attribution/text/origin'
import { DisposableStore } from '../../base/disposable'
import { describeError, UserFacingError } from '../../base/errors'
import type { ObservationKind } from '../../provenance/sources'
import { textIdOf } from '../../ledger/folder/textId'
import type { Documents } from './documents'
import type { PendingLines } from './pendingLines'
import type { RepositoryContext } from '../repositories/repositoryContext'
import type { RepositoryFile } from '../repositories/repositories'
import type { TrackedDocument } from './trackedDocument'

/** An edit is on disk this long after it, so that a crash loses at most the last second. */
export const recordMs = 700

/** What was recorded last of a document: the text and the one it was edited from. */
export interface RecordedText {
  recorded: { readonly textId: string; readonly parentTextId: string | undefined } | undefined
}

/** Writes what is known about open documents into the ledger. */
export class Recorder extends DisposableStore {
  readonly #timers = new Map<TrackedDocument, NodeJS.Timeout>()
  readonly #running = new Set<Promise<void>>()
  #toldOfFailure = false

  constructor(
    private readonly documents: Documents,
    private readonly pending: PendingLines,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.add(documents.onDidEdit((tracked) => this.#recordSoon(tracked)))
    this.add(
      vscode.workspace.onDidSaveTextDocument((document) => {
        const tracked = documents.of(document)
        if (tracked) this.#recordNow(tracked, 'saved')
      }),
    )
    this.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        for (const tracked of this.#timers.keys()) if (tracked.document === document) this.#recordNow(tracked, 'live')
      }),
    )
  }

  /** Records a document at once: after the user's own word, for example. */
  async record(tracked: TrackedDocument, kind: ObservationKind): Promise<void> {
    clearTimeout(this.#timers.get(tracked))
    this.#timers.delete(tracked)
    if (!tracked.file) return
    // It is on disk, and whoever wrote it may tell more: recorded as soon as that is decided, which is told as an edit.
    if (kind === 'live' && tracked.isClean && tracked.history.mayBeFromDisk) return
    this.documents.resynchronise(tracked)
    await this.recordText(tracked, tracked.file, tracked.normalised, kind)
  }

  /**
   * Records the text of a file.
   * @param lineage keeps which text was recorded last; updated
   */
  async recordText(
    lineage: RecordedText,
    file: RepositoryFile,
    attributed: AttributedText,
    kind: ObservationKind,
  ): Promise<void> {
    const { repository, path } = file
    // That nothing is known is worth a record only where somebody says so, or withdraws what they said.
    if (!saysSomething(attributed) && kind !== 'declared') return this.#forgetPending(file, attributed, kind)
    const textId = textIdOf(attributed.text())
    const before = lineage.recorded
    // Recorded again when an edit is explained later: still from the same text.
    const parentTextId = before?.textId === textId ? before.parentTextId : before?.textId
    lineage.recorded = { textId, parentTextId }
    try {
      await repository.record({
        path,
        attributed,
        kind,
        at: new Date().toISOString(),
        ...(parentTextId !== undefined && { parentTextId }),
      })
      await this.pending.update(repository, path, attributed, kind)
    } catch (error) {
      this.#failed(repository, error)
    }
  }

  /** Writes everything that still waits; the editor gives little time when it closes. */
  async flush(): Promise<void> {
    for (const tracked of this.#timers.keys()) this.#recordNow(tracked, 'live')
    await Promise.allSettled(this.#running)
  }

  override dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    super.dispose()
  }

  #recordSoon(tracked: TrackedDocument): void {
    // Not put off by further edits: what was written a second ago is on disk however fast somebody types.
    if (this.#timers.has(tracked)) return
    this.#timers.set(
      tracked,
      setTimeout(() => this.#recordNow(tracked, 'live'), recordMs),
    )
  }

  #recordNow(tracked: TrackedDocument, kind: ObservationKind): void {
    const running: Promise<void> = this.record(tracked, kind).finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** AI text that was undone before it was committed is not pending any more. */
  async #forgetPending(
    { repository, path }: RepositoryFile,
    attributed: AttributedText,
    kind: ObservationKind,
  ): Promise<void> {
    if (!this.pending.has(repository, path)) return
    try {
      await this.pending.update(repository, path, attributed, kind)
    } catch (error) {
      this.#failed(repository, error)
    }
  }

  #failed(repository: RepositoryContext, error: unknown): void {
    this.log.error(`Could not record in ${repository.root}: ${describeError(error)}`)
    if (this.#toldOfFailure) return
    this.#toldOfFailure = true
    const reason = error instanceof UserFacingError ? error.message : 'See the log for the reason.'
    void vscode.window.showWarningMessage(`Byline cannot write its record of ${repository.root}. ${reason}`)
  }
}

/** A text of which nothing is known needs no record. */
function saysSomething(attributed: AttributedText): boolean {
  return attributed.runs().some(({ origin }) => isKnown(origin))
}
