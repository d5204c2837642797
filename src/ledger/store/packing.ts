import { describeError } from '../../base/errors'
import { isMove, type LedgerEntry, type ObservationEntry, recordName, shardOf } from '../folder/ledgerEntry'
import type { LedgerFolder } from '../folder/ledgerFolder'
import type { LedgerIndex } from './ledgerIndex'
import { carried, fewRuns, type PackedRecord, packedRecordOf, runsTextOf, textOfPacked, unpacked } from './packedRecord'
import type { Packs } from './packs'
import { decodeRecord, runsOf } from './recordFile'
import type { TextStore } from './textStore'

/** So many files of one folder of records are written into one. */
const mostFiles = 32

/** A pack with more records or bytes than these is left alone: it would be written again and again. */
const fullPack = 256
const fullPackBytes = 4 * 1024 * 1024

/** A text that is longer than this when it is deflated stays a file of its own. */
const smallTextBytes = 4 * 1024

/**
 * Writes the records of many files into one, with the small texts that belong to them, and takes records out of packs.
 * What takes the place of something is on disk, and was read back, before that goes: two processes that do the same at
 * the same time leave a record twice, and none is lost.
 */
export class Packing {
  #last: Promise<void> = Promise.resolve()

  constructor(
    private readonly folder: LedgerFolder,
    private readonly index: LedgerIndex,
    private readonly packs: Packs,
    private readonly texts: TextStore,
  ) {}

  /** Packs the records of a folder where they lie in many files. Never rejects: where it fails they stay as they are. */
  async tidy(shard: string): Promise<void> {
    await this.#inTurn(async () => {
      try {
        const files = this.#mergeable(shard)
        if (files.length >= mostFiles) await this.#merge(files)
      } catch (error) {
        this.folder.report('packing', `Records in ${this.folder.root} stay in many files: ${describeError(error)}`)
      }
    })
  }

  /** Deletes records, wherever they lie. */
  async delete(entries: readonly LedgerEntry[]): Promise<void> {
    await this.#inTurn(() => this.#delete(entries))
  }

  /** What one writes into another pack must not bring back what the other deletes. */
  async #inTurn(task: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(task)
    // Whether it succeeded is the business of its own caller.
    this.#last = turn.catch(() => undefined)
    return turn
  }

  async #delete(entries: readonly LedgerEntry[]): Promise<void> {
    const gone = new Set(entries.map(({ id }) => id))
    for (const { id } of entries) await this.folder.remove(recordName(id))
    for (const shard of new Set(entries.map(({ path }) => shardOf(path)))) {
      for (const [pack, rows] of this.packs.ofShard(shard)) {
        if (!rows.some(({ id }) => gone.has(id))) continue
        const left = rows.filter(({ id }) => !gone.has(id))
        const records = await this.#readAll(left.map(({ id }) => id))
        if (records.length > 0) await this.packs.write(records)
        await this.packs.remove(pack)
      }
    }
    for (const entry of entries) this.index.remove(entry)
  }

  /** Names of files, and the records in each. */
  #mergeable(shard: string): readonly (readonly [name: string, entries: readonly ObservationEntry[]])[] {
    const loose: (readonly [string, readonly ObservationEntry[]])[] = []
    const packed = new Map<string, ObservationEntry[]>()
    for (const entry of this.index.ofShard(shard)) {
      // The next one takes the place of a live one; of moves there are few.
      if (isMove(entry) || entry.kind === 'live') continue
      const place = this.packs.place(entry.id)
      if (!place) loose.push([recordName(entry.id), [entry]])
      else packed.set(place.pack, [...(packed.get(place.pack) ?? []), entry])
    }
    const sizes = new Map(this.packs.ofShard(shard))
    return [...loose, ...packed].filter(([name, entries]) => {
      const rows = sizes.get(name) ?? []
      const bytes = rows.reduce((sum, { length }) => sum + length, 0)
      return entries.length < fullPack && bytes < fullPackBytes && rows.length <= entries.length
    })
  }

  async #merge(files: readonly (readonly [name: string, entries: readonly ObservationEntry[]])[]): Promise<void> {
    const records: PackedRecord[] = []
    const inlined = new Set<string>()
    const done: string[] = []
    let bytes = 0
    for (const [name, entries] of files) {
      const read = await this.#packedForms(name, entries)
      // Damaged, or deleted meanwhile: not to be taken along, nor to be deleted for that.
      if (read.length < entries.length) continue
      for (const record of read) {
        if (record.text !== undefined && record.textBase === undefined) inlined.add(record.textId)
        bytes += JSON.stringify(record).length
      }
      records.push(...read)
      done.push(name)
      if (records.length >= fullPack || bytes >= fullPackBytes) break
    }
    if (done.length < 2) return
    const pack = await this.packs.write(records)
    if (!(await this.#isWhole(records))) return this.packs.remove(pack)
    for (const name of done) {
      if (name.endsWith('.pack')) {
        if (name !== pack) await this.packs.remove(name)
      } else await this.folder.remove(name)
    }
    await this.texts.removeUnused(() => this.usedTexts(), inlined)
  }

  /** Ids of the stored texts that records need, as the disk has them now. */
  async usedTexts(): Promise<ReadonlySet<string>> {
    const used = new Set<string>()
    for (const path of await this.index.pathsNow()) {
      for (const { id, textId } of this.index.known(path).observations) {
        const place = this.packs.place(id)
        for (const need of place ? place.row.needs : [textId]) used.add(need)
      }
    }
    return used
  }

  async #readAll(ids: readonly string[]): Promise<readonly PackedRecord[]> {
    const read = await Promise.all(ids.map((id) => this.packs.read(id)))
    return read.filter((record) => record !== undefined)
  }

  async #packedForms(name: string, entries: readonly ObservationEntry[]): Promise<readonly PackedRecord[]> {
    if (name.endsWith('.pack')) return this.#readAll(entries.map(({ id }) => id))
    const [entry] = entries
    const bytes = entry && (await this.folder.read(name))
    if (!bytes) return []
    const record = decodeRecord(entry.id, bytes)
    if ('from' in record || !runsOf(record)) return []
    const text = await this.texts.read(record.textId)
    if (text === undefined) return []
    const data = await carried(text)
    const runs = record.runs.length > fewRuns ? { data: await carried(runsTextOf(record.runs)) } : undefined
    return [packedRecordOf(record, data.length > smallTextBytes ? {} : { data }, runs)]
  }

  /** Whether all that was written can be read. */
  async #isWhole(records: readonly PackedRecord[]): Promise<boolean> {
    const read = (textId: string) => this.texts.read(textId)
    for (const { id } of records) {
      const written = await this.packs.read(id)
      if (!written || !(await unpacked(written, read))) return false
      if ((await textOfPacked(written, read)) === undefined) return false
    }
    return true
  }
}
