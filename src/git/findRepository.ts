import { lstat, stat } from 'node:fs/promises'
import * as path from 'node:path'
import { readSmallText } from '../files/smallFile'
import { configValues } from './configValues'

/** A repository with a work tree. All paths are absolute. */
export interface Repository {
  readonly kind: 'repository'
  /** The work tree. */
  readonly root: string
  /** Where HEAD and the index of this work tree are. */
  readonly gitDir: string
  /** Where objects, refs and configuration are; differs from `gitDir` in linked work trees only. */
  readonly commonDir: string
  readonly linkedWorktree: boolean
  /** What git has to be told to find it; absent where it does so from the root by itself. */
  readonly variables?: { readonly GIT_DIR: string; readonly GIT_WORK_TREE: string }
}

/** The name that git keeps a linked work tree under; nothing for the main one. */
export function worktreeOf({ gitDir, linkedWorktree }: Repository): { readonly worktree?: string } {
  return linkedWorktree ? { worktree: path.basename(gitDir) } : {}
}

/** Something of git is there, but no work tree that could be read. */
export interface BrokenRepository {
  readonly kind: 'broken'
  /** For people. */
  readonly reason: string
}

/**
 * The repository that a file or folder belongs to, found by reading files only: no program runs. Undefined where there
 * is none.
 * @param environment that of a program that git started, or that somebody told of a repository: its `GIT_DIR` and
 * `GIT_WORK_TREE` win, with `from` as the work tree where nothing names one, as git does. Where it is left out nobody
 * trusts the folder: its configuration cannot name a work tree elsewhere (`core.worktree`), either.
 */
export async function findRepository(
  from: string,
  environment?: Readonly<Record<string, string | undefined>>,
): Promise<Repository | BrokenRepository | undefined> {
  const { GIT_DIR: givenGitDir, GIT_WORK_TREE: givenRoot } = environment ?? {}
  if (givenGitDir) {
    const gitDir = path.resolve(from, givenGitDir)
    if (!(await isGitDir(gitDir))) return { kind: 'broken', reason: `GIT_DIR names ${gitDir}, which is no repository.` }
    const root = givenRoot ? path.resolve(from, givenRoot) : await configuredRoot(gitDir)
    return told(await repository(root ?? path.resolve(from), gitDir))
  }
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const found = await repositoryAt(folder)
    if (found) return environment ? withConfiguredRoot(found) : found
    if (path.dirname(folder) === folder) return undefined
  }
}

/** Adds to a repository what git has to be told where it would not find it from its root. */
async function told(found: Repository | BrokenRepository): Promise<Repository | BrokenRepository> {
  if (found.kind === 'broken') return found
  const { root, gitDir } = found
  const own = await repositoryAt(root)
  if (own?.kind === 'repository' && own.gitDir === gitDir) return found
  return { ...found, variables: { GIT_DIR: gitDir, GIT_WORK_TREE: root } }
}

async function withConfiguredRoot(found: Repository | BrokenRepository): Promise<Repository | BrokenRepository> {
  const root = found.kind === 'repository' ? await configuredRoot(found.gitDir) : undefined
  return found.kind === 'broken' || root === undefined || root === found.root ? found : told({ ...found, root })
}

/** The work tree that the configuration of a repository names; undefined where it names none that is there. */
async function configuredRoot(gitDir: string): Promise<string | undefined> {
  const text = await readSmallText(path.join(gitDir, 'config')).catch(() => '')
  const value = configValues(text).get('core.worktree')
  const root = value === undefined ? undefined : path.resolve(gitDir, value)
  return root !== undefined && (await typeOf(root)) === 'folder' ? root : undefined
}

async function repositoryAt(folder: string): Promise<Repository | BrokenRepository | undefined> {
  const dotGit = path.join(folder, '.git')
  const type = await typeOf(dotGit)
  if (type === 'folder' && (await isGitDir(dotGit))) return repository(folder, dotGit)
  if (type === 'folder' && (await isHeadDamaged(dotGit))) return { kind: 'broken', reason: damagedHead(dotGit) }
  if (type === 'file') {
    // What is no small file says nothing, just as for git.
    const said = await readSmallText(dotGit).catch(() => '')
    const target = said.startsWith('gitdir: ') ? withoutLineEnds(said.slice('gitdir: '.length)) : ''
    if (target === '') return { kind: 'broken', reason: `${dotGit} does not say where the repository is.` }
    const gitDir = path.resolve(folder, target)
    if (await isGitDir(gitDir)) return repository(folder, gitDir)
    if (await isHeadDamaged(gitDir)) return { kind: 'broken', reason: damagedHead(gitDir) }
    return {
      kind: 'broken',
      reason: `${dotGit} points to ${gitDir}, which is no repository. After a move, "git worktree repair" mends it.`,
    }
  }
  if (await isGitDir(folder)) return { kind: 'broken', reason: `${folder} is a repository without a work tree.` }
  return undefined
}

async function repository(root: string, gitDir: string): Promise<Repository | BrokenRepository> {
  const commonDir = await commonDirOf(gitDir)
  if (commonDir === undefined) {
    return {
      kind: 'broken',
      reason: `${path.join(gitDir, 'commondir')} cannot be read, so it is not known where the objects are.`,
    }
  }
  if ((await typeOf(path.join(commonDir, 'objects'))) !== 'folder') {
    return { kind: 'broken', reason: `${commonDir} has no objects; it is no whole repository.` }
  }
  return { kind: 'repository', root, gitDir, commonDir, linkedWorktree: commonDir !== gitDir }
}

/** Undefined where something is there that does not say it: git would wait for a pipe. */
async function commonDirOf(gitDir: string): Promise<string | undefined> {
  const file = path.join(gitDir, 'commondir')
  try {
    return path.resolve(gitDir, withoutLineEnds(await readSmallText(file)))
  } catch {
    const isThere = await lstat(file).then(
      () => true,
      () => false,
    )
    return isThere ? undefined : gitDir
  }
}

/** Whether a folder has the signs that git goes by; a linked work tree has its objects elsewhere. */
async function isGitDir(folder: string): Promise<boolean> {
  return (await hasGitFolders(folder)) && namesCommit.test(await headOf(folder))
}

/** Everything is there, but git does not take it for a repository because of what HEAD says. */
async function isHeadDamaged(folder: string): Promise<boolean> {
  return (await hasGitFolders(folder)) && !namesCommit.test(await headOf(folder))
}

function damagedHead(gitDir: string): string {
  const file = path.join(gitDir, 'HEAD')
  return `${file} is damaged, so git takes this for no repository. "ref: refs/heads/main" in it, with the name of your branch, mends it.`
}

/** What git accepts in HEAD: a reference or an id. */
const namesCommit = /^(ref:\s*refs\/|[0-9a-f]{40})/

async function headOf(folder: string): Promise<string> {
  const file = path.join(folder, 'HEAD')
  // Very old repositories have a link instead of a file. It may lead out of a folder that is not trusted: not followed.
  const isLink = await lstat(file).then(
    (found) => found.isSymbolicLink(),
    () => false,
  )
  if (isLink) return 'ref: refs/'
  return readSmallText(file).catch(() => '')
}

async function hasGitFolders(folder: string): Promise<boolean> {
  return (
    (await typeOf(path.join(folder, 'commondir'))) === 'file' ||
    ((await typeOf(path.join(folder, 'objects'))) === 'folder' &&
      (await typeOf(path.join(folder, 'refs'))) === 'folder')
  )
}

/** What cannot be looked at counts as not there. */
async function typeOf(file: string): Promise<'file' | 'folder' | undefined> {
  const found = await stat(file).catch(() => undefined)
  return found?.isDirectory() ? 'folder' : found?.isFile() ? 'file' : undefined
}

/** Without the line ends that a text ends in. */
function withoutLineEnds(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  return text.slice(0, end)
}
