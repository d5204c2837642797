import { UserFacingError } from '../base/errors'
import type { GitProgram } from '../git/gitProgram'
import { notesRef, remoteNotesRef } from '../git/notes/notesRefs'
import { remoteRefusal, remoteTrouble } from './remoteTrouble'

export interface ExchangeOptions {
  readonly signal?: AbortSignal | undefined
  /** A remote that takes longer than this is given up; 120 s where left out. */
  readonly timeoutMs?: number
}

const defaultTimeoutMs = 120_000

/** How often notes are fetched where others change the same references meanwhile. */
const maxFetches = 5

/**
 * The remote to exchange notes with: the named one, else the only one, else the one that the current branch is pushed
 * to, else `origin`.
 */
export async function remoteOf(git: GitProgram, named: string | undefined): Promise<string> {
  // `git remote` makes none whose name looks like an option; who writes one into the configuration has other ideas.
  const remotes = (await git.text(['remote'])).split('\n').filter((name) => name !== '' && !name.startsWith('-'))
  if (named !== undefined) {
    if (remotes.includes(named)) return named
    const known = remotes.length === 0 ? 'This repository has none' : `There are: ${remotes.join(', ')}`
    throw new UserFacingError(`There is no remote "${named}". ${known}.`)
  }
  if (remotes.length === 0) {
    throw new UserFacingError('This repository has no remote to share notes with.')
  }
  if (remotes.length === 1) return remotes[0]!
  const branch = await setting(git, ['symbolic-ref', '--quiet', '--short', 'HEAD'])
  const candidates = [
    branch && (await setting(git, ['config', `branch.${branch}.pushRemote`])),
    await setting(git, ['config', 'remote.pushDefault']),
    branch && (await setting(git, ['config', `branch.${branch}.remote`])),
    'origin',
  ]
  const found = candidates.find((name) => name !== undefined && remotes.includes(name))
  if (found !== undefined) return found
  throw new UserFacingError(`Which remote? Name one of ${remotes.join(', ')}: "byline sync ${remotes[0]}".`)
}

async function setting(git: GitProgram, args: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await git.run(args, { answers: [1, 2, 128] })
  return code === 0 ? stdout.toString('utf8').trim() : undefined
}

/**
 * Where the notes of a remote are fetched from: where they are pushed to, which `pushurl` can make another repository.
 * The remote by name where it is the same, as other settings are of that.
 */
async function sourceOf(git: GitProgram, remote: string): Promise<string> {
  const [from, to] = await Promise.all([
    setting(git, ['remote', 'get-url', remote]),
    setting(git, ['remote', 'get-url', '--push', remote]),
  ])
  return to === undefined || to === '' || to === from ? remote : to
}

/**
 * Gets the notes of a remote, if it has any, and nothing else: what lies beside or below the reference there, and whether it
 * can be read, is nobody's business here.
 * @throws UserFacingError where the remote cannot be reached; the reason of the signal where it was stopped
 */
export async function fetchNotes(git: GitProgram, remote: string, options: ExchangeOptions = {}): Promise<void> {
  const { signal, timeoutMs = defaultTimeoutMs } = options
  const to = remoteNotesRef(remote)
  const args = [
    'fetch',
    '--quiet',
    '--no-auto-gc',
    '--no-tags',
    '--no-write-fetch-head',
    // A partial clone would fetch notes without what they say.
    '--no-filter',
    '--no-recurse-submodules',
    '--refmap=',
    // An address may look like an option, which for git would name a program to run.
    '--',
    await sourceOf(git, remote),
    `+${notesRef}:${to}`,
  ]
  await removeStrays(git, remote)
  for (let attempt = 1; ; attempt++) {
    try {
      await git.run(args, { timeoutMs, reachesRemote: true, ...(signal && { signal }) })
      return
    } catch (error) {
      await stopped(signal)
      if (error instanceof UserFacingError && error.message.includes("couldn't find remote ref")) {
        // It has no notes (any more, or it is another remote now): none are built on.
        await git.run(['update-ref', '-d', to], { answers: [1, 128] })
        return
      }
      // Another sync, or a fetch of the editor, is at the same references.
      const isOutrun =
        error instanceof UserFacingError &&
        (error.message.includes('cannot lock ref') ||
          (error.message.includes("Unable to create '") && error.message.includes(".lock'")))
      if (!isOutrun || attempt === maxFetches) {
        throw remoteTrouble(error, remote, `The notes of ${remote} could not be fetched`)
      }
      await new Promise((resolve) => setTimeout(resolve, 100 * attempt))
    }
  }
}

/**
 * Removes what earlier versions fetched together with the notes of a remote: references whose names only begin like that of
 * the notes. One below it is in the way of the notes themselves.
 */
async function removeStrays(git: GitProgram, remote: string): Promise<void> {
  const own = remoteNotesRef(remote)
  const [listed, remotes] = await Promise.all([
    git.text(['for-each-ref', '--format=%(refname)', `refs/notes/remotes/${remote}/`]),
    git.text(['remote']),
  ])
  const others = new Set(remotes.split('\n').map(remoteNotesRef))
  for (const ref of listed.split('\n')) {
    if (ref === own || !ref.startsWith(own) || others.has(ref)) continue
    await git.run(['update-ref', '-d', ref], { answers: [1, 128] })
  }
}

/**
 * Pushes a commit of notes.
 * @returns `outrun` where the remote has notes by now that the commit is not built on
 * @throws UserFacingError where the remote refuses or cannot be reached
 */
export async function pushNotes(
  git: GitProgram,
  remote: string,
  commit: string,
  options: ExchangeOptions = {},
): Promise<'pushed' | 'outrun'> {
  const { signal, timeoutMs = defaultTimeoutMs } = options
  let output: string
  let said: string
  try {
    const { stdout, stderr } = await git.run(
      [
        'push',
        '--porcelain',
        // A pre-push hook checks branches: their names, and with tests what is on them.
        '--no-verify',
        '--no-follow-tags',
        '--recurse-submodules=no',
        '--signed=no',
        '--',
        remote,
        `${commit}:${notesRef}`,
      ],
      { timeoutMs, reachesRemote: true, answers: [1], ...(signal && { signal }) },
    )
    output = stdout.toString('utf8')
    said = stderr
  } catch (error) {
    await stopped(signal)
    throw remoteTrouble(error, remote, `The notes could not be pushed to ${remote}`)
  }
  const [, flag, reason = ''] = /^([ +\-*!=])\t[^\t\n]*\t(.*)$/m.exec(output) ?? []
  if (flag !== undefined && flag !== '!') return 'pushed'
  // The last ones are what a server says when two pushes meet there.
  if (
    /fetch first|non-fast-forward|stale info|cannot lock ref|incorrect old value|failed to update ref|reference already exists/.test(
      reason,
    )
  ) {
    return 'outrun'
  }
  throw remoteRefusal(remote, notesRef, reason, said)
}

/** Ctrl+C ends git as well, which may be noticed first: then that is why, and not the remote. */
async function stopped(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 10))
  signal?.throwIfAborted()
}
