import type { MoveEntry, ObservationEntry } from './ledgerEntry'
import type { PendingMark } from './pendingFolder'
import type { RecordStore } from './recordStore'

/** A normalised text with its id. */
export interface IdentifiedText {
  readonly textId: string
  readonly text: string
}

/** Says which of some texts the repository holds, by their ids: those that a commit has, or may come to have. */
export type HeldTexts = (texts: readonly IdentifiedText[]) => Promise<ReadonlySet<string>>

/** For what lies in no repository: no commit can hold it. */
export const isNothingHeld: HeldTexts = async () => new Set()

/** Which records to delete: what is older than the age, not among the newest of its path, and in no commit. */
export interface PruneLimits {
  readonly olderThanMs: number
  readonly keepNewestPerPath: number
  /** Where it is left out nothing is known of commits, and no observation goes. It may reject: then none goes either. */
  readonly isHeld?: HeldTexts
  /** Texts that stay whatever their age, such as those whose note is not written yet. */
  readonly keepTextIds?: ReadonlySet<string>
}

/** How many files went. */
export interface Pruned {
  readonly records: number
  readonly texts: number
}

/** Texts are looked for in commits in batches of about so many characters. */
const batchLength = 16 * 1024 * 1024

/**
 * Deletes old records, and texts that no record speaks of any more. Declared records stay, those of texts that commits
 * hold or that were staged for one (their lines live on in the history), and those of texts that are pending.
 */
export async function prune(
  store: RecordStore,
  pending: readonly PendingMark[],
  now: Date,
  limits: PruneLimits,
): Promise<Pruned> {
  const before = new Date(now.getTime() - limits.olderThanMs).toISOString()
  const isPending = (of: ObservationEntry) =>
    pending.some(({ path, textId }) => path === of.path && textId === of.textId)
  const old: ObservationEntry[] = []
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
    }
    moves.push(...(await store.movesOf(path)))
  }
  let records = limits.isHeld ? await deleteUnheld(store, old, limits.isHeld) : 0
  // A move is of use as long as there is something to be found behind it.
  const alive = new Set(await store.paths())
  for (const move of moves) {
    if (move.at >= before || alive.has(move.from)) continue
    await store.delete(move)
    records++
  }
  const texts = await store.removeUnusedTexts()
  await store.flush()
  return { records, texts }
}

/** Deletes those of the records whose text no commit holds; returns how many. */
export async function deleteUnheld(
  store: RecordStore,
  entries: readonly ObservationEntry[],
  isHeld: HeldTexts,
): Promise<number> {
  let deleted = 0
  let batch: { readonly entry: ObservationEntry; readonly text: string }[] = []
  let length = 0
  const finish = async (): Promise<void> => {
    const texts = new Map(batch.map(({ entry, text }) => [entry.textId, { textId: entry.textId, text }]))
    const held = await isHeld([...texts.values()])
    for (const { entry } of batch) {
      if (held.has(entry.textId)) continue
      await store.delete(entry)
      deleted++
    }
    batch = []
    length = 0
  }
  for (const entry of entries) {
    const text = await store.textOf(entry)
    // Its text is damaged or gone. A commit may have it all the same, and then the record still tells whose it is.
    if (text === undefined) continue
    batch.push({ entry, text })
    length += text.length
    if (length > batchLength) await finish()
  }
  if (batch.length > 0) await finish()
  return deleted
}
