import type { ObservationEntry } from '../folder/ledgerEntry'
import { makeDelta } from './delta'
import { type CarriedText, carried, fewRuns, type PackedRecord, packedRecordOf, runsTextOf } from './packedRecord'
import type { Packs } from './packs'
import { deflatedBytes, type ObservationRecord } from './recordFile'
import { textIdOf } from '../folder/textId'
import type { TextStore } from './textStore'

/** Texts of fewer characters than this are stored whole: a difference to another one would spare nothing. */
const smallText = 4 * 1024

/** What hangs on one stored text is lost with it, so no more than these do. */
const mostDifferences = 200

/** Texts that are held ready to compare with. */
const mostBases = 32
const mostBaseBytes = 64 * 1024 * 1024

interface Base {
  readonly id: string
  readonly text: string
  readonly bytes: Buffer
  /** How many differences to it there are. */
  count: number
}

/**
 * Chooses how large texts are stored: each as the difference to one that is stored whole, until the differences of a
 * path are as much as another whole one would be. No difference hangs on a difference: so each text takes two reads,
 * and what is damaged takes no other text along but those that were made from it.
 */
export class VersionSeries {
  #texts: TextStore
  #packs: Packs
  /** By path, and what of it: its text, or its runs. The last used comes last. */
  #bases = new Map<string, Base>()
  /** What was chosen for the last text, by the same keys. */
  #last = new Map<string, { readonly id: string; readonly carried: CarriedText }>()

  constructor(texts: TextStore, packs: Packs) {
    this.#texts = texts
    this.#packs = packs
  }

  /**
   * The record as a pack has it, with its bases stored; undefined where both text and runs are so small that the record
   * is better kept as a file of its own.
   * @param known the records of the path, newest first
   */
  async pack(
    record: ObservationRecord,
    text: string,
    known: readonly ObservationEntry[],
  ): Promise<PackedRecord | undefined> {
    const hasManyRuns = record.runs.length > fewRuns
    if (text.length < smallText && !hasManyRuns) return undefined
    const isLive = record.kind === 'live'
    const carriedText = await this.#carry(`text ${record.path}`, text, record.textId, isLive, () =>
      this.#lastBase(known, 'textBase'),
    )
    const runsText = hasManyRuns ? runsTextOf(record.runs) : undefined
    const carriedRuns =
      runsText === undefined
        ? undefined
        : await this.#carry(`runs ${record.path}`, runsText, textIdOf(runsText), isLive, () =>
            this.#lastBase(known, 'runsBase'),
          )
    return packedRecordOf(record, carriedText, carriedRuns)
  }

  /** Sees to it that what a record needs is there: who prunes may not have known of the record before it was written. */
  async keep({ path, textBase, runsBase, text, textId }: PackedRecord, ownText: string): Promise<void> {
    if (text === undefined && textBase === undefined) await this.#texts.write(textId, ownText)
    for (const [kind, id] of [['text', textBase] as const, ['runs', runsBase] as const]) {
      const base = this.#bases.get(`${kind} ${path}`)
      if (id !== undefined && base?.id === id) await this.#texts.write(id, base.text)
    }
  }

  async #carry(
    key: string,
    text: string,
    id: string,
    isLive: boolean,
    find: () => Promise<Base | undefined>,
  ): Promise<CarriedText> {
    // A live text is soon saved as it is.
    const last = this.#last.get(key)
    if (last?.id === id && last.carried.base !== undefined) {
      const base = this.#bases.get(key)
      if (!isLive && base?.id === last.carried.base) base.count++
      return last.carried
    }
    const carriedText = await this.#carryNew(key, text, id, isLive, find)
    this.#last.set(key, { id, carried: carriedText })
    for (const oldest of this.#last.keys()) if (this.#last.size > mostBases) this.#last.delete(oldest)
    return carriedText
  }

  async #carryNew(
    key: string,
    text: string,
    id: string,
    isLive: boolean,
    find: () => Promise<Base | undefined>,
  ): Promise<CarriedText> {
    const bytes = Buffer.from(text, 'utf8')
    const base = this.#bases.get(key) ?? (await find())
    if (base) {
      this.#hold(key, base)
      if (base.id === id) return { base: id }
      const delta = await deflatedBytes(makeDelta(base.bytes, bytes))
      if (isWorthIt(delta.length, bytes.length, base.count)) {
        if (!isLive) base.count++
        return { data: delta.toString('base64'), base: base.id }
      }
    }
    // A live text is replaced every few seconds: nothing is stored for its sake.
    if (isLive) return { data: await carried(bytes) }
    await this.#texts.write(id, text)
    this.#hold(key, { id, text, bytes, count: 0 })
    return { base: id }
  }

  async #lastBase(known: readonly ObservationEntry[], of: 'textBase' | 'runsBase'): Promise<Base | undefined> {
    const lasting = known.find(({ kind }) => kind !== 'live')
    if (!lasting) return undefined
    const id = (await this.#packs.read(lasting.id))?.[of] ?? (of === 'textBase' ? lasting.textId : undefined)
    const text = id === undefined ? undefined : await this.#texts.read(id)
    if (id === undefined || text === undefined) return undefined
    const count = known.filter((entry) => this.#packs.place(entry.id)?.row.needs.includes(id)).length
    return { id, text, bytes: Buffer.from(text, 'utf8'), count }
  }

  #hold(key: string, base: Base): void {
    this.#bases.delete(key)
    this.#bases.set(key, base)
    let bytes = 0
    for (const { bytes: held } of this.#bases.values()) bytes += held.length
    for (const [oldest, { bytes: held }] of this.#bases) {
      if (oldest === key || (this.#bases.size <= mostBases && bytes <= mostBaseBytes)) return
      this.#bases.delete(oldest)
      bytes -= held.length
    }
  }
}

/** Whether a difference, and those before it which were about as large on average, are less than another whole text. */
function isWorthIt(differenceBytes: number, wholeBytes: number, count: number): boolean {
  // About what deflating leaves of a source text.
  const stored = wholeBytes / 5
  return count < mostDifferences && differenceBytes < stored / 2 && (differenceBytes * (count + 1)) / 2 < stored
}
