import { formatNote } from '../../provenance/formatNote'
import type { NoteClaim } from '../../provenance/mergeNote'
import { observedText } from '../../provenance/observedText'
import type { Observation, ObservationSource } from '../../provenance/sources'
import type { GitProgram } from '../gitProgram'
import { versionTexts, type BlobVersion } from './blobVersions'
import { pushedVersions } from './pushedVersions'

/** What a sync needs of the ledger. */
export interface RecordedPaths extends ObservationSource {
  /** Every path that something was recorded of. */
  paths(): Promise<readonly string[]>
}

/** Texts that are compared with the ledger at a time. */
const batchSize = 400

/** A commit is never older than what it commits was recorded, but for clocks that disagree. */
const clockDays = 2

const maxBytes = 5 * 1024 * 1024

/** Blob -> what this machine recorded of its text, for blobs in commits that the remote has. */
export async function recordedClaims(
  git: GitProgram,
  ledger: RecordedPaths,
  remote: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly NoteClaim[]>> {
  const observations = new Map<string, readonly Observation[]>()
  for (const path of await ledger.paths()) observations.set(path, await ledger.observationsOf(path))
  const days = [...observations.values()].flat().map(({ at }) => Date.parse(at))
  const oldest = days.reduce((a, b) => Math.min(a, b), Date.now()) - clockDays * 24 * 3_600_000
  const since = new Date(oldest).toISOString().slice(0, 10)
  const claims = new Map<string, NoteClaim[]>()
  const found = new Set<string>()
  const add = async (versions: readonly BlobVersion[]): Promise<void> => {
    for (let from = 0; from < versions.length; from += batchSize) {
      signal?.throwIfAborted()
      const batch = versions.slice(from, from + batchSize)
      const texts = await versionTexts(git, batch, maxBytes)
      for (const [at, { path, blob }] of batch.entries()) {
        const text = texts[at]
        if (text === undefined) continue
        const textId = ledger.textIdOf(text)
        const ofText = (observations.get(path) ?? []).filter((observation) => observation.textId === textId)
        if (ofText.length === 0) continue
        found.add(textId)
        const claim = await claimOf(ofText, path)
        if (claim) claims.set(blob, [...(claims.get(blob) ?? []), claim])
      }
    }
  }
  await add(await pushedVersions(git, remote, new Set(observations.keys()), since))
  // Of what the user says of a text the time tells nothing: it may have been committed years ago.
  const missing = [...observations].filter(([, all]) =>
    all.some(({ kind, textId }) => kind === 'declared' && !found.has(textId)),
  )
  if (missing.length > 0) {
    const older = await pushedVersions(git, remote, new Set(missing.map(([path]) => path)), undefined)
    await add(older.filter(({ blob }) => !claims.has(blob)))
  }
  return claims
}

/** @param ofText what was seen of one text at one path, newest first; at least one */
async function claimOf(ofText: readonly Observation[], path: string): Promise<NoteClaim | undefined> {
  const attributed = await observedText(ofText[0]!.textId, ofText, async () => new Set())
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
        const text = await other.read()
        if (text) for (const { id } of formatNote(path, text, '')) ids.add(id)
      }
      return ids
    },
  }
}
