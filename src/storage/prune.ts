import type { MoveEntry, ObservationEntry } from './ledgerEntry'
import type { PendingMark } from './pendingFolder'
import type { RecordStore } from './recordStore'

/** Which records to delete: what is older than the age and not among the newest of its path. */
export interface PruneLimits {
  readonly olderThanMs: number
  readonly keepNewestPerPath: number
  /** Texts that stay whatever their age, such as those whose note is not written yet. */
  readonly keepTextIds?: ReadonlySet<string>
}

/** How many files went. */
export interface Pruned {
  readonly records: number
  readonly texts: number
}

/**
 * Deletes old records, and texts that no record speaks of any more. Declared records stay, those of texts that were
 * staged for a commit (their lines live on in the history), and those of texts that are pending.
 */
export async function prune(
  store: RecordStore,
  pending: readonly PendingMark[],
  now: Date,
  limits: PruneLimits,
): Promise<Pruned> {
  const before = new Date(now.getTime() - limits.olderThanMs).toISOString()
  const used = new Set<string>()
  const isPending = (of: ObservationEntry) =>
    pending.some(({ path, textId }) => path === of.path && textId === of.textId)
  const moves: MoveEntry[] = []
  let records = 0
  for (const path of await store.paths()) {
    const observations = await store.observationsOf(path)
    const committed = new Set(observations.filter((entry) => entry.kind === 'staged').map((entry) => entry.textId))
    for (const [position, entry] of observations.entries()) {
      const keep =
        entry.at >= before ||
        position < limits.keepNewestPerPath ||
        entry.kind === 'declared' ||
        committed.has(entry.textId) ||
        isPending(entry) ||
        limits.keepTextIds?.has(entry.textId)
      if (keep) {
        used.add(entry.textId)
      } else {
        await store.delete(entry)
        records++
      }
    }
    moves.push(...(await store.movesOf(path)))
  }
  // A move is of use as long as there is something to be found behind it.
  const alive = new Set(await store.paths())
  for (const move of moves) {
    if (move.at >= before || alive.has(move.from)) continue
    await store.delete(move)
    records++
  }
  const texts = await store.removeUnusedTexts(used)
  await store.flush()
  return { records, texts }
}
