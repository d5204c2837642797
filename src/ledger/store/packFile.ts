import * as v from 'valibot'
import { hash } from '../folder/ledgerEntry'
import { needsOf, type PackedRecord, parsePackedRecord } from './packedRecord'
import { textIdOf } from '../folder/textId'

const recordId = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/**
 * The first line of a pack: the stored texts that its records need, and for each record its id, the bytes of its line
 * and which of those texts it needs. A pack of one record begins the same way.
 */
const head = v.strictObject({
  v: v.literal(1),
  needs: v.array(hash),
  records: v.array(v.tuple([recordId, count, v.array(count)])),
})

/** Where a record stands in a pack. */
export interface PackRow {
  readonly id: string
  /** Offset of its line in bytes. */
  readonly from: number
  /** Bytes of its line, without the line end. */
  readonly length: number
  /** Ids of stored texts. */
  readonly needs: readonly string[]
}

/** The content of a pack and the id that names it. */
export function encodePack(lines: readonly PackedRecord[]): { readonly id: string; readonly content: string } {
  const needs = [...new Set(lines.flatMap(needsOf))]
  const texts = lines.map((line) => JSON.stringify(line))
  const records = lines.map((line, at): [string, number, number[]] => [
    line.id,
    Buffer.byteLength(texts[at]!),
    needsOf(line).map((need) => needs.indexOf(need)),
  ])
  const content = `${[JSON.stringify({ v: 1, needs, records }), ...texts].join('\n')}\n`
  return { id: (lines[0]?.id.slice(0, 2) ?? '') + textIdOf(content).slice(0, 38), content }
}

/** Reads the first line of a pack. Throws where it is damaged. */
export function readHead(line: string): readonly PackRow[] {
  const { needs, records } = v.parse(head, JSON.parse(line))
  let from = Buffer.byteLength(line) + 1
  return records.map(([id, length, wanted]) => {
    const row = { id, from, length, needs: wanted.flatMap((at) => needs[at] ?? []) }
    from += length + 1
    return row
  })
}

/** Finds what is whole in a pack whose first line is damaged. */
export function salvage(bytes: Buffer): readonly PackRow[] {
  const rows: PackRow[] = []
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(10, from)
    const to = end < 0 ? bytes.length : end
    try {
      const record = parsePackedRecord(bytes.toString('utf8', from, to))
      rows.push({ id: record.id, from, length: to - from, needs: needsOf(record) })
    } catch {
      // The first line, or one that is damaged as well.
    }
    from = to + 1
  }
  return rows
}
