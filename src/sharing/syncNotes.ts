import { dirname } from 'node:path'
import { mergeNote, type NoteClaim } from '../formats/notes/mergeNote'
import { parseNote } from '../formats/notes/note'
import { UserFacingError } from '../base/errors'
import type { GitProgram } from '../git/gitProgram'
import { ledgerFolderOf } from '../git/ledgerFolderOf'
import { type Compared, SyncState } from './syncState'
import { fetchNotes, pushNotes, remoteOf } from './exchangeNotes'
import { notesRef, notesTips, remoteNotesRef } from '../git/notes/notesRefs'
import { ProgramNotes } from '../git/notes/programNotes'
import { type PushedRange, pushedTips, pushedVersions } from '../git/notes/pushedVersions'
import { recordedClaims, type RecordedTexts } from './recordedClaims'
import { SharedLines } from './sharedLines'
import { remoteObstacle } from './remoteTrouble'
import { removeStaleLocks } from './staleLocks'
import { mergeRemoteNotes } from './mergeRemoteNotes'
import { commitNotes, type NoteContent } from './writeNotes'

export interface SyncOptions {
  /** The one that the current branch is pushed to where left out. */
  readonly remote?: string
  /** Gets what is going on, a few words each. */
  readonly onProgress?: (message: string) => void
  readonly signal?: AbortSignal
  /** Only counts what there is to share with what the remote had when it was last asked. */
  readonly dryRun?: boolean
  /** Today; for tests. */
  readonly now?: Date
}

export interface SyncResult {
  readonly remote: string
  /** Blobs whose notes were (or in a dry run would be) published: new ones, and those that say more than before. */
  readonly published: number
  /** Notes that there are on the remote now. */
  readonly notes: number
}

/** How often a race with somebody else who pushes is run again. */
const maxAttempts = 6

/**
 * Fetches the notes of a remote, adds what this machine recorded of the files in commits that the remote has, and
 * pushes. Nothing that was not pushed is published, not even by the history of the notes: what goes to a remote is
 * built on what it has.
 * @param bylineFolder where Byline keeps its files
 * @throws UserFacingError where the remote cannot be reached or refuses
 */
export async function syncNotes(
  git: GitProgram,
  bylineFolder: string,
  ledger: RecordedTexts,
  options: SyncOptions = {},
): Promise<SyncResult> {
  const progress = options.onProgress ?? (() => undefined)
  // At the same time as all that git is asked: what was recorded does not hang on it.
  const reading = ledger.allObservations()
  reading.catch(() => undefined) // whoever waits for it gets to see it
  const remote = await remoteOf(git, options.remote)
  const day = (options.now ?? new Date()).toISOString().slice(0, 10)
  const started = new Date().toISOString()
  if (options.dryRun !== true) {
    await removeStaleLocks(dirname(bylineFolder), remote)
    progress(`Fetching notes from ${remote}`)
    await fetchNotes(git, remote, { signal: options.signal })
  }
  progress('Comparing records with pushed commits')
  const files = ledgerFolderOf(git, bylineFolder)
  const state = new SyncState(files)
  const [branches, fetched, theirKind] = await Promise.all([
    pushedTips(git, remote),
    notesTips(git),
    kindOf(git, remoteNotesRef(remote)),
  ])
  const compared = await state.of(git, remote, fetched.get(remoteNotesRef(remote)))
  const textIdOf = (text: string) => ledger.textIdOf(text)
  const claims = await recordedClaims(git, await reading, textIdOf, branches, compared, options.signal)
  if (compared?.count !== undefined && claims.size === 0 && isAsCompared(compared, fetched, remote, branches)) {
    const { count } = compared
    if (options.dryRun !== true) await state.set(remote, { ...compared, tips: branches, at: started })
    return { remote, published: 0, notes: count }
  }
  const done = async (notes: string, count: number): Promise<void> => {
    const own = (await notesTips(git)).get(notesRef)
    if (own !== undefined) await state.set(remote, { tips: branches, notes, own, at: started, count })
  }
  const own = await SharedLines.open(files)
  /** What the remote had in the attempt before, and how often in a row it turned down what was built on that. */
  let earlier: string | undefined
  let turnedDown = 0
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted()
    const tips = await notesTips(git)
    const theirs = tips.get(remoteNotesRef(remote))
    const isUnchanged = attempt > 1 && theirs === earlier
    earlier = theirs
    const wanted = await wantedNotes(git, tips, claims, own, remote, branches, compared)
    if (options.dryRun === true) return { remote, published: wanted.changed, notes: wanted.notes.size }
    if (wanted.changed === 0) {
      if (theirs !== undefined && theirs !== tips.get(notesRef)) await mergeRemoteNotes(git, theirs, day)
      if (theirs !== undefined) await done(theirs, wanted.notes.size)
      return { remote, published: 0, notes: wanted.notes.size }
    }
    await own.add(wanted.written, wanted.retracted)
    progress(`Writing ${wanted.changed} ${wanted.changed === 1 ? 'note' : 'notes'}`)
    const commit = await commitNotes(git, wanted.notes, theirs === undefined ? [] : [theirs], day)
    progress(`Pushing notes to ${remote}`)
    if (theirKind !== undefined && theirKind !== 'commit') {
      await mergeRemoteNotes(git, commit, day)
      throw remoteObstacle(remote, `its ${notesRef} is a ${theirKind} and no commit`)
    }
    const outcome = await pushed(git, remote, commit, day, options.signal)
    if (outcome === 'pushed') {
      await git.run(['update-ref', remoteNotesRef(remote), commit])
      await done(commit, wanted.notes.size)
      return { remote, published: wanted.changed, notes: wanted.notes.size }
    }
    turnedDown = isUnchanged ? turnedDown + 1 : 0
    if (turnedDown === 2) {
      // Nobody was faster. A reference below that of the notes has this effect.
      await mergeRemoteNotes(git, commit, day)
      throw remoteObstacle(remote, `something is in the way of ${notesRef} there, as a reference below it is`)
    }
    if (attempt === maxAttempts) {
      throw new UserFacingError(`Others were pushing notes to ${remote} all the time. Sync again.`)
    }
    progress('Somebody else was faster, once more')
    await fetchNotes(git, remote, { signal: options.signal })
  }
}

/** `commit`, `tree`, `blob` or `tag`; undefined where there is no such reference. */
async function kindOf(git: GitProgram, ref: string): Promise<string | undefined> {
  const kind = await git.text(['for-each-ref', '--format=%(objecttype)', ref])
  return kind === '' ? undefined : kind
}

/**
 * Whether neither the notes of the remote nor ours moved since they were compared, and no commit came that could have a
 * file whose note is left here only: then nothing has to be read to know that there is nothing to do.
 */
function isAsCompared(
  { notes, own, tips: comparedTips }: Compared,
  tips: ReadonlyMap<string, string>,
  remote: string,
  branches: readonly string[],
): boolean {
  if (tips.get(remoteNotesRef(remote)) !== notes || tips.get(notesRef) !== own) return false
  return notes === own || branches.every((tip) => comparedTips.includes(tip))
}

interface WantedNotes {
  readonly notes: ReadonlyMap<string, NoteContent>
  readonly changed: number
  /** Ids of lines. */
  readonly written: readonly string[]
  readonly retracted: readonly string[]
}

/**
 * The notes that the remote has, with ours: what was recorded here, and what earlier syncs left in this repository of
 * blobs that the remote has.
 */
async function wantedNotes(
  git: GitProgram,
  tips: ReadonlyMap<string, string>,
  claims: ReadonlyMap<string, readonly NoteClaim[]>,
  own: SharedLines,
  remote: string,
  branches: readonly string[],
  compared: Compared | undefined,
): Promise<WantedNotes> {
  const store = new ProgramNotes(git)
  const theirs = tips.get(remoteNotesRef(remote))
  const ours = tips.get(notesRef)
  const present = theirs === undefined ? new Map<string, readonly string[]>() : await store.entries(theirs)
  const left =
    ours === theirs
      ? new Map<string, LeftNote>()
      : await leftNotes(git, store, ours, present, {
          tips: branches,
          // What was left then is left because the commits of then have none of it.
          without: compared !== undefined && ours === compared.own ? compared.tips : [],
        })
  // The versions of one file one after the other: their notes differ little, which git stores in little space.
  const byPath = [...claims].sort(([, [a]], [, [b]]) => (a!.path < b!.path ? -1 : a!.path > b!.path ? 1 : 0))
  const touched = [...new Set([...byPath.map(([blob]) => blob), ...left.keys()])]
  const contents = await store.contents([
    ...touched.flatMap((blob) => present.get(blob) ?? []),
    ...[...left.values()].flatMap(({ ids }) => ids),
  ])
  const notes = new Map<string, NoteContent>()
  const written: string[] = []
  const retracted: string[] = []
  let changed = 0
  for (const [blob, ids] of present) {
    // Several notes on one blob in one tree are not git's work; one of them has to do.
    if (ids[0] !== undefined) notes.set(blob, { id: ids[0] })
  }
  for (const blob of touched) {
    const before = (present.get(blob) ?? []).map((id) => contents.get(id) ?? '').join('\n')
    const { ids: earlier = [], paths } = left.get(blob) ?? {}
    const text = earlier.map((id) => contents.get(id) ?? '').join('\n')
    const isShared = (path: string): boolean => paths?.has(path) === true
    const merged = await mergeNote(before, { text, isShared }, claims.get(blob) ?? [], own)
    if (!merged) continue
    notes.set(blob, { text: merged.text })
    written.push(...merged.written)
    retracted.push(...merged.retracted)
    changed++
  }
  return { notes, changed, written, retracted }
}

/** A note that is left in this repository. */
interface LeftNote {
  readonly ids: readonly string[]
  /** At which the remote has its blob. */
  readonly paths: ReadonlySet<string>
}

/** Notes of this repository that the remote lacks or has otherwise, where the remote has their blob at a path they name. */
async function leftNotes(
  git: GitProgram,
  store: ProgramNotes,
  own: string | undefined,
  present: ReadonlyMap<string, readonly string[]>,
  range: PushedRange,
): Promise<ReadonlyMap<string, LeftNote>> {
  if (own === undefined) return new Map()
  const entries = [...(await store.entries(own))].filter(([blob, ids]) => present.get(blob)?.join() !== ids.join())
  if (entries.length === 0) return new Map()
  const contents = await store.contents(entries.flatMap(([, ids]) => ids))
  const lines = entries.flatMap(([, ids]) => ids.flatMap((id) => parseNote(contents.get(id) ?? '').lines))
  const named = new Set(lines.flatMap((line) => (line.type === 'range' ? [line.path] : [])))
  const pushed = new Map<string, Set<string>>()
  for (const { blob, path } of await pushedVersions(git, range, named)) {
    pushed.set(blob, (pushed.get(blob) ?? new Set()).add(path))
  }
  return new Map(
    entries.flatMap(([blob, ids]): [string, LeftNote][] => {
      const paths = pushed.get(blob)
      return paths === undefined ? [] : [[blob, { ids, paths }]]
    }),
  )
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
    const outcome = await pushNotes(git, remote, commit, { signal })
    if (outcome === 'pushed') await mergeRemoteNotes(git, commit, day)
    return outcome
  } catch (error) {
    if (error instanceof UserFacingError) await mergeRemoteNotes(git, commit, day)
    throw error
  }
}
