import * as vscode from 'vscode'
import { lineEdits } from '../attribution/diff'
import { isAi } from '../attribution/origin'
import type { AttributedText } from '../attribution/attributedText'
import { DisposableStore } from '../base/disposable'
import { describeError, UserFacingError } from '../base/errors'
import { Emitter } from '../base/event'
import type { ObservationKind } from '../provenance/sources'
import { textIdOf } from '../storage/textId'
import type { Documents } from './documents'
import type { RepositoryContext } from './repositoryContext'
import type { RepositoryFile } from './repositories'
import type { TrackedDocument } from './trackedDocument'

/** An edit is on disk this long after it, so that a crash loses at most the last second. */
export const recordMs = 700

/** What was recorded last of a document: the text and the one it was edited from. */
export interface RecordedText {
  recorded: { readonly textId: string; readonly parentTextId: string | undefined } | undefined
}

/** AI text of a path that is not committed. */
interface PendingText {
  readonly textId: string
  /** How many AI and mixed lines it adds. */
  readonly lines: number
}

/** Writes what is known about open documents into the ledger, and keeps count of AI lines that are not committed yet. */
export class Recorder extends DisposableStore {
  readonly #timers = new Map<TrackedDocument, NodeJS.Timeout>()
  readonly #pending = new Map<RepositoryContext, Map<string, PendingText>>()
  readonly #changed = this.add(new Emitter<RepositoryContext>())
  readonly #recordedAi = this.add(new Emitter<RepositoryContext>())
  readonly #running = new Set<Promise<void>>()
  #toldOfFailure = false

  /** The number of uncommitted AI lines of a repository may have changed. */
  readonly onDidChangePending = this.#changed.event
  /** Text with AI lines that are not committed was recorded. */
  readonly onDidRecordAi = this.#recordedAi.event

  constructor(
    private readonly documents: Documents,
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

  /** How many AI and mixed lines of a repository's recorded files are not in HEAD. */
  pendingLines(repository: RepositoryContext): number {
    let sum = 0
    for (const { lines } of this.#pending.get(repository)?.values() ?? []) sum += lines
    return sum
  }

  /** Records a document at once: after the user's own word, for example. */
  async record(tracked: TrackedDocument, kind: ObservationKind): Promise<void> {
    clearTimeout(this.#timers.get(tracked))
    this.#timers.delete(tracked)
    if (!tracked.file) return
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
    // That nothing is known is worth a record only where somebody says so, or takes back what they said.
    if (!saysSomething(attributed) && kind !== 'declared') return this.#forgetPending(file, attributed)
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
      await this.#updatePending(repository, path, attributed)
    } catch (error) {
      this.#failed(repository, error)
    }
  }

  /** Counts anew what is uncommitted, after HEAD moved. */
  async refreshPending(repository: RepositoryContext): Promise<void> {
    for (const [path, textId] of await repository.pending()) await this.#countAnew(repository, path, textId)
    this.#changed.fire(repository)
  }

  /** Counts anew what another program made pending or cleared: an agent, a commit hook, another window. */
  async followPending(repository: RepositoryContext): Promise<void> {
    const known = this.#pending.get(repository)
    const present = await repository.pending()
    const gone = [...(known?.keys() ?? [])].filter((path) => !present.has(path))
    for (const path of gone) await this.#countAnew(repository, path, undefined)
    for (const [path, textId] of present) {
      if (known?.get(path)?.textId !== textId) await this.#countAnew(repository, path, textId)
    }
  }

  /**
   * The newest record may be that of a part that was committed: what counts is what is in the editor, or the text that
   * is marked as pending.
   */
  async #countAnew(repository: RepositoryContext, path: string, textId: string | undefined): Promise<void> {
    const open = this.documents.all.find(({ file }) => file?.repository === repository && file.path === path)
    await this.#updatePending(repository, path, open?.normalised ?? (await repository.recordedText(path, textId)))
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

  async #updatePending(
    repository: RepositoryContext,
    path: string,
    attributed: AttributedText | undefined,
  ): Promise<void> {
    const counts = attributed && !repository.isIgnored(path)
    const lines = counts ? await uncommittedAiLines(repository, path, attributed) : 0
    const pending = this.#pending.get(repository) ?? new Map<string, PendingText>()
    this.#pending.set(repository, pending)
    const before = pending.get(path)?.lines ?? 0
    const text = lines > 0 ? attributed?.text() : undefined
    if (text === undefined) pending.delete(path)
    else pending.set(path, { textId: textIdOf(text), lines })
    await repository.setPending(path, text)
    if (lines > 0) this.#recordedAi.fire(repository)
    if (lines !== before) this.#changed.fire(repository)
  }

  /** AI text that was taken back before it was committed is not pending any more. */
  async #forgetPending({ repository, path }: RepositoryFile, attributed: AttributedText): Promise<void> {
    if (!this.#pending.get(repository)?.has(path)) return
    try {
      await this.#updatePending(repository, path, attributed)
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
  return attributed.runs().some((run) => run.origin.contributor !== 'unknown')
}

async function uncommittedAiLines(
  repository: RepositoryContext,
  path: string,
  attributed: AttributedText,
): Promise<number> {
  const lines = attributed.lineOrigins()
  if (!lines.some((line) => isAi(line.contributor))) return 0
  const committed = await repository.textAtHead(path)
  const text = attributed.text()
  if (committed === text) return 0
  let count = 0
  for (const { after } of lineEdits(committed ?? '', text)) {
    for (let line = after.from; line < after.to; line++) if (isAi(lines[line]?.contributor ?? 'unknown')) count++
  }
  return count
}
