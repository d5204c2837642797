import { fitInto } from './budget'
import { deleteUnheld, type HeldTexts } from './deleteUnheld'
import type { MoveEntry, ObservationEntry } from './folder/ledgerEntry'
import type { LedgerFolder } from './folder/ledgerFolder'
import type { PendingMark } from './folder/pendingFolder'
import type { RecordStore } from './store/recordStore'

/** Which records to delete: what is older than the age, not among the newest of its path, and in no commit. */
export interface PruneLimits {
  readonly olderThanMs: number
  readonly keepNewestPerPath: number
  /** Where it is left out nothing is known of commits, and no observation goes. It may reject: then none goes either. */
  readonly isHeld?: HeldTexts
  /** Bytes on disk. Beyond them the oldest go, whatever their age, but for what is in commits, pending or declared. */
  readonly maxBytes?: number
  /** Texts that stay whatever their age, such as those whose note is not written yet. */
  readonly keepTextIds?: ReadonlySet<string>
}

/** What holds where nobody says otherwise. */
export const usualLimits = {
  olderThanMs: 30 * 24 * 60 * 60 * 1000,
  keepNewestPerPath: 10,
  maxBytes: 200 * 1024 * 1024,
} satisfies PruneLimits

/** How many files went. */
export interface Pruned {
  readonly records: number
  readonly texts: number
}

const dayMs = 24 * 60 * 60 * 1000

/**
 * Deletes old records, and texts that no record speaks of any more. Declared records stay, those of texts that commits
 * hold or that were staged for one (their lines live on in the history), and those of texts that are pending.
 */
export async function prune(
  store: RecordStore,
  folder: LedgerFolder,
  pending: readonly PendingMark[],
  now: Date,
  limits: PruneLimits,
): Promise<Pruned> {
  const before = new Date(now.getTime() - limits.olderThanMs).toISOString()
  const isPending = (of: ObservationEntry) =>
    pending.some(({ path, textId }) => path === of.path && textId === of.textId)
  const old: ObservationEntry[] = []
  const others: ObservationEntry[] = []
  const moves: MoveEntry[] = []
  for (const path of await store.paths()) {
    const observations = await store.observationsOf(path)
    const committed = new Set(observations.filter((entry) => entry.kind === 'staged').map((entry) => entry.textId))
    for (const [position, entry] of observations.entries()) {
      const stays =
        entry.at >= before ||
        position < limits.keepNewestPerPath ||
        entry.kind === 'declared' ||
        committed.has(entry.textId) ||
        isPending(entry) ||
        limits.keepTextIds?.has(entry.textId)
      if (!stays) old.push(entry)
      else if (mayGo(entry, position, now) && !isPending(entry) && !limits.keepTextIds?.has(entry.textId)) {
        others.push(entry)
      }
    }
    moves.push(...(await store.movesOf(path)))
  }
  const { isHeld, maxBytes } = limits
  let records = isHeld ? await deleteUnheld(store, old, isHeld) : 0
  // A move is of use as long as there is something to be found behind it.
  const alive = new Set(await store.paths())
  for (const move of moves) {
    if (move.at >= before || alive.has(move.from)) continue
    await store.delete(move)
    records++
  }
  let texts = await store.removeUnusedTexts()
  if (isHeld && maxBytes !== undefined) {
    others.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    const fitted = await fitInto(maxBytes, store, folder, others, isHeld)
    records += fitted.records
    texts += fitted.texts
  }
  await store.flush()
  return { records, texts }
}

/** Whether a record may go for the sake of space: not the newest of its path, nor one that a window still replaces. */
function mayGo({ kind, at }: ObservationEntry, position: number, now: Date): boolean {
  if (kind === 'declared' || position === 0) return false
  return kind !== 'live' || at < new Date(now.getTime() - dayMs).toISOString()
}
