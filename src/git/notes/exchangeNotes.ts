import { UserFacingError } from '../../base/errors'
import type { GitProgram } from '../gitProgram'
import { notesRef, remoteNotesRef } from './notesRefs'

/** A remote that says nothing for this long is taken for unreachable. */
const timeoutMs = 120_000

/**
 * The remote to exchange notes with: the named one, else the only one, else the one that the current branch is pushed
 * to, else `origin`.
 */
export async function remoteOf(git: GitProgram, named: string | undefined): Promise<string> {
  const remotes = (await git.text(['remote'])).split('\n').filter((name) => name !== '')
  if (named !== undefined) {
    if (remotes.includes(named)) return named
    const known = remotes.length === 0 ? 'This repository has none' : `There are: ${remotes.join(', ')}`
    throw new UserFacingError(`There is no remote "${named}". ${known}.`)
  }
  if (remotes.length === 0) {
    throw new UserFacingError('This repository has no remote, so there is nobody to share notes with. Add one first.')
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
  const { code, stdout } = await git.run(args, { answers: [1, 128] })
  return code === 0 ? stdout.toString('utf8').trim() : undefined
}

/** Gets the notes of a remote, if it has any: the pattern, unlike a name, is no failure where there are none. */
export async function fetchNotes(git: GitProgram, remote: string, signal?: AbortSignal): Promise<void> {
  const to = remoteNotesRef(remote)
  try {
    await git.run(
      [
        'fetch',
        '--quiet',
        '--no-auto-gc',
        '--no-tags',
        '--no-prune',
        '--no-write-fetch-head',
        // A partial clone would fetch notes without what they say.
        '--no-filter',
        '--no-recurse-submodules',
        '--refmap=',
        remote,
        `+${notesRef}*:${to}*`,
      ],
      { timeoutMs, ...(signal && { signal }) },
    )
  } catch (error) {
    if (signal?.aborted) throw error
    throw unreachable(error, `The notes of ${remote} could not be fetched`)
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
  signal?: AbortSignal,
): Promise<'pushed' | 'outrun'> {
  let output: string
  try {
    const { stdout } = await git.run(
      [
        'push',
        '--porcelain',
        '--no-follow-tags',
        '--recurse-submodules=no',
        '--signed=no',
        remote,
        `${commit}:${notesRef}`,
      ],
      { timeoutMs, answers: [1], ...(signal && { signal }) },
    )
    output = stdout.toString('utf8')
  } catch (error) {
    if (signal?.aborted) throw error
    throw unreachable(error, `The notes could not be pushed to ${remote}`)
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
  throw new UserFacingError(
    `${remote} refuses the notes: ${plain(reason) || 'it does not say why'}. Whoever runs it has to allow pushes to ${notesRef}. ` +
      'They are kept in this repository, and your commits and their trailers are not affected.',
  )
}

function unreachable(error: unknown, what: string): unknown {
  if (!(error instanceof UserFacingError)) return error
  const reason = plain(
    error.message
      .replace(/^"git \w+" in .*? failed \(\w+\): /, '')
      .split('\n')
      .find((line) => line !== '') ?? '',
  )
  return new UserFacingError(
    `${what}: ${/[.!?]$/.test(reason) ? reason : `${reason}.`} Nothing was published. Run "byline sync" again later.`,
    {
      cause: error,
    },
  )
}

/** What a server says must not steer the terminal. */
function plain(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ').slice(0, 300).trim()
}
