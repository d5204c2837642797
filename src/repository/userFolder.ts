import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'

/**
 * Absolute path of the folder that the user stands in: what paths on the command line start from.
 *
 * Git runs an alias (`git byline …`) in the root of the work tree and says in `GIT_PREFIX` where it was called. It says so
 * to its hooks and to the editor of a commit as well, which have an index of their own (`GIT_INDEX_FILE`): whoever runs
 * something from there means the folder that it runs in.
 */
export function userFolder(
  folder: string = process.cwd(),
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const { GIT_PREFIX: prefix, GIT_INDEX_FILE: index, GIT_DIR: gitDir } = environment
  if (!prefix || index !== undefined || isAbsolute(prefix)) return folder
  // Whoever went elsewhere since git said so is no longer where it was called from.
  const isRoot = gitDir !== undefined || existsSync(join(folder, '.git'))
  return isRoot && existsSync(join(folder, prefix)) ? join(folder, prefix) : folder
}
