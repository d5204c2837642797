import { followedChanges } from './followedChanges'
import type { GitProgram } from './gitProgram'
import { isPlainText } from './pathBytes'

/** The names that a file had before, or that it was copied from, as far as the history of a commit tells. */
export async function earlierNames(git: GitProgram, path: string, commit: string): Promise<readonly string[]> {
  if (!isPlainText(path)) return []
  const changes = await followedChanges(git, path, commit, { messages: false })
  const names = new Set(changes.flatMap(({ path, source }) => (source === undefined ? [path] : [path, source])))
  names.delete(path)
  return [...names]
}
