import { formatNote, type FormattedLine } from '../../provenance/formatNote'
import { parseNote } from '../../provenance/note'
import { observedText } from '../../provenance/observedText'
import type { Observation, ObservationSource } from '../../provenance/sources'
import { UserFacingError } from '../../base/errors'
import type { GitProgram } from '../gitProgram'
import { versionTexts, type BlobVersion } from './blobVersions'
import { fetchNotes, pushNotes, remoteOf } from './exchangeNotes'
import { notesRef, notesTips, remoteNotesRef } from './notesRefs'
import { ProgramNotes } from './programNotes'
import { pushedVersions } from './pushedVersions'
import { removeStaleLocks } from './staleLocks'
import { takeIn } from './takeIn'
import { commitNotes, type NoteContent } from './writeNotes'

/** What a sync needs of the ledger. */
export interface RecordedPaths extends ObservationSource {
  /** Every path that something was recorded of. */
  paths(): Promise<readonly string[]>
}

export interface SyncOptions {
  /** The one that the current branch is pushed to where left out. */
  readonly remote?: string
  /** Gets what is going on, a few words each. */
  readonly onProgress?: (message: string) => void
  readonly signal?: AbortSignal
  /** Today; for tests. */
  readonly now?: Date
}

export interface SyncResult {
  readonly remote: string
  /** Blobs whose notes were published: new ones, and those that say more than before. */
  readonly published: number
  /** Notes that there are on the remote now. */
  readonly notes: number
}

/** How often a race with somebody else who pushes is run again. */
const maxAttempts = 6

/** Texts that are compared with the ledger at a time. */
const batchSize = 400

/** A commit is never older than what it commits was recorded, but for clocks that disagree. */
const clockDays = 2

const maxBytes = 5 * 1024 * 1024

/**
 * Fetches the notes of a remote, adds what this machine recorded of the files in commits that the remote has, and
 * pushes. Nothing that was not pushed is published, not even by the history of the notes: what goes to a remote is
 * built on what it has.
 * @throws UserFacingError where the remote cannot be reached or refuses
 */
export async function syncNotes(
  git: GitProgram,
  ledger: RecordedPaths,
  options: SyncOptions = {},
): Promise<SyncResult> {
  const progress = options.onProgress ?? (() => undefined)
  const remote = await remoteOf(git, options.remote)
  const day = (options.now ?? new Date()).toISOString().slice(0, 10)
  await removeStaleLocks(git, remote)
  progress(`Fetching notes from ${remote}`)
  await fetchNotes(git, remote, options.signal)
  progress('Comparing records with pushed commits')
  const claims = await recordedClaims(git, ledger, remote, options.signal)
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted()
    const theirs = (await notesTips(git)).get(remoteNotesRef(remote))
    const wanted = await wantedNotes(git, theirs, claims, remote)
    if (wanted.changed === 0) {
      if (theirs !== undefined) await takeIn(git, theirs, day)
      return { remote, published: 0, notes: wanted.notes.size }
    }
    progress(`Writing ${wanted.changed} ${wanted.changed === 1 ? 'note' : 'notes'}`)
    const commit = await commitNotes(git, wanted.notes, theirs === undefined ? [] : [theirs], day)
    progress(`Pushing notes to ${remote}`)
    const outcome = await pushed(git, remote, commit, day, options.signal)
    if (outcome === 'pushed') {
      await git.run(['update-ref', remoteNotesRef(remote), commit])
      return { remote, published: wanted.changed, notes: wanted.notes.size }
    }
    if (attempt === maxAttempts) {
      throw new UserFacingError(
        `Others push notes to ${remote} all the time, ${maxAttempts} attempts were too late. Run "byline sync" again.`,
      )
    }
    progress('Somebody else was faster, once more')
    await fetchNotes(git, remote, options.signal)
  }
}

/** What was recorded of one version of a file. */
interface Claim {
  readonly path: string
  readonly lines: readonly FormattedLine[]
  /** It was concluded at commit time, not seen. */
  readonly concluded: boolean
}

/** Blob -> what this machine recorded of its text, for blobs in commits that the remote has. */
async function recordedClaims(
  git: GitProgram,
  ledger: RecordedPaths,
  remote: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly Claim[]>> {
  const observations = new Map<string, readonly Observation[]>()
  for (const path of await ledger.paths()) observations.set(path, await ledger.observationsOf(path))
  const days = [...observations.values()].flat().map(({ at }) => Date.parse(at))
  const oldest = days.reduce((a, b) => Math.min(a, b), Date.now()) - clockDays * 24 * 3_600_000
  const since = new Date(oldest).toISOString().slice(0, 10)
  const versions = await pushedVersions(git, remote, new Set(observations.keys()), since)
  const claims = new Map<string, Claim[]>()
  for (let from = 0; from < versions.length; from += batchSize) {
    signal?.throwIfAborted()
    const batch = versions.slice(from, from + batchSize)
    const texts = await versionTexts(git, batch, maxBytes)
    for (const [at, { path, blob }] of batch.entries()) {
      const text = texts[at]
      const claim = text && (await claimOf(ledger, observations.get(path) ?? [], path, text))
      if (claim) claims.set(blob, [...(claims.get(blob) ?? []), claim])
    }
  }
  return claims
}

async function claimOf(
  ledger: RecordedPaths,
  observations: readonly Observation[],
  path: string,
  text: string,
): Promise<Claim | undefined> {
  const textId = ledger.textIdOf(text)
  const ofText = observations.filter((observation) => observation.textId === textId)
  const [newest] = ofText
  if (!newest) return undefined
  const attributed = await observedText(textId, observations, async () => new Set())
  const lines = attributed && formatNote(path, attributed, newest.at.slice(0, 10))
  return lines && lines.length > 0
    ? { path, lines, concluded: ofText.every(({ kind }) => kind === 'staged') }
    : undefined
}

interface WantedNotes {
  readonly notes: ReadonlyMap<string, NoteContent>
  readonly changed: number
}

/**
 * The notes that the remote has, with ours: what was recorded here, and what earlier syncs left in this repository of
 * blobs that the remote has.
 */
async function wantedNotes(
  git: GitProgram,
  theirs: string | undefined,
  claims: ReadonlyMap<string, readonly Claim[]>,
  remote: string,
): Promise<WantedNotes> {
  const store = new ProgramNotes(git)
  const present = theirs === undefined ? new Map<string, readonly string[]>() : await store.entries(theirs)
  const left = await leftNotes(git, store, present, remote)
  // The versions of one file one after the other: their notes differ little, which git stores in little space.
  const byPath = [...claims].sort(([, [a]], [, [b]]) => (a!.path < b!.path ? -1 : a!.path > b!.path ? 1 : 0))
  const touched = [...new Set([...byPath.map(([blob]) => blob), ...left.keys()])]
  const contents = await store.contents([
    ...touched.flatMap((blob) => present.get(blob) ?? []),
    ...[...left.values()].flat(),
  ])
  const notes = new Map<string, NoteContent>()
  let changed = 0
  for (const [blob, ids] of present) {
    // Several notes on one blob in one tree are not git's work; one of them has to do.
    if (ids[0] !== undefined) notes.set(blob, { id: ids[0] })
  }
  for (const blob of touched) {
    const before = (present.get(blob) ?? []).map((id) => contents.get(id) ?? '').join('\n')
    const earlier = (left.get(blob) ?? []).map((id) => contents.get(id) ?? '').join('\n')
    const text = unionOf(before, earlier, claims.get(blob) ?? [])
    if (text === undefined) continue
    notes.set(blob, { text })
    changed++
  }
  return { notes, changed }
}

/** Notes of this repository that the remote lacks or has otherwise, where the remote has their blob. */
async function leftNotes(
  git: GitProgram,
  store: ProgramNotes,
  present: ReadonlyMap<string, readonly string[]>,
  remote: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const own = (await notesTips(git)).get(notesRef)
  if (own === undefined) return new Map()
  const entries = [...(await store.entries(own))].filter(([blob, ids]) => present.get(blob)?.join() !== ids.join())
  if (entries.length === 0) return new Map()
  const contents = await store.contents(entries.flatMap(([, ids]) => ids))
  const paths = new Map<string, Set<string>>()
  for (const [blob, ids] of entries) {
    const lines = ids.flatMap((id) => parseNote(contents.get(id) ?? '').lines)
    paths.set(blob, new Set(lines.flatMap((line) => (line.type === 'range' ? [line.path] : []))))
  }
  const named = new Set([...paths.values()].flatMap((names) => [...names]))
  const pushed = new Map<string, BlobVersion>()
  for (const version of await pushedVersions(git, remote, named, undefined)) pushed.set(version.blob, version)
  return new Map(entries.filter(([blob]) => pushed.has(blob)))
}

/** Both notes and the claims as one note; undefined where it would say nothing that `before` does not. */
function unionOf(before: string, earlier: string, claims: readonly Claim[]): string | undefined {
  const known = parseNote(before).lines
  const ids = new Set(known.map(({ id }) => id))
  const lines = new Set(before.split('\n').filter((line) => line.trim() !== ''))
  const size = lines.size
  for (const line of earlier.split('\n')) {
    const [read] = parseNote(line).lines
    if (read && !(read.type === 'range' && ids.has(read.id))) lines.add(line)
  }
  for (const { lines: own, concluded } of claims) {
    // What was seen by others says more than what was concluded here.
    if (concluded && known.length > 0) continue
    for (const { id, json } of own) if (!ids.has(id) && !earlier.includes(id)) lines.add(json)
  }
  // As `git notes merge -s cat_sort_uniq` would leave it.
  return lines.size > size ? `${[...lines].sort().join('\n')}\n` : undefined
}

/** Pushes, and keeps in this repository what went or was refused. */
async function pushed(
  git: GitProgram,
  remote: string,
  commit: string,
  day: string,
  signal: AbortSignal | undefined,
): Promise<'pushed' | 'outrun'> {
  try {
    const outcome = await pushNotes(git, remote, commit, signal)
    if (outcome === 'pushed') await takeIn(git, commit, day)
    return outcome
  } catch (error) {
    if (error instanceof UserFacingError) await takeIn(git, commit, day)
    throw error
  }
}
