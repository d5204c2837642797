import type { TrailerSettings } from '../formats/trailers/trailerSettings'
import type { Consent } from '../ledger/ledger'
import type { OpenRepository } from '../repository/openRepository'
import { readTrailerSettings } from '../repository/repositorySettings'
import { isSkippedOnce } from './skipMark'

/** What people and projects said about the trailers of the next commit. */
export interface CommitRules {
  /** What the user answered; hooks run only after a yes, or where somebody installed them on the command line. */
  readonly consent: Consent | undefined
  readonly settings: TrailerSettings
  /** The user left the trailers out of this one. */
  readonly skippedOnce: boolean
}

/** @param of what is committed; see {@link readTrailerSettings} */
export async function readCommitRules(open: OpenRepository, of: 'index' | 'worktree'): Promise<CommitRules> {
  const [settings, skippedOnce] = await Promise.all([readTrailerSettings(open, of), isSkippedOnce(open)])
  return { consent: open.ledger.consent(), settings, skippedOnce }
}
