import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { findRepository } from '../git/findRepository'
import type { OpenRepository } from './openRepository'

/**
 * The path in the repository that an event speaks of, with symbolic links followed.
 * @param path as the event names it, absolute or relative to the current folder
 * @returns the path, separated by `/`, or why the event is none of this repository's business
 */
export async function recordTarget(
  { repository, reader }: OpenRepository,
  path: string,
): Promise<{ readonly path: string } | { readonly problem: string }> {
  const file = await realPathOf(resolve(path))
  const root = await realpath(repository.root)
  const inside = relative(root, file)
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    return { problem: `${file} is outside of ${root}` }
  }
  const segments = inside.split(sep)
  if (segments.some((segment) => segment.toLowerCase() === '.git')) return { problem: `${file} is part of git itself` }
  const owner = await findRepository(dirname(file))
  if (owner?.kind === 'repository' && (await realpath(owner.root)) !== root) {
    return { problem: `${file} belongs to another repository` }
  }
  const found = segments.join('/')
  return (await reader.isIgnored(found)) ? { problem: `${found} is ignored by git` } : { path: found }
}

/** Of a file that need not exist (it may just have been deleted), nor its folder. */
async function realPathOf(file: string): Promise<string> {
  try {
    return await realpath(file)
  } catch (error) {
    // A link that leads nowhere stays a link: what it names is not the file that was edited.
    if (
      await lstat(file).then(
        () => true,
        () => false,
      )
    )
      throw error
    const parent = dirname(file)
    return parent === file ? file : join(await realPathOf(parent), basename(file))
  }
}
