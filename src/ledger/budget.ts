import { deleteUnheld, type HeldTexts } from './deleteUnheld'
import type { ObservationEntry } from './folder/ledgerEntry'
import type { LedgerFolder } from './folder/ledgerFolder'
import type { RecordStore } from './store/recordStore'
import { bylineFiles } from './folder/bylineFolder'

/** What a file takes on disk: whole blocks. */
const blockBytes = 4096

/** Below the limit by so much, or it would be reached again with the next hour. */
const target = 0.9

/**
 * The part of what seems to be too much that goes before the size is measured again: the oldest may be the largest. At
 * least one of so many goes each time.
 */
const cautious = 0.7
const oneOf = 100

/** The bytes that records and texts take on disk. */
export async function storedBytes(folder: LedgerFolder): Promise<number> {
  let bytes = 0
  for (const kind of [bylineFiles.records, bylineFiles.texts]) {
    for (const shard of await folder.list(kind)) {
      for (const name of await folder.list(`${kind}/${shard}`)) {
        const size = await folder.sizeOf(`${kind}/${shard}/${name}`)
        bytes += Math.ceil((size ?? 0) / blockBytes) * blockBytes
      }
    }
  }
  return bytes
}

/**
 * Deletes the oldest records, and the texts that go with them, until what is stored fits the limit. It stays over it
 * where commits hold the rest.
 * @param candidates what may go, oldest first
 * @returns how many records and texts went
 */
export async function fitInto(
  maxBytes: number,
  store: RecordStore,
  folder: LedgerFolder,
  candidates: readonly ObservationEntry[],
  isHeld: HeldTexts,
): Promise<{ readonly records: number; readonly texts: number }> {
  let records = 0
  let texts = 0
  let size = await storedBytes(folder)
  if (size <= maxBytes) return { records, texts }
  for (let from = 0; from < candidates.length && size > maxBytes * target;) {
    const excess = 1 - (maxBytes * target) / size
    const left = candidates.length - from
    const to = from + Math.ceil(Math.max(left * excess * cautious, candidates.length / oneOf))
    const oldest = candidates.slice(from, to)
    const needs = new Set(oldest.flatMap((entry) => store.needsOf(entry)))
    records += await deleteUnheld(store, oldest, isHeld, { andUnreadable: true })
    texts += await store.removeUnusedTexts(needs)
    size = await storedBytes(folder)
    from = to
  }
  if (size > maxBytes) {
    folder.report(
      'budget',
      `What commits hold takes ${Math.round(size / 1024 / 1024)} MB in ${folder.root}, more than the ${Math.round(maxBytes / 1024 / 1024)} MB allowed. It stays; raise byline.storage.maxSizeMB.`,
    )
  }
  return { records, texts }
}
