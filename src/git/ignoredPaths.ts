import { UserFacingError } from '../base/errors'
import type { GitProgram } from './gitProgram'
import { pathToBytes } from './pathBytes'
import { splitNul } from './splitNul'

/**
 * Whether git ignores each of some paths, as git itself says it: by every rule that counts for it, and never for a file
 * that it tracks. The files need not exist.
 * @param paths relative to the root of the work tree
 * @returns undefined for the paths that git does not answer for, such as one behind a symbolic link
 * @throws UserFacingError where git cannot be asked at all
 */
export async function ignoredPaths(
  git: GitProgram,
  paths: readonly string[],
): Promise<ReadonlyMap<string, boolean | undefined>> {
  const answers = new Map<string, boolean | undefined>()
  await ask(git, [...new Set(paths)], answers)
  return answers
}

async function ask(
  git: GitProgram,
  paths: readonly string[],
  answers: Map<string, boolean | undefined>,
): Promise<void> {
  if (paths.length === 0) return
  // The folder before it keeps a name such as ":(top)x" from being taken for a pattern.
  const input = Buffer.concat(paths.flatMap((path) => [Buffer.from('./'), pathToBytes(path), Buffer.of(0)]))
  const { code, stdout } = await git.run(['check-ignore', '-z', '--stdin', '--verbose', '--non-matching'], {
    input,
    answers: [1, 128],
    magicPathspecs: true,
  })
  // Source, line, pattern and path of each.
  const fields = splitNul(stdout)
  if (code !== 128 && fields.length === 4 * paths.length) {
    for (const [at, path] of paths.entries()) {
      const pattern = fields[4 * at + 2]?.toString('utf8') ?? ''
      answers.set(path, pattern !== '' && !pattern.startsWith('!'))
    }
    return
  }
  const [only] = paths
  if (only !== undefined && paths.length === 1) {
    // Either this path or everything: the latter is for the caller to hear of.
    await git.run(['rev-parse', '--is-inside-work-tree'])
    answers.set(only, undefined)
    return
  }
  // Git gives up at the first path that it does not like.
  const half = Math.ceil(paths.length / 2)
  await ask(git, paths.slice(0, half), answers)
  await ask(git, paths.slice(half), answers)
}

/** Whether git ignores one path. Rejects with a UserFacingError where git does not answer. */
export async function isIgnoredPath(git: GitProgram, path: string): Promise<boolean> {
  const ignored = (await ignoredPaths(git, [path])).get(path)
  if (ignored === undefined) throw new UserFacingError(`git does not say whether it ignores ${path}.`)
  return ignored
}
