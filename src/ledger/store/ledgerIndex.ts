import { Low } from 'lowdb'
import * as v from 'valibot'
import { describeError } from '../../base/errors'
import {
  type LedgerEntry,
  type MoveEntry,
  type ObservationEntry,
  isMove,
  ledgerEntry,
  recordFolder,
  recordName,
  shardOf,
} from '../folder/ledgerEntry'
import type { LedgerFolder } from '../folder/ledgerFolder'
import type { Packs } from './packs'
import { decodeRecord, entryOf } from './recordFile'
import { bylineFiles } from '../folder/bylineFolder'

const saveDelayMs = 1000
/** Listing the records of all paths takes a while where there are many. */
const refreshedForMs = 2000
/** Pairs and not an object by path: a file may well be called `__proto__`. */
const document = v.strictObject({ v: v.literal(1), paths: v.array(v.tuple([v.string(), v.array(ledgerEntry)])) })
type Document = v.InferOutput<typeof document>

/**
 * Which records exist of which path and of which text: a text is known by what it is, not only by where it lay. The folder of records is the truth and is listed at every question; this index
 * only spares reading the files again. It may be lost, stale or overwritten by another process at any time.
 */
export class LedgerIndex {
  #folder: LedgerFolder
  #packs: Packs
  #low: Low<Document>
  #shards = new Map<string, Map<string, LedgerEntry>>()
  #paths = new Map<string, Map<string, LedgerEntry>>()
  #texts = new Map<string, Map<string, ObservationEntry>>()
  #allRefreshedMs = Number.NEGATIVE_INFINITY
  #unreadable = new Set<string>()
  /** The listings that count to the end, where the ledger is opened for one moment. */
  #listed: Map<string, Promise<void>> | undefined
  #saving: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #dirty = false

  private constructor(folder: LedgerFolder, packs: Packs) {
    this.#folder = folder
    this.#packs = packs
    // lowdb's own file adapter uses one temporary file for all processes; two windows would write into each other's.
    const adapter = {
      read: async () => {
        const bytes = await folder.read(bylineFiles.index)
        return bytes ? v.parse(document, JSON.parse(bytes.toString('utf8'))) : null
      },
      write: (data: Document) => folder.write(bylineFiles.index, JSON.stringify(data)),
    }
    this.#low = new Low<Document>(adapter, { v: 1, paths: [] })
  }

  /** @param forOneMoment what others write later need not be seen: each folder is listed once */
  static async open(folder: LedgerFolder, packs: Packs, forOneMoment = false): Promise<LedgerIndex> {
    const index = new LedgerIndex(folder, packs)
    if (forOneMoment) index.#listed = new Map()
    try {
      await index.#low.read()
    } catch (error) {
      await folder.quarantine(bylineFiles.index, `${describeError(error)}; it is rebuilt from the records`)
    }
    for (const [path, entries] of index.#low.data.paths) {
      for (const entry of entries) if (entry.path === path) index.#keep(entry)
    }
    return index
  }

  /** What is known of a path without looking at the disk again. */
  known(path: string): { readonly observations: readonly ObservationEntry[]; readonly moves: readonly MoveEntry[] } {
    const entries = this.#entries(path)
    return { observations: entries.filter((entry) => !isMove(entry)), moves: entries.filter(isMove) }
  }

  /** All observations of a path, newest first; of equal times the last one kept comes first. */
  async observationsOf(path: string): Promise<readonly ObservationEntry[]> {
    await this.#refresh(shardOf(path))
    return this.#entries(path).filter((entry) => !isMove(entry))
  }

  /** From where a path was renamed or copied, newest first. */
  async movesOf(path: string): Promise<readonly MoveEntry[]> {
    await this.#refresh(shardOf(path))
    return this.#entries(path).filter(isMove)
  }

  /** What is known of all paths whose records lie in one folder. */
  ofShard(shard: string): readonly LedgerEntry[] {
    return [...(this.#shards.get(shard)?.values() ?? [])]
  }

  /** Looks at the disk again, also where the ledger is opened for one moment. */
  async lookAgain(path: string): Promise<void> {
    await this.#list(shardOf(path))
  }

  /** Every path that has entries. */
  async paths(): Promise<readonly string[]> {
    for (const shard of await this.#folder.list(bylineFiles.records)) await this.#refresh(shard)
    return [...this.#paths.keys()]
  }

  /** All observations of a text, whatever its path was; newest first. */
  async observationsOfText(textId: string): Promise<readonly ObservationEntry[]> {
    await this.#refreshAll()
    return newestFirst([...(this.#texts.get(textId)?.values() ?? [])])
  }

  /** Whether there are entries of no path at all. */
  async isEmpty(): Promise<boolean> {
    if (this.#paths.size === 0) await this.#refreshAll()
    return this.#paths.size === 0
  }

  /** {@link paths} as the disk has them now, also where the ledger is opened for one moment. */
  async pathsNow(): Promise<readonly string[]> {
    this.#listed?.clear()
    return this.paths()
  }

  add(entry: LedgerEntry): void {
    this.#keep(entry)
    this.#changed()
  }

  remove(entry: LedgerEntry): void {
    this.#drop(entry)
    this.#changed()
  }

  /** Writes the index now if it changed. Never rejects: whoever misses it reads the records. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    // What was begun by the timer is waited for, too.
    this.#saving = this.#saving.then(() => this.#save())
    return this.#saving
  }

  async #save(): Promise<void> {
    if (!this.#dirty) return
    this.#dirty = false
    this.#low.data = {
      v: 1,
      paths: [...this.#paths].map(([path, entries]): [string, LedgerEntry[]] => [path, [...entries.values()]]),
    }
    try {
      await this.#low.write()
    } catch (error) {
      this.#folder.report('index write', `The index of the ledger was not saved: ${describeError(error)}`)
    }
  }

  #entries(path: string): LedgerEntry[] {
    return newestFirst([...(this.#paths.get(path)?.values() ?? [])])
  }

  /** Takes in what was written of any path; what others write within a moment after that is not looked for again. */
  async #refreshAll(): Promise<void> {
    const nowMs = Date.now()
    if (nowMs - this.#allRefreshedMs < refreshedForMs && nowMs >= this.#allRefreshedMs) return
    await this.paths()
    this.#allRefreshedMs = nowMs
  }

  /** Takes in what this and other processes wrote or deleted since the last look. */
  async #refresh(shard: string): Promise<void> {
    if (!/^[0-9a-f]{2}$/.test(shard)) return
    const listed = this.#listed?.get(shard)
    if (listed) return listed
    const listing = this.#list(shard)
    this.#listed?.set(shard, listing)
    return listing
  }

  async #list(shard: string): Promise<void> {
    // Only what was known before the listing may be missing from it: others are added while it runs.
    const before = [...(this.#shards.get(shard)?.values() ?? [])]
    const listed = new Set<string>()
    const packs = this.#packs.ofShard(shard).map(([pack]) => pack)
    const names = await this.#folder.list(recordFolder(shard))
    for (const id of await this.#packs.look(shard, names, packs)) if (id.startsWith(shard)) listed.add(id)
    for (const name of names) {
      const id = /^([0-9a-f]{40})\.json$/.exec(name)?.[1]
      if (id?.startsWith(shard)) listed.add(id)
    }
    for (const entry of before) if (!listed.has(entry.id)) this.remove(entry)
    for (const id of listed) if (!this.#shards.get(shard)?.has(id)) await this.#load(id)
  }

  async #load(id: string): Promise<void> {
    if (this.#unreadable.has(id)) return
    const name = recordName(id)
    try {
      const packed = await this.#packs.read(id)
      const bytes = packed ? undefined : await this.#folder.read(name)
      if (packed) this.add(entryOf(id, packed))
      else if (bytes) this.add(entryOf(id, decodeRecord(id, bytes)))
    } catch (error) {
      this.#unreadable.add(id)
      await this.#folder.quarantine(name, describeError(error))
    }
  }

  #keep(entry: LedgerEntry): void {
    childOf(this.#shards, shardOf(entry.path)).set(entry.id, entry)
    childOf(this.#paths, entry.path).set(entry.id, entry)
    if (!isMove(entry)) childOf(this.#texts, entry.textId).set(entry.id, entry)
  }

  #drop(entry: LedgerEntry): void {
    this.#shards.get(shardOf(entry.path))?.delete(entry.id)
    const ofPath = this.#paths.get(entry.path)
    ofPath?.delete(entry.id)
    if (ofPath?.size === 0) this.#paths.delete(entry.path)
    if (isMove(entry)) return
    const ofText = this.#texts.get(entry.textId)
    ofText?.delete(entry.id)
    if (ofText?.size === 0) this.#texts.delete(entry.textId)
  }

  #changed(): void {
    this.#dirty = true
    this.#timer ??= setTimeout(() => void this.flush(), saveDelayMs).unref()
  }
}

/** ISO 8601 instants of one form sort as text; sorting is stable, so the reversal decides equal ones. */
function newestFirst<T extends LedgerEntry>(entries: T[]): T[] {
  return entries.reverse().sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

function childOf<K, L, T>(maps: Map<K, Map<L, T>>, key: K): Map<L, T> {
  let child = maps.get(key)
  if (!child) maps.set(key, (child = new Map()))
  return child
}
