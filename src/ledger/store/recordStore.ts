import { AttributedText } from '../../attribution/text/attributedText'
import { describeError } from '../../base/errors'
import { type MoveEntry, type ObservationEntry, recordName, shardOf } from '../folder/ledgerEntry'
import type { LedgerFolder } from '../folder/ledgerFolder'
import { LedgerIndex } from './ledgerIndex'
import { textOfPacked, unpacked } from './packedRecord'
import { Packing } from './packing'
import { Packs } from './packs'
import {
  type MoveRecord,
  type ObservationRecord,
  decodeRecord,
  deflatedText,
  encodeRecord,
  entryOf,
  inflatedText,
  runsOf,
} from './recordFile'
import { TextStore } from './textStore'
import { VersionSeries } from './versionSeries'

interface Found {
  readonly record: ObservationRecord
  /** undefined where it was deleted or damaged; throws where it is not the one that was recorded. */
  readonly text: () => Promise<string | undefined>
}

/** The files of the records, the texts they speak of and the index over them, kept in step. */
export class RecordStore {
  #files: LedgerFolder
  #index: LedgerIndex
  #texts: TextStore
  #packs: Packs
  #series: VersionSeries
  #packing: Packing

  private constructor(files: LedgerFolder, index: LedgerIndex, packs: Packs) {
    this.#files = files
    this.#index = index
    this.#texts = new TextStore(files)
    this.#packs = packs
    this.#series = new VersionSeries(this.#texts, packs)
    this.#packing = new Packing(files, index, packs, this.#texts)
  }

  static async open(files: LedgerFolder, forOneMoment?: boolean): Promise<RecordStore> {
    const packs = new Packs(files)
    return new RecordStore(files, await LedgerIndex.open(files, packs, forOneMoment), packs)
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

  /** Writes an observation with its text. */
  async storeObservation(record: ObservationRecord, text: string): Promise<ObservationEntry> {
    const { path, textId, parentTextId, at, kind } = record
    const packed = await this.#series.pack(record, text, this.#index.known(path).observations)
    const id = packed ? packed.id : await this.#writeSmall(record, text)
    if (packed) {
      await this.#packs.write([packed])
      await this.#series.keep(packed, text)
    }
    const entry = { id, path, textId, ...(parentTextId !== undefined && { parentTextId }), at, kind }
    this.#index.add(entry)
    return entry
  }

  /** A small text stands beside its record, where others share it; a live one in it, as it is soon replaced. */
  async #writeSmall(record: ObservationRecord, text: string): Promise<string> {
    if (record.kind === 'live') return this.#write({ ...record, text: (await deflatedText(text)).toString('base64') })
    await this.#texts.write(record.textId, text)
    const id = await this.#write(record)
    // Somebody who prunes may have taken the text away before there was a record of it; now nobody does any more.
    await this.#texts.write(record.textId, text)
    return id
  }

  /** Puts the records of a path, and of those beside it, into fewer files where they lie in many. */
  async tidy(path: string): Promise<void> {
    await this.#packing.tidy(shardOf(path))
  }

  async storeMove(record: MoveRecord): Promise<void> {
    this.#index.add(entryOf(await this.#write(record), record))
  }

  /** Deletes records; their texts go with {@link removeUnusedTexts}. */
  async delete(...entries: readonly (ObservationEntry | MoveEntry)[]): Promise<void> {
    await this.#packing.delete(entries)
  }

  /**
   * Deletes the texts that no record speaks of; returns how many.
   * @param among the only texts to look at, however new
   */
  async removeUnusedTexts(among?: ReadonlySet<string>): Promise<number> {
    return this.#texts.removeUnused(() => this.#packing.usedTexts(), among)
  }

  /** Ids of the stored texts that a record cannot be read without. */
  needsOf({ id, textId }: ObservationEntry): readonly string[] {
    return this.#packs.place(id)?.row.needs ?? [textId]
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
    return (await this.#read(entry))?.record
  }

  /**
   * The text of a record with its origins, or undefined when it was deleted or damaged.
   * @param known the very text of this id, where who asks has it
   */
  async readAttributed(entry: ObservationEntry, known?: string): Promise<AttributedText | undefined> {
    const found = await this.#read(entry)
    if (!found) return undefined
    try {
      const runs = runsOf(found.record)
      const text = known ?? (await found.text())
      if (!runs) throw new Error('a run names an origin that is not there')
      if (text !== undefined) return AttributedText.fromRuns(text, runs)
    } catch (error) {
      await this.#quarantine(entry, error)
    }
    return undefined
  }

  async #read(entry: ObservationEntry): Promise<Found | undefined> {
    try {
      const found = await this.#find(entry)
      if (found) return found
      // It may just have been written into another file.
      await this.#index.lookAgain(entry.path)
      return await this.#find(entry)
    } catch (error) {
      await this.#quarantine(entry, error)
      return undefined
    }
  }

  async #find(entry: ObservationEntry): Promise<Found | undefined> {
    const read = (textId: string) => this.#texts.read(textId)
    const packed = await this.#packs.read(entry.id)
    if (packed) {
      const record = await unpacked(packed, read)
      return record && { record, text: () => textOfPacked(packed, read) }
    }
    const bytes = await this.#files.read(recordName(entry.id))
    if (!bytes) return undefined
    const record = decodeRecord(entry.id, bytes)
    if ('from' in record) return undefined
    const { text, textId } = record
    return { record, text: async () => (text === undefined ? read(textId) : inflatedText(Buffer.from(text, 'base64'))) }
  }

  async #quarantine(entry: ObservationEntry, error: unknown): Promise<void> {
    const reason = describeError(error)
    if (this.#packs.place(entry.id)) this.#packs.quarantine(entry.id, reason)
    else await this.#files.quarantine(recordName(entry.id), reason)
    this.#index.remove(entry)
  }

  async #write(record: ObservationRecord | MoveRecord): Promise<string> {
    const { id, json } = encodeRecord(record)
    await this.#files.write(recordName(id), json)
    return id
  }
}
