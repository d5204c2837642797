import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import * as v from 'valibot'
import type { AttributedText } from '../../attribution/text/attributedText'
import type { Origin } from '../../attribution/text/origin'
import type { Run } from '../../attribution/text/run'
import type { ObservationKind } from '../../provenance/sources'
import { type LedgerEntry, hash, instant, moveEntry, observationEntry, shardOf } from '../folder/ledgerEntry'
import { readRuns, storedRuns } from './storedRuns'
import { textIdOf } from '../folder/textId'

export const origin = v.strictObject({
  contributor: v.picklist(['ai', 'mixed', 'human', 'unknown']),
  tool: v.exactOptional(v.string()),
  model: v.exactOptional(v.string()),
  session: v.exactOptional(v.string()),
  mode: v.exactOptional(v.picklist(['completion', 'nextEdit', 'inlineChat', 'chat', 'agent', 'terminal'])),
  evidence: v.exactOptional(v.picklist(['reported', 'observed', 'declared', 'derived', 'imported'])),
  at: v.exactOptional(v.string()),
})
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const observationRecord = v.strictObject({
  v: v.literal(1),
  path: observationEntry.entries.path,
  textId: hash,
  parentTextId: v.exactOptional(hash),
  at: instant,
  kind: observationEntry.entries.kind,
  origins: v.array(origin),
  /** [length in UTF-16 units, index into `origins`]; those of length 0 tell of deletions, see `storedRuns` */
  runs: v.array(v.tuple([count, count])),
  /**
   * A live text stands in its record (deflated, base64) and not in the store of texts: it is replaced every few
   * seconds, and a text that records share could not be deleted without knowing all of them.
   */
  text: v.exactOptional(v.string()),
})
const moveRecord = v.strictObject({
  v: v.literal(1),
  path: moveEntry.entries.path,
  from: moveEntry.entries.from,
  at: instant,
  kind: moveEntry.entries.kind,
})
const record = v.variant('kind', [observationRecord, moveRecord])

export type ObservationRecord = v.InferOutput<typeof observationRecord>
export type MoveRecord = v.InferOutput<typeof moveRecord>

/** The record of an observation. `at` is a UTC instant with milliseconds. */
export function observationRecordOf(observed: {
  readonly path: string
  readonly attributed: AttributedText
  readonly textId: string
  readonly kind: ObservationKind
  readonly parentTextId?: string
  readonly at: string
  /** Deflated, base64. */
  readonly text?: string
}): ObservationRecord {
  const origins = new Map<string, { index: number; origin: v.InferOutput<typeof origin> }>()
  const runs: [number, number][] = []
  const indexOf = (of: Origin): number => {
    const stored = storedOrigin(of)
    const key = JSON.stringify(stored)
    let known = origins.get(key)
    if (!known) origins.set(key, (known = { index: origins.size, origin: stored }))
    return known.index
  }
  for (const { length, origin } of storedRuns(observed.attributed.runs())) runs.push([length, indexOf(origin)])
  return {
    v: 1,
    path: observed.path,
    textId: observed.textId,
    ...(observed.parentTextId !== undefined && { parentTextId: observed.parentTextId }),
    at: observed.at,
    kind: observed.kind,
    origins: [...origins.values()].map((known) => known.origin),
    runs,
    ...(observed.text !== undefined && { text: observed.text }),
  }
}

/** Field by field, so that nothing but these fields can ever reach the disk. */
export function storedOrigin(from: Origin): v.InferOutput<typeof origin> {
  return {
    contributor: from.contributor,
    ...(from.tool !== undefined && { tool: from.tool }),
    ...(from.model !== undefined && { model: from.model }),
    ...(from.session !== undefined && { session: from.session }),
    ...(from.mode !== undefined && { mode: from.mode }),
    ...(from.evidence !== undefined && { evidence: from.evidence }),
    ...(from.at !== undefined && { at: from.at }),
  }
}

/** Whether two records say the same of their texts. */
export function sameRuns(a: ObservationRecord, b: ObservationRecord): boolean {
  return JSON.stringify([a.origins, a.runs]) === JSON.stringify([b.origins, b.runs])
}

/** The runs of a record, or undefined where they name an origin that is not there. */
export function runsOf(record: ObservationRecord): readonly Run[] | undefined {
  const runs: Run[] = []
  for (const [length, index] of record.runs) {
    const origin = record.origins[index]
    if (!origin) return undefined
    runs.push({ length, origin })
  }
  return readRuns(runs)
}

const deflated = promisify(deflate)
const inflated = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate)

/** No stored text is longer. The bound keeps a crafted file of a few bytes from filling the memory. */
export const maxTextBytes = 128 * 1024 * 1024

/** On a thread of its own, as large texts take a while. */
export async function deflatedBytes(content: string | Uint8Array): Promise<Buffer> {
  return deflated(content)
}

/** Throws where the bytes are damaged. */
export async function inflatedBytes(bytes: Uint8Array): Promise<Buffer> {
  return inflated(bytes, { maxOutputLength: maxTextBytes })
}

/** The stored form of a text. */
export async function deflatedText(text: string): Promise<Buffer> {
  return deflatedBytes(text)
}

/** Throws where the bytes are damaged. */
export async function inflatedText(bytes: Uint8Array): Promise<string> {
  return (await inflatedBytes(bytes)).toString('utf8')
}

/** The bytes of a record and its id, which is made of its path and its content: the same record has the same id. */
export function encodeRecord(record: ObservationRecord | MoveRecord): { readonly id: string; readonly json: string } {
  const json = JSON.stringify(record)
  return { id: idOf(record.path, json), json }
}

/** Reads a record file back; throws where it is not exactly what was written under this id. */
export function decodeRecord(id: string, bytes: Uint8Array): ObservationRecord | MoveRecord {
  const json = Buffer.from(bytes).toString('utf8')
  const read = v.parse(record, JSON.parse(json))
  if (idOf(read.path, json) !== id) throw new Error('the content does not belong to the name of the file')
  return read
}

function idOf(path: string, json: string): string {
  return shardOf(path) + textIdOf(json).slice(0, 38)
}

/** What the index keeps of a record. */
export function entryOf(
  id: string,
  record: Omit<ObservationRecord, 'v' | 'origins' | 'runs' | 'text'> | MoveRecord,
): LedgerEntry {
  if ('from' in record) {
    return { id, path: record.path, from: record.from, at: record.at, kind: record.kind }
  }
  const { path, textId, parentTextId, at, kind } = record
  return { id, path, textId, ...(parentTextId !== undefined && { parentTextId }), at, kind }
}
