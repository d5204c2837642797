import { lstat, readFile, stat } from 'node:fs/promises'
import * as path from 'node:path'

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
 * is none. `environment` is for programs that git itself started: its `GIT_DIR` and `GIT_WORK_TREE` win then, with
 * `from` as the work tree where only the first is given, as git does.
 */
export async function findRepository(
  from: string,
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Repository | BrokenRepository | undefined> {
  const { GIT_DIR: givenGitDir, GIT_WORK_TREE: givenRoot } = environment
  if (givenGitDir) {
    const gitDir = path.resolve(from, givenGitDir)
    if (!(await isGitDir(gitDir))) return { kind: 'broken', reason: `GIT_DIR names ${gitDir}, which is no repository.` }
    return repository(path.resolve(from, givenRoot ?? '.'), gitDir)
  }
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const found = await repositoryAt(folder)
    if (found) return found
    if (path.dirname(folder) === folder) return undefined
  }
}

async function repositoryAt(folder: string): Promise<Repository | BrokenRepository | undefined> {
  const dotGit = path.join(folder, '.git')
  const type = await typeOf(dotGit)
  if (type === 'folder' && (await isGitDir(dotGit))) return repository(folder, dotGit)
  if (type === 'folder' && (await isHeadDamaged(dotGit))) return { kind: 'broken', reason: damagedHead(dotGit) }
  if (type === 'file') {
    const target = /^gitdir: (.+?)[\r\n]*$/s.exec(await readFile(dotGit, 'utf8'))?.[1]
    if (target === undefined) return { kind: 'broken', reason: `${dotGit} does not say where the repository is.` }
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
  const named = await readFile(path.join(gitDir, 'commondir'), 'utf8').catch(() => undefined)
  const commonDir = named === undefined ? gitDir : path.resolve(gitDir, named.replace(/[\r\n]+$/, ''))
  if ((await typeOf(path.join(commonDir, 'objects'))) !== 'folder') {
    return { kind: 'broken', reason: `${commonDir} has no objects; it is no whole repository.` }
  }
  return { kind: 'repository', root, gitDir, commonDir, linkedWorktree: commonDir !== gitDir }
}

/** The same signs that git goes by; a linked work tree has its objects elsewhere. */
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
  return readFile(file, 'utf8').catch(() => '')
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
