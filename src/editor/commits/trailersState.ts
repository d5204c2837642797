import { readCommitRules } from '../../commit/commitRules'
import type { RepositoryContext } from '../repositories/repositoryContext'

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
  const { found, gitPath, isTrusted } = repository
  if (!found) return 'noRepository'
  if (!isTrusted) return 'restricted'
  if (gitPath === undefined) return 'noGit'
  const { consent, settings, skippedOnce } = await readCommitRules(repository.open, 'worktree')
  if (consent !== 'granted') return consent === 'refused' ? 'refused' : 'notAsked'
  if (!settings.enabled) return 'switchedOff'
  return skippedOnce ? 'skipped' : 'on'
}
