import { formatNote } from '../../provenance/formatNote'
import type { NoteClaim } from '../../provenance/mergeNote'
import { observedText } from '../../provenance/observedText'
import type { Observation, ObservationSource } from '../../provenance/sources'
import type { GitProgram } from '../gitProgram'
import { versionTexts, type BlobVersion } from './blobVersions'
import type { Compared } from './comparedState'
import { pushedVersions } from './pushedVersions'

/** What a sync needs of the ledger. */
export interface RecordedTexts extends Pick<ObservationSource, 'textIdOf'> {
  /** What was seen of every path that something was recorded of, newest first. */
  allObservations(): Promise<ReadonlyMap<string, readonly Observation[]>>
}

/** Texts that are compared with the ledger at a time. */
const batchSize = 1_000

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
    for (let from = 0; from < versions.length; from += batchSize) {
      signal?.throwIfAborted()
      const batch = versions.slice(from, from + batchSize)
      const texts = await versionTexts(git, batch, maxBytes)
      const claimed = await inParallel(batch, async ({ path }, at) => {
        const text = texts[at]
        if (text === undefined) return undefined
        const textId = textIdOf(text)
        const ofText = (observations.get(path) ?? []).filter((observation) => observation.textId === textId)
        if (ofText.length === 0) return undefined
        found.add(textId)
        return claimOf(ofText, path, text)
      })
      for (const [at, { blob }] of batch.entries()) {
        const claim = claimed[at]
        if (claim) claims.set(blob, [...(claims.get(blob) ?? []), claim])
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
async function inParallel<T, R>(items: readonly T[], run: (item: T, at: number) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  let next = 0
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++
      results[at] = await run(items[at]!, at)
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
  return {
    path,
    lines,
    concluded: ofText.every(({ kind }) => kind === 'staged'),
    stands: async () => {
      const ids = new Set(lines.map(({ id }) => id))
      // The user's own word stands alone.
      if (ofText.some(({ kind }) => kind === 'declared')) return ids
      const sightings = ofText.filter(({ kind }) => kind !== 'staged')
      // The same step, told again, is a correction; the same text come about in another way is not.
      const others = sightings.filter(({ parentTextId }) => parentTextId !== sightings[0]?.parentTextId)
      for (const other of others) {
        const read = await other.read(text)
        if (read) for (const { id } of formatNote(path, read, '')) ids.add(id)
      }
      return ids
    },
  }
}
