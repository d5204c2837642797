import * as v from 'valibot'
import { applyDelta } from './delta'
import { hash, instant, observationEntry } from '../folder/ledgerEntry'
import { deflatedBytes, encodeRecord, inflatedBytes, maxTextBytes, type ObservationRecord, origin } from './recordFile'
import { textIdOf } from '../folder/textId'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A text as a record carries it: deflated and in base64; with a base only what makes it of that stored text. */
export interface CarriedText {
  /** Left out where the text is that of the base, or else the stored text of its own id. */
  readonly data?: string
  /** Id of a stored text. */
  readonly base?: string
}

/**
 * A record as a pack has it: what an observation says, with its text, and its runs where they are many, as the
 * difference to a stored one.
 */
const packedRecord = v.strictObject({
  v: v.literal(2),
  id: observationEntry.entries.id,
  path: observationEntry.entries.path,
  textId: hash,
  parentTextId: v.exactOptional(hash),
  at: instant,
  kind: observationEntry.entries.kind,
  text: v.exactOptional(v.string()),
  textBase: v.exactOptional(hash),
  origins: v.array(origin),
  /** A few stand here as they are; many as lines of a text, see {@link runsTextOf}. */
  runs: v.exactOptional(v.array(v.tuple([count, count]))),
  runsText: v.exactOptional(v.string()),
  runsBase: v.exactOptional(hash),
})

export type PackedRecord = v.InferOutput<typeof packedRecord>

/** More runs than this are kept as differences. */
export const fewRuns = 200

/** Runs as a text, so that they are compared as texts are. */
export function runsTextOf(runs: ObservationRecord['runs']): string {
  return runs.map(([length, index]) => `${length},${index}\n`).join('')
}

function runsOfText(text: string): ObservationRecord['runs'] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [length, index] = line.split(',').map(Number)
      return [length ?? Number.NaN, index ?? Number.NaN]
    })
}

/** One line of a pack. */
export function packedRecordOf(
  record: ObservationRecord,
  text: CarriedText,
  runs: CarriedText | undefined,
): PackedRecord {
  const { path, textId, parentTextId, at, kind, origins, runs: own } = record
  const parent = parentTextId !== undefined && { parentTextId }
  // Its text stands beside it, in another form with every base.
  const { id } = encodeRecord({ v: 1, path, textId, ...parent, at, kind, origins, runs: own })
  return {
    v: 2,
    id,
    path,
    textId,
    ...parent,
    at,
    kind,
    ...(text.data !== undefined && { text: text.data }),
    ...(text.base !== undefined && { textBase: text.base }),
    origins,
    ...(runs === undefined && { runs: own }),
    ...(runs?.data !== undefined && { runsText: runs.data }),
    ...(runs?.base !== undefined && { runsBase: runs.base }),
  }
}

/** Reads one line of a pack; throws where it is none. Whether it says what was written is for {@link unpacked} to see. */
export function parsePackedRecord(line: string): PackedRecord {
  return v.parse(packedRecord, JSON.parse(line))
}

/** Ids of the stored texts that a record cannot be read without. */
export function needsOf({ text, textId, textBase, runsBase }: PackedRecord): readonly string[] {
  const own = text === undefined && textBase === undefined ? [textId] : []
  return [...own, ...(textBase === undefined ? [] : [textBase]), ...(runsBase === undefined ? [] : [runsBase])]
}

/**
 * The record as it was written, without its text.
 * @param read gives a stored text by its id
 * @returns undefined where a stored text that it needs is gone
 * @throws where it is not what was written under its id
 */
export async function unpacked(
  packed: PackedRecord,
  read: (textId: string) => Promise<string | undefined>,
): Promise<ObservationRecord | undefined> {
  let { runs } = packed
  if (runs === undefined) {
    const text = await carriedText({ data: packed.runsText, base: packed.runsBase }, read)
    if (text === undefined) return undefined
    runs = runsOfText(text)
  }
  const { id, path, textId, parentTextId, at, kind, origins } = packed
  const parent = parentTextId !== undefined && { parentTextId }
  const record: ObservationRecord = { v: 1, path, textId, ...parent, at, kind, origins, runs }
  if (encodeRecord(record).id !== id) throw new Error('the content does not belong to its id')
  return record
}

/** The text of a record; undefined where a stored one that it needs is gone. Throws where it is not the one of its id. */
export async function textOfPacked(
  { text: data, textBase: base, textId }: PackedRecord,
  read: (textId: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  if (data === undefined && base === undefined) return read(textId)
  const text = await carriedText({ data, base }, read)
  if (text !== undefined && textIdOf(text) !== textId) throw new Error('the text does not belong to its id')
  return text
}

/** A text as it is, deflated, in base64. */
export async function carried(text: string | Buffer): Promise<string> {
  return (await deflatedBytes(text)).toString('base64')
}

async function carriedText(
  { data, base }: { readonly data: string | undefined; readonly base: string | undefined },
  read: (textId: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  const from = base === undefined ? undefined : await read(base)
  if (base !== undefined && from === undefined) return undefined
  if (data === undefined) return from
  const bytes = await inflatedBytes(Buffer.from(data, 'base64'))
  return (from === undefined ? bytes : applyDelta(Buffer.from(from, 'utf8'), bytes, maxTextBytes)).toString('utf8')
}
