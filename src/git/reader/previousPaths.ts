import { objectInfos } from '../catFile'
import type { FollowedChange, FollowedChanges } from './followedChanges'
import type { GitProgram } from '../gitProgram'
import { isPlainText, pathFromBytes } from '../pathBytes'
import { splitNul } from '../splitNul'

/** Files that a file may have been before where nobody can compare them. */
const maxCandidates = 10

/**
 * The names that a file had before, or that it was copied from, as far as the history of a commit tells. In a partial
 * clone that lacks the texts by which an edited file would be found again, also those of files that went where it came,
 * where their text is not here either: all that can be found in them are sequences of lines that notes have hashes of.
 * @param way of the file through the history of that commit
 */
export async function previousPaths(
  git: GitProgram,
  path: string,
  { changes, onlyIdentical }: FollowedChanges,
): Promise<readonly string[]> {
  const names = new Set(changes.flatMap(({ path, source }) => (source === undefined ? [path] : [path, source])))
  const first = changes.findLast(({ status }) => status === 'A')
  if (onlyIdentical && first) for (const name of await goneIn(git, first)) names.add(name)
  names.delete(path)
  return [...names]
}

/** What a commit deleted that is not here; where that is much only what has the same name in another folder. */
async function goneIn(git: GitProgram, { commit, path }: FollowedChange): Promise<readonly string[]> {
  const { stdout } = await git.run(
    ['diff-tree', '--no-commit-id', '--raw', '--no-abbrev', '-M100%', '--diff-filter=D', '-r', '-z'].concat(commit),
  )
  const fields = splitNul(stdout)
  const gone: { readonly name: string; readonly blob: string }[] = []
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const blob = fields[at]!.toString('latin1').split(' ')[2] ?? ''
    gone.push({ name: pathFromBytes(fields[at + 1]!), blob })
  }
  const plain = gone.filter(({ name }) => isPlainText(name))
  const alike = plain.length > maxCandidates ? plain.filter(({ name }) => nameOf(name) === nameOf(path)) : plain
  const candidates = alike.slice(0, maxCandidates)
  const infos = await objectInfos(
    git,
    candidates.map(({ blob }) => blob),
  )
  return candidates.filter((_, at) => infos[at] === undefined).map(({ name }) => name)
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
