import { join } from 'node:path'
import { UserFacingError } from '../base/errors'
import { findRepository, type Repository, worktreeOf } from '../git/findRepository'
import type { Environment } from '../git/gitProgram'
import { ProgramReader } from '../git/reader/programReader'
import { sharedRepository } from '../git/reader/sharedRepository'
import { Ledger } from '../ledger/ledger'
import { LogFile } from '../ledger/folder/logFile'
import { printError } from '../cli/print'
import { bylineFiles, bylineFolderOf } from '../ledger/folder/bylineFolder'

/** A repository with everything the commands need of it. */
export interface OpenRepository {
  readonly repository: Repository
  readonly reader: ProgramReader
  readonly ledger: Ledger
  /** Where Byline keeps its files, shared by all work trees of the repository. */
  readonly bylineFolder: string
  readonly log: LogFile['write']
}

/**
 * Opens the repository that `folder` is in.
 * @param environment decides which repository git means, as in its hooks
 * @throws UserFacingError where there is none, or it is broken
 */
export async function openRepository(folder: string, environment: Environment = process.env): Promise<OpenRepository> {
  const repository = await findRepository(folder, environment)
  if (!repository) throw new UserFacingError(`${folder} is not in a git repository. Run this inside one.`)
  if (repository.kind === 'broken') throw new UserFacingError(repository.reason)
  const { root, gitDir, variables } = repository
  // What is given relative to the folder would lead elsewhere from the root.
  const absolute = {
    ...(environment['GIT_DIR'] && { GIT_DIR: gitDir }),
    ...(environment['GIT_DIR'] && environment['GIT_WORK_TREE'] && { GIT_WORK_TREE: root }),
  }
  return openFound(repository, { ...environment, ...absolute, ...variables })
}

/** @param environment in which git finds this repository */
export async function openFound(repository: Repository, environment: Environment): Promise<OpenRepository> {
  const bylineFolder = bylineFolderOf(repository.commonDir)
  const log = new LogFile(join(bylineFolder, bylineFiles.log), tellOnce()).write
  const reader = new ProgramReader(repository.root, { environment, log, commonDir: repository.commonDir })
  const ledger = await Ledger.open(bylineFolder, {
    log,
    forOneMoment: true,
    owner: repository.commonDir,
    sharing: () => sharedRepository(reader.git),
    ...worktreeOf(repository),
  })
  return { repository, reader, ledger, bylineFolder, log }
}

/** Where the repository's own log cannot be written the first line goes to stderr: lost without a word is worse. */
function tellOnce(): (line: string) => void {
  let told = false
  return (line) => {
    if (!told) printError(`byline: ${line}`)
    told = true
  }
}
