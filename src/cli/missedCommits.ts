import { join } from 'node:path'
import { readSmallText } from '../files/smallFile'
import { forgetRun, type UnfinishedRun, unfinishedRuns } from '../commit/hooks/unfinishedRuns'
import { hasOurTrailers } from '../formats/trailers/messageTrailers'
import { commitTrailers } from '../commit/commitTrailers'
import type { OpenRepository } from '../repository/openRepository'
import { readTrailerSettings } from '../repository/repositorySettings'

/** A commit that lacks trailers since a hook did not come to its end. */
export interface MissedCommit {
  /** Full id. */
  readonly id: string
  readonly subject: string
  /** What became of the hook, in a few words: `was stopped after 5 s`. */
  readonly why: string
  readonly isHead: boolean
}

/** Unfinished runs that are looked into; more are one trouble and not many. */
const maxRuns = 30

/** A message may be written for a long time between the hook and the commit. */
const maxWaitMs = 12 * 3_600_000

/** A log of HEAD of 100,000 moves. */
const maxLogBytes = 32 * 1024 * 1024

/**
 * The commits of this branch that lack trailers because a hook was stopped or failed, newest first. What tells of such
 * runs and is of no more use (nothing was committed, or nothing by AI, or it was made again since) is removed.
 */
export async function missedCommits(open: OpenRepository): Promise<readonly MissedCommit[]> {
  const runs = await unfinishedRuns(open.bylineFolder, Date.now())
  if (runs.length === 0) return []
  const settings = await readTrailerSettings(open)
  const found = new Map<string, MissedCommit>()
  for (const run of runs.slice(0, maxRuns)) {
    const after = await commitsAfter(run)
    if (after.length === 0) {
      if (Date.now() - run.startedMs > maxWaitMs) await forget(run)
      continue
    }
    let id: string | undefined
    for (const one of after) {
      if (found.has(one) || (settings.enabled && (await lacksTrailers(open, one)))) id ??= one
    }
    if (id !== undefined) {
      const subject = await open.reader.git.text(['show', '-s', '--no-show-signature', '--format=%s', id])
      const isHead = (await open.reader.commitId('HEAD')) === id
      found.set(id, { id, subject, why: run.why ?? 'was ended from outside', isHead })
    } else if (settings.enabled) await forget(run)
  }
  return [...found.values()]
}

/** Forgets what tells that a commit lacks its trailers. */
export async function forgetMissed(open: OpenRepository, id: string): Promise<void> {
  for (const run of await unfinishedRuns(open.bylineFolder, Date.now())) {
    if ((await commitsAfter(run)).includes(id)) await forget(run)
  }
}

async function forget(run: UnfinishedRun): Promise<void> {
  await forgetRun(run).catch(() => undefined) // another user's, who is told as well
}

/**
 * What a run of a hook can have been for: the first commit that the log of HEAD has after it began, and those of the very
 * second, as git keeps whole seconds and the commit before may be of the same one. Oldest first.
 */
async function commitsAfter({ gitDir, startedMs }: UnfinishedRun): Promise<readonly string[]> {
  const log = await readSmallText(join(gitDir, 'logs', 'HEAD'), 'utf8', maxLogBytes).catch(() => '') // none is kept
  const since = Math.floor(startedMs / 1_000)
  const commits: string[] = []
  for (const line of log.slice(-256 * 1024).split('\n')) {
    const [, old, id, seconds, what = ''] =
      /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) [^\t]*> (\d+) [+-]\d{4}\t(.*)$/.exec(line) ?? []
    if (id === undefined || old === id || Number(seconds) < since) continue
    if (Number(seconds) > since + maxWaitMs / 1_000) return commits
    if (!/^(?:commit|cherry-pick|revert|rebase|merge|pull|am)\b/.test(what)) continue
    commits.push(id)
    if (Number(seconds) > since) return commits
  }
  return commits
}

/**
 * Whether a commit of this branch has no trailers though it adds lines that are known to be from AI, and the settings want
 * trailers.
 * @param id of the commit, or `HEAD`
 */
export async function lacksTrailers(open: OpenRepository, id: string): Promise<boolean> {
  const { git } = open.reader
  const { code } = await git.run(['merge-base', '--is-ancestor', id, 'HEAD'], { answers: [1, 128] })
  if (code !== 0) return false
  const message = await git.text(['show', '-s', '--no-show-signature', '--format=%B', id])
  return !hasOurTrailers(message) && (await commitTrailers(open, id)).trailers.length > 0
}
