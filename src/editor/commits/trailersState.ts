import { join } from 'node:path'
import { readSmallText } from '../../files/smallFile'
import type { RepositoryContext } from '../repositories/repositoryContext'
import { trailerSettingsOf } from './trailerSettings'
import { bylineFiles } from '../../ledger/folder/bylineFolder'

/**
 * Whether commits of a repository get trailers, as far as it can be told without asking git.
 *
 * - `on`: the user agreed, and no setting says otherwise;
 * - `skipped`: on, but left out of the next commit;
 * - `notAsked`, `refused`: the user did not agree, or said no;
 * - `switchedOff`: a setting or `byline.json` says no;
 * - `restricted`: the workspace is not trusted, so nothing runs here;
 * - `noGit`: git was not found;
 * - `noRepository`: there is none.
 */
export type TrailersState =
  | 'on'
  | 'skipped'
  | 'notAsked'
  | 'refused'
  | 'switchedOff'
  | 'restricted'
  | 'noGit'
  | 'noRepository'

/** Whether commits of a repository get trailers, and if not, what stands in the way first. */
export async function trailersStateOf(repository: RepositoryContext): Promise<TrailersState> {
  const { found, gitPath, isTrusted, ledger } = repository
  if (!found) return 'noRepository'
  if (!isTrusted) return 'restricted'
  if (gitPath === undefined) return 'noGit'
  const consent = ledger.consent()
  if (consent !== 'granted') return consent === 'refused' ? 'refused' : 'notAsked'
  if (!(await trailerSettingsOf(repository)).enabled) return 'switchedOff'
  return (await isNextCommitSkipped(repository)) ? 'skipped' : 'on'
}

/** Whether the user left the trailers out of the commit that is made on the present HEAD. */
export async function isNextCommitSkipped(repository: RepositoryContext): Promise<boolean> {
  const { bylineFolder } = repository
  if (bylineFolder === undefined) return false
  // Not there: nobody asked for it.
  const mark = await readSmallText(join(bylineFolder, bylineFiles.skipNextCommit)).catch(() => '')
  return mark !== '' && mark.trim() === ((await repository.program.commitId('HEAD')) ?? 'unborn')
}
