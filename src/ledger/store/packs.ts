import { recordFolder } from '../folder/ledgerEntry'
import { describeError } from '../../base/errors'
import type { LedgerFolder } from '../folder/ledgerFolder'
import { encodePack, type PackRow, readHead, salvage } from './packFile'
import { type PackedRecord, parsePackedRecord } from './packedRecord'

const fileName = /^([0-9a-f]{40}\.pack)$/

/** The first line of most packs is no longer than this. */
const headBytes = 16 * 1024

/** A record and where it stands. */
export interface Place {
  /** Name of the pack in the ledger. */
  readonly pack: string
  readonly row: PackRow
}

/**
 * The files that hold several records each, beside those that hold one, in the same folders. They are written once like
 * them: records that lie in many files are written into a new one, which takes their place.
 */
export class Packs {
  #folder: LedgerFolder
  /** Name of a pack -> its rows. */
  #rows = new Map<string, readonly PackRow[]>()
  /** Id of a record -> where it stands; of two places any. */
  #places = new Map<string, Place>()
  #damaged = new Set<string>()
  /** Packs that were read line by line, as they are not what they were. */
  #salvaged = new Map<string, Promise<readonly PackRow[]>>()

  constructor(folder: LedgerFolder) {
    this.#folder = folder
  }

  /**
   * Takes in which packs a folder of records has.
   * @param names of all files in it
   * @param before packs that were known before it was listed: only these may be missing from it
   * @returns the ids of the records in them
   */
  async look(shard: string, names: readonly string[], before: readonly string[]): Promise<readonly string[]> {
    const packs = names.filter((name) => fileName.test(name)).map((name) => `${recordFolder(shard)}/${name}`)
    const present = new Set(packs)
    for (const known of before) if (!present.has(known)) this.#drop(known)
    for (const pack of packs) if (!this.#rows.has(pack)) this.#take(pack, await this.#readHead(pack))
    return packs
      .flatMap((pack) => (this.#rows.get(pack) ?? []).map(({ id }) => id))
      .filter((id) => !this.#damaged.has(id))
  }

  /** Where a record stands, as far as packs were looked at. */
  place(id: string): Place | undefined {
    return this.#places.get(id)
  }

  /** The packs of a folder of records, and what is in them. */
  ofShard(shard: string): readonly (readonly [pack: string, rows: readonly PackRow[]])[] {
    return [...this.#rows].filter(([pack]) => pack.startsWith(`${recordFolder(shard)}/`))
  }

  /** What one record says; undefined where it is in no pack any more, or damaged, which is reported. */
  async read(id: string): Promise<PackedRecord | undefined> {
    const place = this.#places.get(id)
    if (!place) return undefined
    const line = await this.#folder.readPart(place.pack, place.row.from, place.row.length)
    if (!line) {
      this.#drop(place.pack)
      return undefined
    }
    try {
      const record = parsePackedRecord(line.toString('utf8'))
      if (record.id === id) return record
      throw new Error('another record stands in its place')
    } catch (error) {
      // Where bytes were lost or added the others stand elsewhere now.
      const whole = await this.#salvage(place.pack)
      const row = whole.find((found) => found.id === id)
      if (row && row.from !== place.row.from) {
        if (this.#rows.get(place.pack) !== whole) this.#take(place.pack, whole)
        return this.read(id)
      }
      this.quarantine(id, describeError(error))
      return undefined
    }
  }

  async #salvage(pack: string): Promise<readonly PackRow[]> {
    const known = this.#salvaged.get(pack)
    if (known) return known
    const rows = this.#folder.read(pack).then((whole) => (whole ? salvage(whole) : []))
    this.#salvaged.set(pack, rows)
    return rows
  }

  /** A record that is damaged counts as none; what else is in its pack does not suffer. */
  quarantine(id: string, reason: string): void {
    this.#damaged.add(id)
    const pack = this.#places.get(id)?.pack ?? ''
    this.#folder.report(id, `Damaged record in the ledger, ignored: ${id} in ${this.#folder.pathOf(pack)}: ${reason}.`)
  }

  /** Writes records into a pack of their own; returns its name. All of them belong into the same folder. */
  async write(records: readonly PackedRecord[]): Promise<string> {
    const { id, content } = encodePack(records)
    const pack = `${recordFolder(id.slice(0, 2))}/${id}.pack`
    await this.#folder.write(pack, content)
    this.#take(pack, readHead(content.slice(0, content.indexOf('\n'))))
    return pack
  }

  async remove(pack: string): Promise<void> {
    await this.#folder.remove(pack)
    this.#drop(pack)
  }

  async #readHead(pack: string): Promise<readonly PackRow[]> {
    const start = await this.#folder.readPart(pack, 0, headBytes)
    if (!start) return []
    try {
      const end = start.indexOf(10)
      if (end >= 0) return readHead(start.toString('utf8', 0, end))
      const whole = await this.#folder.read(pack)
      if (!whole) return []
      return readHead(whole.toString('utf8', 0, Math.max(0, whole.indexOf(10))))
    } catch (error) {
      const rows = await this.#salvage(pack)
      if (rows.length === 0) await this.#folder.quarantine(pack, describeError(error))
      else
        this.#folder.report(
          pack,
          `Damaged file in the ledger, read as far as it is whole: ${this.#folder.pathOf(pack)}.`,
        )
      return rows
    }
  }

  #take(pack: string, rows: readonly PackRow[]): void {
    this.#drop(pack)
    this.#rows.set(pack, rows)
    for (const row of rows) this.#places.set(row.id, { pack, row })
  }

  #drop(pack: string): void {
    const rows = this.#rows.get(pack) ?? []
    this.#rows.delete(pack)
    for (const { id } of rows) if (this.#places.get(id)?.pack === pack) this.#places.delete(id)
    // The same record may stand in a pack that was written beside it.
    for (const [other, others] of this.#rows) {
      if (!other.startsWith(pack.slice(0, pack.lastIndexOf('/') + 1))) continue
      for (const row of others) if (!this.#places.has(row.id)) this.#places.set(row.id, { pack: other, row })
    }
  }
}
