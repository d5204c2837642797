import { realpath } from 'node:fs/promises'
import * as path from 'node:path'
import type { Repository } from '../../git/findRepository'
import { type Environment, GitProgram, withoutRepositoryVariables } from '../../git/gitProgram'
import { bylineFolderOf } from '../../ledger/folder/bylineFolder'

export interface HookOptions {
  /** Inherited by git; this process's own, without what ties it to a repository, where left out. */
  readonly environment?: Environment
  /** The git program; `git` on PATH where left out. */
  readonly program?: string
}

/**
 * Where git looks for the hooks of a repository.
 *
 * `repository`: in its own folder, they can be installed. `workTree`: among the project's files (`core.hooksPath` as
 * husky sets it), which are the project's business. `elsewhere`: shared with other repositories. In the latter two
 * git 2.54 or later takes hooks from the configuration (`configured`); else the user adds a line.
 */
export interface HookPlace {
  readonly kind: 'repository' | 'workTree' | 'elsewhere'
  /** Of the hooks; real path. */
  readonly folder: string
  /** What the hooks run is in here; real path. */
  readonly bylineFolder: string
  readonly configured: boolean
  readonly git: GitProgram
}

export async function hookPlace(repository: Repository, options: HookOptions = {}): Promise<HookPlace> {
  const { program } = options
  const environment = { ...(options.environment ?? withoutRepositoryVariables(process.env)), ...repository.variables }
  const git = new GitProgram(repository.root, { environment, ...(program !== undefined && { program }) })
  const folder = await realPath(path.resolve(repository.root, await git.text(['rev-parse', '--git-path', 'hooks'])))
  const commonDir = await realPath(repository.commonDir)
  const kind = isInside(commonDir, folder)
    ? 'repository'
    : isInside(await realPath(repository.root), folder)
      ? 'workTree'
      : 'elsewhere'
  const configured = kind !== 'repository' && (await git.isAtLeast(2, 54))
  return { kind, folder, bylineFolder: bylineFolderOf(commonDir), configured, git }
}

/** Of what does not exist yet: the path as given, below the real path of its folder. */
async function realPath(file: string): Promise<string> {
  try {
    return await realpath(file)
  } catch {
    return path.dirname(file) === file ? file : path.join(await realPath(path.dirname(file)), path.basename(file))
  }
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file)
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
}
