import { join } from 'node:path'
import { UserFacingError } from '../base/errors'
import { findRepository, type Repository, worktreeOf } from '../git/findRepository'
import type { Environment, GitProgram } from '../git/gitProgram'
import { ProgramReader, type ProgramReaderOptions } from '../git/reader/programReader'
import { sharedRepository } from '../git/reader/sharedRepository'
import { bylineFiles, bylineFolderOf } from '../ledger/folder/bylineFolder'
import { LogFile } from '../ledger/folder/logFile'
import { Ledger, type LedgerOptions } from '../ledger/ledger'

/** A repository with everything that is asked of it and kept for it. */
export interface OpenRepository {
  readonly repository: Repository
  readonly reader: ProgramReader
  /** Another one, for questions of another kind. */
  readonly newReader: (options?: ProgramReaderOptions) => ProgramReader
  readonly ledger: Ledger
  /** Where Byline keeps its files, shared by all work trees of the repository. */
  readonly bylineFolder: string
  readonly log: (message: string) => void
  /** The settings of the editor's user, in the form of `byline.json`; left out where no editor is near to be asked. */
  readonly editorSettings?: () => unknown
}

/** How a repository is opened. */
export interface Opening extends ProgramReaderOptions {
  /** In which git finds this repository. */
  readonly environment: Environment
  readonly log: (message: string) => void
  /** @see LedgerOptions */
  readonly forOneMoment?: boolean
  /** @see OpenRepository */
  readonly editorSettings?: () => unknown
}

/**
 * Opens the repository that `folder` is in, for a command or a hook: what goes wrong goes to its log.
 * @param warn gets the first line of what cannot be written to the log
 * @param environment decides which repository git means, as in its hooks
 * @throws UserFacingError where there is none, or it is broken
 */
export async function openRepository(
  folder: string,
  warn: (line: string) => void,
  environment: Environment = process.env,
): Promise<OpenRepository> {
  const repository = await findRepository(folder, environment)
  if (!repository) throw new UserFacingError(`${folder} is not in a git repository. Run this inside one.`)
  if (repository.kind === 'broken') throw new UserFacingError(repository.reason)
  const { root, gitDir, variables } = repository
  // What is given relative to the folder would lead elsewhere from the root.
  const absolute = {
    ...(environment['GIT_DIR'] && { GIT_DIR: gitDir }),
    ...(environment['GIT_DIR'] && environment['GIT_WORK_TREE'] && { GIT_WORK_TREE: root }),
  }
  return openForOneMoment(repository, warn, { ...environment, ...absolute, ...variables })
}

/** {@link openRepository} of one that was found already, in an environment in which git finds it. */
export async function openForOneMoment(
  repository: Repository,
  warn: (line: string) => void,
  environment: Environment,
): Promise<OpenRepository> {
  const file = join(bylineFolderOf(repository.commonDir), bylineFiles.log)
  return openFound(repository, { environment, log: new LogFile(file, once(warn)).write, forOneMoment: true })
}

/** Opens a repository: the one place that puts its reader and its ledger together. */
export async function openFound(
  repository: Repository,
  { forOneMoment = false, editorSettings, ...options }: Opening,
): Promise<OpenRepository> {
  const { log } = options
  const newReader: OpenRepository['newReader'] = (more) =>
    new ProgramReader(repository.root, { ...options, commonDir: repository.commonDir, ...more })
  const reader = newReader()
  const ledger = await openLedger(repository, { log, forOneMoment, git: reader.git })
  const bylineFolder = bylineFolderOf(repository.commonDir)
  return { repository, reader, newReader, ledger, bylineFolder, log, ...(editorSettings && { editorSettings }) }
}

/**
 * The ledger of a repository alone, as where no git program may run.
 * @param git says who shares the repository; without it nothing gets other rights than what is there has
 */
export async function openLedger(
  repository: Repository,
  { git, ...options }: Pick<LedgerOptions, 'log' | 'forOneMoment' | 'readOnlyWithin'> & { readonly git?: GitProgram },
): Promise<Ledger> {
  return Ledger.open(bylineFolderOf(repository.commonDir), {
    ...options,
    owner: repository.commonDir,
    sharing: async () => {
      if (!git) throw new UserFacingError('git cannot be asked.')
      return sharedRepository(git)
    },
    ...worktreeOf(repository),
  })
}

/** Where the repository's own log cannot be written, the first line goes elsewhere: lost without a word is worse. */
function once(warn: (line: string) => void): (line: string) => void {
  let told = false
  return (line) => {
    if (!told) warn(`byline: ${line}`)
    told = true
  }
}
