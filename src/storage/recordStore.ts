import { AttributedText } from '../attribution/attributedText'
import { describeError } from '../base/errors'
import { type MoveEntry, type ObservationEntry, recordName } from './ledgerEntry'
import type { LedgerFolder } from './ledgerFolder'
import { LedgerIndex } from './ledgerIndex'
import {
  type MoveRecord,
  type ObservationRecord,
  decodeRecord,
  encodeRecord,
  entryOf,
  inflatedText,
  runsOf,
} from './recordFile'
import { TextStore } from './textStore'

/** The files of the records, the texts they speak of and the index over them, kept in step. */
export class RecordStore {
  #files: LedgerFolder
  #index: LedgerIndex
  #texts: TextStore

  private constructor(files: LedgerFolder, index: LedgerIndex) {
    this.#files = files
    this.#index = index
    this.#texts = new TextStore(files)
  }

  static async open(files: LedgerFolder, forOneMoment?: boolean): Promise<RecordStore> {
    return new RecordStore(files, await LedgerIndex.open(files, forOneMoment))
  }

  /** All observations of a path, newest first. */
  async observationsOf(path: string): Promise<readonly ObservationEntry[]> {
    return this.#index.observationsOf(path)
  }

  /** From where a path was renamed or copied, newest first. */
  async movesOf(path: string): Promise<readonly MoveEntry[]> {
    return this.#index.movesOf(path)
  }

  /** The observations and moves of a path as they were at the last look. */
  known(path: string): { readonly observations: readonly ObservationEntry[]; readonly moves: readonly MoveEntry[] } {
    return this.#index.known(path)
  }

  /** All observations of a text, whatever its path was; newest first. */
  async observationsOfText(textId: string): Promise<readonly ObservationEntry[]> {
    return this.#index.observationsOfText(textId)
  }

  /** Whether there are no records at all. */
  async isEmpty(): Promise<boolean> {
    return this.#index.isEmpty()
  }

  /** Every path that has records. */
  async paths(): Promise<readonly string[]> {
    return this.#index.paths()
  }

  /** Writes an observation and, where it does not stand in the record itself, its text. */
  async storeObservation(record: ObservationRecord, text: string): Promise<ObservationEntry> {
    if (record.text === undefined) await this.#texts.write(record.textId, text)
    const id = await this.#write(record)
    // Somebody who prunes may have taken the text away before there was a record of it; now nobody does any more.
    if (record.text === undefined) await this.#texts.write(record.textId, text)
    const { path, textId, parentTextId, at, kind } = record
    const entry = { id, path, textId, ...(parentTextId !== undefined && { parentTextId }), at, kind }
    this.#index.add(entry)
    return entry
  }

  async storeMove(record: MoveRecord): Promise<void> {
    this.#index.add(entryOf(await this.#write(record), record))
  }

  async delete(entry: ObservationEntry | MoveEntry): Promise<void> {
    await this.#files.remove(recordName(entry.id))
    this.#index.remove(entry)
  }

  /**
   * Deletes the texts that no record speaks of; returns how many.
   * @param among the only texts to look at, however new
   */
  async removeUnusedTexts(among?: ReadonlySet<string>): Promise<number> {
    return this.#texts.removeUnused(() => this.#usedTexts(), among)
  }

  /** Ids of the texts that records speak of, as the disk has them now. */
  async #usedTexts(): Promise<ReadonlySet<string>> {
    const used = new Set<string>()
    for (const path of await this.#index.paths())
      for (const { textId } of this.#index.known(path).observations) used.add(textId)
    return used
  }

  /** The text that a record speaks of, or undefined when it was deleted or damaged. */
  async textOf(entry: ObservationEntry): Promise<string | undefined> {
    return (await this.readAttributed(entry))?.text()
  }

  async flush(): Promise<void> {
    await this.#index.flush()
  }

  /** The record, or undefined when it was deleted or damaged. */
  async readRecord(entry: ObservationEntry): Promise<ObservationRecord | undefined> {
    const name = recordName(entry.id)
    const bytes = await this.#files.read(name)
    if (!bytes) return undefined
    try {
      const record = decodeRecord(entry.id, bytes)
      if (!('from' in record)) return record
    } catch (error) {
      await this.#files.setAside(name, describeError(error))
      this.#index.remove(entry)
    }
    return undefined
  }

  /**
   * The text of a record with its origins, or undefined when it was deleted or damaged.
   * @param known the very text of this id, where who asks has it
   */
  async readAttributed(entry: ObservationEntry, known?: string): Promise<AttributedText | undefined> {
    const record = await this.readRecord(entry)
    if (!record) return undefined
    try {
      const runs = runsOf(record)
      const text = known ?? (await this.#textOf(record))
      if (!runs) throw new Error('a run names an origin that is not there')
      if (text !== undefined) return AttributedText.fromRuns(text, runs)
    } catch (error) {
      await this.#files.setAside(recordName(entry.id), describeError(error))
      this.#index.remove(entry)
    }
    return undefined
  }

  async #textOf(record: ObservationRecord): Promise<string | undefined> {
    return record.text === undefined
      ? this.#texts.read(record.textId)
      : inflatedText(Buffer.from(record.text, 'base64'))
  }

  async #write(record: ObservationRecord | MoveRecord): Promise<string> {
    const { id, json } = encodeRecord(record)
    await this.#files.write(recordName(id), json)
    return id
  }
}
