import type { Observation, ObservationSource } from '../provenance/sources'
import { AiVersions } from './aiVersions'
import { AnswerFile } from './folder/answerFile'
import { deleteUnheld, type HeldTexts } from './deleteUnheld'
import type { ObservationEntry } from './folder/ledgerEntry'
import { LedgerFolder, type LedgerFolderOptions } from './folder/ledgerFolder'
import { PendingFolder, type PendingMark } from './folder/pendingFolder'
import { type PruneLimits, type Pruned, prune } from './prune'
import { type NewObservation, RecordWriter } from './recordWriter'
import { RecordStore } from './store/recordStore'
import { textIdOf } from './folder/textId'
import { bylineFiles } from './folder/bylineFolder'

/** Whether the user lets Byline touch the hooks and messages of this repository. */
export type Consent = 'granted' | 'refused'

/** Whether notes are shared after each push, or never offered to be. */
export type NotesAnswer = 'always' | 'never'

/** How a ledger is opened. */
export interface LedgerOptions extends LedgerFolderOptions {
  readonly log?: (message: string) => void
  readonly now?: () => Date
  /** Name of the linked work tree that it is opened for, among those of the repository; left out for the main one. */
  readonly worktree?: string
  /** What others write after its first question need not be seen, either. */
  readonly forOneMoment?: boolean
}

/**
 * Who wrote what, as recorded on this machine. One write-once file a record: windows, agents and hooks use one ledger
 * at the same time without a lock, see each other's records at the next question, and a crash loses at most the
 * record being written. No author and no prompt is ever stored.
 *
 * Methods that write reject with a UserFacingError where the folder cannot be written. Damaged files are quarantined
 * and logged, never thrown.
 */
export class Ledger implements ObservationSource {
  /** Absolute path of the folder it lives in; not there before the first write. */
  readonly folder: string
  /** That folder, for the small files which hooks, command line and editor leave for each other beside the records. */
  readonly files: LedgerFolder
  #records: RecordStore
  #consent: AnswerFile<Consent>
  #notes: AnswerFile<NotesAnswer>
  #pending: PendingFolder
  #aiVersions: AiVersions
  #now: () => Date
  #writer: RecordWriter

  private constructor(files: LedgerFolder, records: RecordStore, { worktree, now, forOneMoment }: LedgerOptions) {
    this.folder = files.root
    this.files = files
    this.#records = records
    this.#consent = new AnswerFile(files, bylineFiles.consent, ['granted', 'refused'])
    this.#notes = new AnswerFile(files, bylineFiles.notesAnswer, ['always', 'never'])
    this.#pending = new PendingFolder(files, worktree)
    this.#aiVersions = new AiVersions(files)
    this.#now = now ?? (() => new Date())
    this.#writer = new RecordWriter(records, { now: this.#now, log: files.log, tidies: forOneMoment !== true })
  }

  /** Opens the ledger in `folder`, which need not exist and is not created before something is written. */
  static async open(folder: string, options: LedgerOptions = {}): Promise<Ledger> {
    const files = new LedgerFolder(folder, options.log ?? (() => undefined), options)
    return new Ledger(files, await RecordStore.open(files, options.forOneMoment), options)
  }

  textIdOf(text: string): string {
    return textIdOf(text)
  }

  /**
   * All observations of a path and of the paths it was renamed or copied from, also earlier ones of those, newest
   * first. What the source path became after the move is in it too: the file may still be edited under its old name
   * on another branch.
   */
  async observationsOf(path: string): Promise<readonly Observation[]> {
    const seen = new Set([path])
    const entries: ObservationEntry[] = []
    for (const source of seen) {
      entries.push(...(await this.#records.observationsOf(source)))
      for (const move of await this.#records.movesOf(source)) seen.add(move.from)
    }
    return this.#newestFirst(entries)
  }

  async observationsOfText(textId: string): Promise<readonly Observation[]> {
    return this.#newestFirst([...(await this.#records.observationsOfText(textId))])
  }

  async isEmpty(): Promise<boolean> {
    return this.#records.isEmpty()
  }

  async pendingTexts(): Promise<ReadonlyMap<string, string>> {
    const marks = (await this.#pending.all()).filter(({ isOwn }) => isOwn)
    return new Map(marks.map(({ path, textId }) => [path, textId]))
  }

  /** The observations of every path that something was recorded of, with one look at the disk. */
  async allObservations(): Promise<ReadonlyMap<string, readonly Observation[]>> {
    const all = new Map<string, readonly Observation[]>()
    for (const path of await this.#records.paths()) {
      const seen = new Set([path])
      const entries: ObservationEntry[] = []
      for (const source of seen) {
        const { observations, moves } = this.#records.known(source)
        entries.push(...observations)
        for (const { from } of moves) seen.add(from)
      }
      all.set(path, this.#newestFirst(entries))
    }
    return all
  }

  /** Every path that something was recorded of. */
  async paths(): Promise<readonly string[]> {
    return this.#records.paths()
  }

  /**
   * Writes down who wrote a text. Nothing is written where the newest record of that text says the same already and
   * is of no lower kind, nor for an empty text. A live record takes the place of the one this process wrote before.
   */
  async record(observed: NewObservation): Promise<Observation> {
    const entry = await this.#writer.record(observed)
    return this.#observation(entry, async () => observed.attributed)
  }

  /** Remembers that `to` was `from` until now: what was recorded of the old path counts for the new one. */
  async renamed(from: string, to: string): Promise<void> {
    await this.#move('renamed', from, to)
    const mark = (await this.#pending.all()).find(({ path, isOwn }) => isOwn && path === from)
    if (mark === undefined) return
    await this.#pending.set(to, mark.textId)
    await this.#pending.clear(mark)
  }

  /** Remembers that `to` is a copy of `from`. */
  async copied(from: string, to: string): Promise<void> {
    await this.#move('copied', from, to)
  }

  /** What the user answered for this repository, in this or any other window; undefined when never asked. */
  consent(): Consent | undefined {
    return this.#consent.get()
  }

  /** Stores the answer; undefined forgets it. */
  async setConsent(consent: Consent | undefined): Promise<void> {
    await this.#consent.set(consent)
  }

  /** What the user answered about sharing notes after a push; undefined while nobody was asked. */
  notesAnswer(): NotesAnswer | undefined {
    return this.#notes.get()
  }

  async setNotesAnswer(answer: NotesAnswer | undefined): Promise<void> {
    await this.#notes.set(answer)
  }

  /** Marks the text of a path in this work tree as AI text not yet committed, or (undefined) as committed or gone. */
  async setPending(path: string, textId: string | undefined): Promise<void> {
    if (textId === undefined) await this.#pending.clear({ path })
    else await this.#pending.set(path, textId)
  }

  /** Takes away a mark that any work tree made. */
  async clearPending(mark: PendingMark): Promise<void> {
    await this.#pending.clear(mark)
  }

  /** What every work tree has of AI text not yet committed. */
  async pendingMarks(): Promise<readonly PendingMark[]> {
    return this.#pending.all()
  }

  /** The paths with AI text not yet committed, in any work tree: it may be stashed in one and committed in another. */
  async pendingPaths(): Promise<readonly string[]> {
    return [...(await this.pending()).keys()]
  }

  /** The paths with AI text not yet committed and the id of that text; this work tree's where it has one. */
  async pending(): Promise<ReadonlyMap<string, string>> {
    const marks = [...(await this.#pending.all())].sort((a, b) => Number(a.isOwn) - Number(b.isOwn))
    return new Map(marks.map(({ path, textId }) => [path, textId]))
  }

  /**
   * Remembers versions of files with AI lines that a commit is made with, so that the hooks see it when one comes back.
   * @param blobs full ids
   */
  async addAiVersions(blobs: Iterable<string>): Promise<void> {
    await this.#aiVersions.add(blobs)
  }

  /** Whether a commit was made here with this version of a file, and it had AI lines. */
  async isAiVersion(blob: string): Promise<boolean> {
    return this.#aiVersions.has(blob)
  }

  /**
   * Takes over the records, moves and pending texts of another ledger, as after a `git init`: `mapPath` gives the path
   * in this ledger, or undefined for what stays where it is. What was taken is deleted there. Consent is not taken:
   * it was given for another place.
   */
  async adopt(other: Ledger, mapPath: (path: string) => string | undefined): Promise<void> {
    for (const path of await other.paths()) {
      const mapped = mapPath(path)
      if (mapped === undefined) continue
      const entries = await other.#records.observationsOf(path)
      for (const entry of [...entries].reverse()) {
        const { parentTextId, at, kind } = entry
        const attributed = await other.#records.readAttributed(entry)
        if (!attributed) continue
        const observed = { path: mapped, attributed, at, kind, ...(parentTextId !== undefined && { parentTextId }) }
        await this.#writer.write(observed)
        await other.#records.delete(entry)
      }
      for (const move of await other.#records.movesOf(path)) {
        const from = mapPath(move.from)
        if (from === undefined) continue
        await this.#records.storeMove({ v: 1, path: mapped, from, at: move.at, kind: move.kind })
        await other.#records.delete(move)
      }
    }
    for (const mark of await other.pendingMarks()) {
      const mapped = mapPath(mark.path)
      if (mapped === undefined) continue
      await this.#pending.set(mapped, mark.textId)
      await other.clearPending(mark)
    }
    await this.flush()
    await other.flush()
  }

  /**
   * Deletes what was recorded of a path, but for texts that commits hold: for a file that git ignores by now.
   * @returns how many records went
   */
  async forget(path: string, { isHeld }: { readonly isHeld: HeldTexts }): Promise<number> {
    const entries = await this.#records.observationsOf(path)
    if (entries.length === 0) return 0
    await this.#pending.clear({ path })
    const deleted = await deleteUnheld(this.#records, entries, isHeld)
    if (deleted > 0) await this.#records.removeUnusedTexts(new Set(entries.map(({ textId }) => textId)))
    return deleted
  }

  /** Deletes old records, and texts that no record speaks of. What is pending, declared by the user or in a commit stays. */
  async prune(limits: PruneLimits): Promise<Pruned> {
    await this.#aiVersions.prune()
    return prune(this.#records, this.files, await this.#pending.all(), this.#now(), limits)
  }

  /** Puts the records of a path into fewer files where they lie in many; a ledger that stays open does it by itself. */
  async tidy(path: string): Promise<void> {
    await this.#records.tidy(path)
  }

  /** Waits for what is being written and saves the index. */
  async flush(): Promise<void> {
    await this.#writer.flush()
    await this.#records.flush()
  }

  /** The last call: {@link flush}; nothing is held open between calls. */
  async close(): Promise<void> {
    await this.flush()
  }

  async #move(kind: 'renamed' | 'copied', from: string, to: string): Promise<void> {
    if (from === to) return
    const moves = await this.#records.movesOf(to)
    if (moves.some((move) => move.from === from && move.kind === kind)) return
    await this.#records.storeMove({ v: 1, path: to, from, at: this.#now().toISOString(), kind })
  }

  #newestFirst(entries: ObservationEntry[]): readonly Observation[] {
    return entries
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
      .map((entry) => this.#observation(entry, (text) => this.#records.readAttributed(entry, text)))
  }

  #observation(entry: ObservationEntry, read: Observation['read']): Observation {
    const { path, textId, parentTextId, at, kind } = entry
    return { path, textId, ...(parentTextId !== undefined && { parentTextId }), at, kind, read }
  }
}
