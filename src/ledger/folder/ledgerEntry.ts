import * as v from 'valibot'
import { textIdOf } from './textId'
import { bylineFiles } from './bylineFolder'

export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
export const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/))
const recordId = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/))
const repositoryPath = v.pipe(v.string(), v.minLength(1))

/** What the index knows of one observation; its runs are in the record file. */
export const observationEntry = v.strictObject({
  id: recordId,
  path: repositoryPath,
  textId: hash,
  parentTextId: v.exactOptional(hash),
  at: instant,
  kind: v.picklist(['live', 'saved', 'agent', 'staged', 'declared']),
})

/** That `path` was seen renamed or copied from `from`. */
export const moveEntry = v.strictObject({
  id: recordId,
  path: repositoryPath,
  from: repositoryPath,
  at: instant,
  kind: v.picklist(['renamed', 'copied']),
})

export const ledgerEntry = v.variant('kind', [observationEntry, moveEntry])

export type ObservationEntry = v.InferOutput<typeof observationEntry>
export type MoveEntry = v.InferOutput<typeof moveEntry>
export type LedgerEntry = v.InferOutput<typeof ledgerEntry>

export function isMove(entry: LedgerEntry): entry is MoveEntry {
  return entry.kind === 'renamed' || entry.kind === 'copied'
}

/**
 * The folder below `records/` for the records of a path. It hangs on the path and not on the record, so that one
 * listing of one small folder tells everything that any process has recorded of that path.
 */
export function shardOf(path: string): string {
  return textIdOf(path).slice(0, 2)
}

/** Name of the folder of the records whose ids begin with two such digits. */
export function recordFolder(shard: string): string {
  return `${bylineFiles.records}/${shard}`
}

/** Name of the file of a record. */
export function recordName(id: string): string {
  return `${recordFolder(id.slice(0, 2))}/${id}.json`
}
