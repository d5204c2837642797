import { formatNote } from '../formats/notes/formatNote'
import type { NoteClaim } from '../formats/notes/mergeNote'
import { observedText } from '../provenance/observedText'
import type { Observation, ObservationSource } from '../provenance/sources'
import type { GitProgram } from '../git/gitProgram'
import { versionBatches, type BlobVersion } from '../git/notes/blobVersions'
import type { Compared } from './syncState'
import { pushedVersions } from '../git/notes/pushedVersions'

/** What a sync needs of the ledger. */
export interface RecordedTexts extends Pick<ObservationSource, 'textIdOf'> {
  /** What was seen of every path that something was recorded of, newest first. */
  allObservations(): Promise<ReadonlyMap<string, readonly Observation[]>>
}

/** Records that are read at the same time. */
const atOnce = 16

/** A commit is never older than what it commits was recorded, but for clocks that disagree. */
const clockDays = 2

/** A record is on disk no later than this after the instant it tells of. */
const writingMs = 60_000

const maxBytes = 5 * 1024 * 1024

/**
 * Blob -> what this machine recorded of its text, for blobs in commits that the remote has.
 * @param tips those commits
 * @param compared what was looked at before: only what is new since then is told of
 */
export async function recordedClaims(
  git: GitProgram,
  observations: ReadonlyMap<string, readonly Observation[]>,
  textIdOf: (text: string) => string,
  tips: readonly string[],
  compared: Compared | undefined,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly NoteClaim[]>> {
  const lookedAt = compared === undefined ? '' : before(compared.at, writingMs)
  const news = new Map([...observations].filter(([, all]) => all.some(({ at }) => at >= lookedAt)))
  const claims = new Map<string, NoteClaim[]>()
  const found = new Set<string>()
  const add = async (versions: readonly BlobVersion[]): Promise<void> => {
    for await (const batch of versionBatches(git, versions, maxBytes)) {
      signal?.throwIfAborted()
      const claimed = await inParallel(batch, async ({ version: { path }, text }) => {
        if (text === undefined) return undefined
        const textId = textIdOf(text)
        const ofText = (observations.get(path) ?? []).filter((observation) => observation.textId === textId)
        if (ofText.length === 0) return undefined
        found.add(textId)
        return claimOf(ofText, path, text)
      })
      for (const [at, { version }] of batch.entries()) {
        const claim = claimed[at]
        if (claim) claims.set(version.blob, [...(claims.get(version.blob) ?? []), claim])
      }
    }
  }
  const without = compared?.tips ?? []
  const inAll = { tips, without, since: oldestDay(observations, '') }
  await add(await pushedVersions(git, inAll, new Set(observations.keys())))
  if (compared !== undefined) {
    const again = await pushedVersions(git, { tips, since: oldestDay(news, lookedAt) }, new Set(news.keys()))
    await add(again.filter(({ blob }) => !claims.has(blob)))
  }
  // Of what the user says of a text the time tells nothing: it may have been committed years ago.
  const missing = [...news].filter(([, all]) =>
    all.some(({ kind, textId, at }) => kind === 'declared' && at >= lookedAt && !found.has(textId)),
  )
  if (missing.length > 0) {
    const older = await pushedVersions(git, { tips }, new Set(missing.map(([path]) => path)))
    await add(older.filter(({ blob }) => !claims.has(blob)))
  }
  return claims
}

/** A day before everything that was recorded from an instant on. */
function oldestDay(observations: ReadonlyMap<string, readonly Observation[]>, from: string): string {
  let oldest = new Date().toISOString()
  for (const all of observations.values()) for (const { at } of all) if (at >= from && at < oldest) oldest = at
  return before(oldest, clockDays * 24 * 3_600_000).slice(0, 10)
}

function before(instant: string, ms: number): string {
  return new Date(Date.parse(instant) - ms).toISOString()
}

/** A few at a time: reading a record is mostly waiting for the disk. */
async function inParallel<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  let next = 0
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++
      results[at] = await run(items[at]!)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

/** @param ofText what was seen of one text at one path, newest first; at least one */
async function claimOf(ofText: readonly Observation[], path: string, text: string): Promise<NoteClaim | undefined> {
  const attributed = await observedText(ofText[0]!.textId, ofText, async () => new Set(), text)
  if (!attributed) return undefined
  const lines = formatNote(path, attributed, ofText[0]!.at.slice(0, 10))
  const sightings = ofText.filter(({ kind }) => kind !== 'staged')
  // The same step, told again, is a correction; the same text come about in another way is not.
  const others = sightings.filter(({ parentTextId }) => parentTextId !== sightings[0]?.parentTextId)
  // The claims of a sync are all in memory at a time; their texts need not be.
  const kept = others.length > 0 ? text : undefined
  return {
    path,
    lines,
    concluded: ofText.every(({ kind }) => kind === 'staged'),
    stands: async () => {
      const ids = new Set(lines.map(({ id }) => id))
      // The user's own word stands alone.
      if (ofText.some(({ kind }) => kind === 'declared')) return ids
      for (const other of others) {
        const read = await other.read(kept)
        if (read) for (const { id } of formatNote(path, read, '')) ids.add(id)
      }
      return ids
    },
  }
}
