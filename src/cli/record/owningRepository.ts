import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { findRepository, type Repository } from '../../git/findRepository'
import { type Environment, withoutRepositoryVariables } from '../../git/gitProgram'
import { openForOneMoment, type OpenRepository } from '../../repository/openRepository'
import { openHere } from '../openHere'
import { printError } from '../print'

/** A file, and the repository whose work tree it is in. */
export interface OwnedFile {
  readonly repository: Repository
  /** Relative to the root of the repository, separated by `/`. */
  readonly path: string
}

/**
 * Finds the repository that a file belongs to: the innermost work tree that it lies in, be that a nested repository, a
 * submodule or a linked work tree, whatever the current folder is. Git variables name a further one (as for the files of
 * a home folder): it owns what lies in its work tree, unless a nearer one does. Where they name no work tree they may be
 * those of a git hook somewhere else that started this program, so they count last.
 * @param file absolute; need not exist
 * @param folder the current folder: relative variables start there, and its repository may have its work tree elsewhere
 * @returns the file, or why it is the business of no repository
 */
export async function owningRepository(
  file: string,
  folder: string,
  environment: Environment,
): Promise<OwnedFile | { readonly problem: string }> {
  const nearest = await findRepository(dirname(file), {})
  const current = await findRepository(folder, {})
  const named = environment['GIT_DIR'] ? await findRepository(folder, environment) : undefined
  const namesRoot = named?.kind === 'repository' && (environment['GIT_WORK_TREE'] || named.root !== resolve(folder))
  const candidates = namesRoot ? [named, nearest, current] : [nearest, current, named]
  let owner: OwnedFile | undefined
  let depth = -1
  for (const found of candidates) {
    if (found?.kind !== 'repository') continue
    const root = await realpath(found.root)
    const path = pathWithin(root, file)
    // A guess is not preferred for being nearer.
    if (path === undefined || root.length <= depth || (found === named && !namesRoot && owner)) continue
    owner = { repository: found, path }
    depth = root.length
  }
  if (nearest?.kind === 'broken' && owner?.repository !== named) return { problem: nearest.reason }
  if (owner) return owner
  return { problem: `${file} is outside of ${current?.kind === 'repository' ? current.root : 'any repository'}` }
}

/** Opens a repository that need not be the one that this program's own environment names. */
export function openOwner(repository: Repository): Promise<OpenRepository> {
  return openForOneMoment(repository, printError, {
    ...withoutRepositoryVariables(process.env),
    ...repository.variables,
  })
}

/**
 * Opens the repository that a file belongs to; that of the current folder where it belongs to none.
 * @throws UserFacingError where there is neither
 */
export async function openOwnerOf(file: string): Promise<OpenRepository> {
  const folder = await realPathOf(dirname(file)).catch(() => dirname(file))
  const real = join(folder, basename(file))
  const owned = await owningRepository(real, process.cwd(), process.env)
  const current = await findRepository(process.cwd(), process.env)
  const isCurrent = 'problem' in owned || (current?.kind === 'repository' && isSame(owned.repository, current))
  return isCurrent ? openHere() : openOwner(owned.repository)
}

function isSame(a: Repository, b: Repository): boolean {
  return a.gitDir === b.gitDir && a.root === b.root
}

function pathWithin(root: string, file: string): string | undefined {
  const inside = relative(root, file)
  const isOutside = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
  return isOutside ? undefined : inside.split(sep).join('/')
}

/**
 * A path with the links on it followed, of a file that need not exist (it may just have been deleted), nor its folder.
 * @throws where the file itself is a link that leads nowhere: what it names is not the file that was edited
 */
export async function realPathOf(file: string): Promise<string> {
  try {
    return await realpath(file)
  } catch (error) {
    const isLink = await lstat(file).then(
      () => true,
      () => false,
    )
    if (isLink) throw error
    const parent = dirname(file)
    return parent === file ? file : join(await realPathOf(parent), basename(file))
  }
}
