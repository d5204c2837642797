import type { AttributedText } from '../attribution/text/attributedText'
import { describeError } from '../base/errors'
import type { ObservationKind } from '../provenance/sources'
import type { ObservationEntry } from './folder/ledgerEntry'
import { textIdOf } from './folder/textId'
import { observationRecordOf, sameRuns } from './store/recordFile'
import type { RecordStore } from './store/recordStore'

/** A later observation of the same runs is worth a record only where its kind says more. */
const rank: Readonly<Record<ObservationKind, number>> = { live: 0, saved: 1, agent: 2, staged: 3, declared: 4 }

/** After so many records of a path it is looked whether they lie in many files. */
const tidyEvery = 8

/** What was seen of one file at one moment. */
export interface NewObservation {
  /** Relative to the root of the repository, separated by `/`. */
  readonly path: string
  /** Normalised: no BOM, line ends as LF. */
  readonly attributed: AttributedText
  readonly kind: ObservationKind
  /** The text this one was edited from, where that is known. */
  readonly parentTextId?: string
  /** ISO 8601; now where left out. */
  readonly at?: string
}

/** How records are written. */
export interface RecordWriterOptions {
  readonly now: () => Date
  readonly log: (message: string) => void
  /** Records of a path are put into fewer files where they lie in many. */
  readonly tidies: boolean
}

/** Writes observations, those of a path one after the other, and nothing that the newest record says already. */
export class RecordWriter {
  #records: RecordStore
  #options: RecordWriterOptions
  /** The live record this process wrote last of each path: the next one replaces it. */
  #live = new Map<string, ObservationEntry>()
  #writing = new Map<string, Promise<unknown>>()
  #tidying: Promise<void> = Promise.resolve()
  /** Records that were written since the last time the place of one was tidied, by path. */
  #untidy = new Map<string, number>()

  constructor(records: RecordStore, options: RecordWriterOptions) {
    this.#records = records
    this.#options = options
  }

  /**
   * Writes what was seen; a live record takes the place of the one this process wrote before.
   * @returns the entry that says it, which has no id where it is not worth a record
   */
  record(observed: NewObservation): Promise<ObservationEntry> {
    return this.#inTurn(observed.path, () => this.#record(observed))
  }

  /** Writes what was seen, and leaves live records and the place of records alone. */
  async write(observed: NewObservation): Promise<void> {
    await this.#inTurn(observed.path, () => this.#write(observed))
  }

  /** Waits for what is being written. */
  async flush(): Promise<void> {
    // A failed write was told to whoever asked for it.
    await Promise.allSettled(this.#writing.values())
    await this.#tidying
  }

  /** Runs `task` after those begun before it for the same path: each compares with what the one before wrote. */
  async #inTurn<T>(path: string, task: () => Promise<T>): Promise<T> {
    const before = this.#writing.get(path) ?? Promise.resolve()
    // Whether the write before succeeded is the business of its own caller.
    const turn = before.then(task, task)
    this.#writing.set(path, turn)
    try {
      return await turn
    } finally {
      if (this.#writing.get(path) === turn) this.#writing.delete(path)
    }
  }

  async #record(observed: NewObservation): Promise<ObservationEntry> {
    const entry = await this.#write(observed)
    if (observed.kind !== 'live') this.#tidySoon(observed.path)
    if (observed.kind === 'live' || observed.kind === 'saved') await this.#replaceLive(observed.path, entry)
    return entry
  }

  /** Beside what is recorded next, which does not wait for it. */
  #tidySoon(path: string): void {
    if (!this.#options.tidies) return
    const untidy = (this.#untidy.get(path) ?? 0) + 1
    this.#untidy.set(path, untidy % tidyEvery)
    if (untidy === tidyEvery) this.#tidying = this.#tidying.then(() => this.#records.tidy(path))
  }

  async #replaceLive(path: string, entry: ObservationEntry): Promise<void> {
    const live = this.#live.get(path)
    if (entry.kind === 'live' && entry.id !== '') this.#live.set(path, entry)
    else this.#live.delete(path)
    if (!live || live.id === entry.id) return
    try {
      await this.#records.delete(live)
    } catch (error) {
      // The new record is written; an old one too many is found by pruning.
      this.#options.log(describeError(error))
    }
  }

  /** Entries without an id stand for what is not worth a record. */
  async #write(observed: NewObservation): Promise<ObservationEntry> {
    const { path, attributed, kind, parentTextId } = observed
    const text = attributed.text()
    const textId = textIdOf(text)
    const record = observationRecordOf({
      path,
      attributed,
      textId,
      kind,
      ...(parentTextId !== undefined && { parentTextId }),
      at: (observed.at === undefined ? this.#options.now() : new Date(observed.at)).toISOString(),
    })
    if (text === '') {
      return { id: '', path, textId, ...(parentTextId !== undefined && { parentTextId }), at: record.at, kind }
    }
    const newest = (await this.#records.observationsOf(path)).find((entry) => entry.textId === textId)
    // The live record of another process is gone with that one's next change.
    const lasting = newest && (newest.kind !== 'live' || newest.id === this.#live.get(path)?.id)
    if (lasting && rank[newest.kind] >= rank[kind]) {
      const known = await this.#records.readRecord(newest)
      if (known && sameRuns(known, record)) return newest
    }
    return this.#records.storeObservation(record, text)
  }
}
