import * as vscode from 'vscode'
import { AttributedText } from '../../attribution/text/attributedText'
import { hasAiPart, isAi, unknown } from '../../attribution/text/origin'
import { lineEdits } from '../../attribution/matching/diff'
import { DisposableStore } from '../../base/disposable'
import { countDeleted, linesDeletedByAi } from '../../attribution/lines/deletedLines'
import { textIdOf } from '../../ledger/folder/textId'
import type { ObservationKind } from '../../provenance/sources'
import type { Documents } from './documents'
import type { RepositoryContext } from '../repositories/repositoryContext'
import type { TrackedDocument } from './trackedDocument'

/** What is known of a path that has, or had, AI text that is not committed. */
interface PendingPath {
  /** The text that the ledger marks as pending; undefined where it marks none. */
  readonly marked: string | undefined
  /** How many uncommitted AI and mixed lines there are of it as the editor shows the file, else as it is on disk. */
  readonly lines: number
  /** How many there are on disk, which is what a commit can take. */
  readonly saved: number
  /** Such text was on disk at some time, so that it may be staged, stashed or restored by git. */
  readonly wasOnDisk: boolean
}

/**
 * Counts the AI lines that are not committed, for people, and marks their paths in the ledger, for the commit hooks.
 *
 * The two are not the same: a count is of the file as it is, while the marked text may be in the index, in a stash or in
 * another work tree. So a mark goes only where its text is HEAD's or was never on disk.
 */
export class PendingLines extends DisposableStore {
  readonly #paths = new Map<RepositoryContext, Map<string, PendingPath>>()
  readonly #changed = this.add(new vscode.EventEmitter<RepositoryContext>())
  readonly #found = this.add(new vscode.EventEmitter<RepositoryContext>())
  /** The counting begun last: a later one must not be overtaken by what an earlier one read. */
  #turn: Promise<void> = Promise.resolve()

  /** The number of uncommitted AI lines of a repository may have changed. */
  readonly onDidChange = this.#changed.event
  /** There are AI lines that are not committed, and that were not counted before. */
  readonly onDidFind = this.#found.event

  constructor(private readonly documents: Documents) {
    super()
  }

  /**
   * How many AI and mixed lines of a repository's recorded files are not in HEAD.
   * @returns `saved` counts the files on disk, `unsaved` what the editor shows beyond that
   */
  linesOf(repository: RepositoryContext): { readonly saved: number; readonly unsaved: number } {
    const sum = { saved: 0, unsaved: 0 }
    for (const { lines, saved } of this.#paths.get(repository)?.values() ?? []) {
      sum.saved += saved
      sum.unsaved += Math.max(0, lines - saved)
    }
    return sum
  }

  /** Whether a path has, or had, AI text that is not committed. */
  has(repository: RepositoryContext, path: string): boolean {
    return this.#of(repository).has(path)
  }

  /** The paths that have, or had, AI text that is not committed. */
  pathsOf(repository: RepositoryContext): readonly string[] {
    return [...this.#of(repository).keys()]
  }

  /**
   * Takes in what a file is now.
   * @param kind how the text was recorded: whether it was saved
   */
  async update(
    repository: RepositoryContext,
    path: string,
    attributed: AttributedText,
    kind: ObservationKind,
  ): Promise<void> {
    const known = this.#of(repository).get(path)
    const lines = await uncommittedAiLines(repository, path, attributed)
    if (lines === 0 && !known) return
    // Typing changes nothing on disk. What somebody declares may be saved or not.
    const saved =
      kind === 'saved' ? lines : kind === 'live' && known ? known.saved : await this.#savedLines(repository, path)
    if (lines > 0) {
      const text = attributed.text()
      await repository.setPending(path, text)
      const wasOnDisk = kind !== 'live' || known?.wasOnDisk === true
      this.#set(repository, path, { marked: textIdOf(text), lines, saved, wasOnDisk })
    } else if (known) {
      if (!known.wasOnDisk) await repository.setPending(path, undefined)
      this.#set(repository, path, { ...known, lines, saved, ...(!known.wasOnDisk && { marked: undefined }) })
    }
  }

  /** Counts anew what another program marked or cleared: an agent, a commit hook, another window. */
  async follow(repository: RepositoryContext): Promise<void> {
    return this.#inTurn(() => this.#follow(repository))
  }

  /** Counts anew after HEAD moved, or for the first time. What was committed may be uncommitted again: `git reset`. */
  async refresh(repository: RepositoryContext): Promise<void> {
    return this.#inTurn(() => this.#refresh(repository))
  }

  /** Counts anew after the origins of an open file became known otherwise than by an edit. */
  async recount(repository: RepositoryContext, path: string): Promise<void> {
    return this.#inTurn(async () => this.#recount(repository, path, (await repository.pending()).get(path)))
  }

  /** Counts anew what was deleted, came back or was written on disk. */
  async recountFiles(repository: RepositoryContext, paths: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const present = await repository.pending()
      for (const path of paths) {
        // Of the text that is marked nothing new is known.
        const wasOnDisk = this.#of(repository).get(path)?.wasOnDisk ?? true
        await this.#recount(repository, path, present.get(path), wasOnDisk)
      }
    })
  }

  async #inTurn(task: () => Promise<void>): Promise<void> {
    // Whether the one before succeeded is the business of its own caller.
    this.#turn = this.#turn.then(task, task)
    return this.#turn
  }

  async #follow(repository: RepositoryContext): Promise<void> {
    const known = this.#of(repository)
    const present = await repository.pending()
    const gone = [...known].filter(([path, { marked }]) => marked !== undefined && !present.has(path))
    // A hook clears what was committed, and may be faster than the news of the commit.
    if (gone.length > 0) repository.headMoved()
    for (const [path] of gone) await this.#recount(repository, path, undefined)
    for (const [path, marked] of present) {
      if (known.get(path)?.marked !== marked) await this.#recount(repository, path, marked)
    }
  }

  async #refresh(repository: RepositoryContext): Promise<void> {
    const present = await repository.pending()
    for (const path of new Set([...present.keys(), ...this.#of(repository).keys()])) {
      const marked = present.get(path)
      const committed = marked === undefined ? undefined : await repository.textAtHead(path)
      const isCommitted = committed !== undefined && textIdOf(committed) === marked
      if (isCommitted) await repository.setPending(path, undefined)
      await this.#recount(repository, path, isCommitted ? undefined : marked)
    }
    this.#changed.fire(repository)
  }

  async #recount(
    repository: RepositoryContext,
    path: string,
    marked: string | undefined,
    wasOnDisk = true,
  ): Promise<void> {
    const known = this.#of(repository).get(path)
    const onDisk = await this.#onDisk(repository, path, marked)
    const attributed = await this.#present(repository, path, onDisk)
    const lines = await uncommittedAiLines(repository, path, attributed)
    const saved = attributed === onDisk ? lines : await uncommittedAiLines(repository, path, onDisk)
    if (lines === 0 && marked === undefined && !known) return
    const text = marked === undefined && lines > 0 ? attributed?.text() : undefined
    if (text !== undefined) await repository.setPending(path, text)
    this.#set(repository, path, {
      marked: marked ?? (text === undefined ? undefined : textIdOf(text)),
      lines,
      saved,
      wasOnDisk,
    })
  }

  /** Who wrote the file as it is: in the editor, else on disk. The tab of a deleted file shows what was. */
  async #present(
    repository: RepositoryContext,
    path: string,
    onDisk: AttributedText | undefined,
  ): Promise<AttributedText | undefined> {
    const open = this.#open(repository, path)
    return open && (!open.isClean || (await repository.isOnDisk(path))) ? open.normalised : onDisk
  }

  /** Who wrote the file on disk; undefined where it is gone, is HEAD's, or nothing is known of it. */
  async #onDisk(
    repository: RepositoryContext,
    path: string,
    marked: string | undefined,
  ): Promise<AttributedText | undefined> {
    const open = this.#open(repository, path)
    // Without git the text on disk is not read; that of a clean tab is the same.
    const ofTab = open?.isClean && (await repository.isOnDisk(path)) ? open.normalised.text() : undefined
    const onDisk = (await repository.textOnDisk(path)) ?? ofTab
    if (onDisk === undefined || onDisk === (await repository.textAtHead(path))) return undefined
    if (open && open.normalised.text() === onDisk) return open.normalised
    return (await repository.recordedText(path, textIdOf(onDisk))) ?? repository.recordedText(path, marked)
  }

  async #savedLines(repository: RepositoryContext, path: string): Promise<number> {
    return uncommittedAiLines(repository, path, await this.#onDisk(repository, path, undefined))
  }

  #open(repository: RepositoryContext, path: string): TrackedDocument | undefined {
    return this.documents.all.find(({ file }) => file?.repository === repository && file.path === path)
  }

  #of(repository: RepositoryContext): Map<string, PendingPath> {
    const paths = this.#paths.get(repository) ?? new Map<string, PendingPath>()
    this.#paths.set(repository, paths)
    return paths
  }

  #set(repository: RepositoryContext, path: string, pending: PendingPath): void {
    const before = this.#of(repository).get(path) ?? { lines: 0, saved: 0 }
    this.#of(repository).set(path, pending)
    if (pending.lines > before.lines) this.#found.fire(repository)
    if (pending.lines !== before.lines || pending.saved !== before.saved) this.#changed.fire(repository)
  }
}

/** How many lines that are not committed AI had a part in; those that AI took out count too. */
async function uncommittedAiLines(
  repository: RepositoryContext,
  path: string,
  attributed: AttributedText | undefined,
): Promise<number> {
  if (!attributed) return 0
  const lines = attributed.lineOrigins()
  if (repository.isIgnored(path) || !attributed.runs().some(({ origin }) => hasAiPart(origin))) return 0
  const committed = await repository.textAtHead(path)
  const text = attributed.text()
  if (committed === text) return 0
  let count = 0
  for (const { after } of lineEdits(committed ?? '', text)) {
    for (let line = after.from; line < after.to; line++) if (isAi(lines[line]?.contributor ?? 'unknown')) count++
  }
  if (committed === undefined) return count
  const known = () => repository.recordedText(path, textIdOf(committed))
  const deleted = await linesDeletedByAi(
    committed,
    attributed,
    async () => (await known()) ?? AttributedText.of(committed, unknown),
  )
  return count + countDeleted([{ deleted }])
}
