import { dirname } from 'node:path'
import { LedgerFolder } from '../ledger/folder/ledgerFolder'
import type { GitProgram } from './gitProgram'
import { sharedRepository } from './reader/sharedRepository'

/**
 * The folder of Byline's files in a repository, written with the permissions that git is configured to share it with.
 * @param folder absolute path of `byline` in the common git directory
 */
export function ledgerFolderOf(
  git: GitProgram,
  folder: string,
  log: (message: string) => void = () => undefined,
): LedgerFolder {
  return new LedgerFolder(folder, log, { owner: dirname(folder), sharing: () => sharedRepository(git) })
}
