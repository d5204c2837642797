import { ourTrailers } from '../formats/trailers/messageTrailers'
import type { OpenRepository } from '../repository/openRepository'
import { type CommitRules, readCommitRules } from './commitRules'
import { type MessageConfig, readMessageConfig } from './messageConfig'
import { nextCommit } from './plannedCommit'
import { planTrailers, type TrailersPlan } from './planTrailers'

/** What a `git commit` at this moment would say, by the plan that its hook follows. */
export interface NextCommit {
  readonly plan: TrailersPlan
  readonly rules: CommitRules
  readonly config: MessageConfig
  /** What is committed: what is staged, or everything on disk where nothing is. */
  readonly of: 'index' | 'worktree'
  /** Byline's lines in the message that git prepared, as for a merge, pick or squash that is going on. */
  readonly prepared: readonly string[]
  /** Byline's lines in the message of the commit, with the hooks installed. */
  readonly trailers: readonly string[]
}

/**
 * Works out the trailers of the commit that comes next, as its message hook will; no amend. With nothing staged that is a
 * commit of everything on disk, as the editor makes it then.
 */
export async function planNextCommit(open: OpenRepository, signal: AbortSignal): Promise<NextCommit> {
  const planned = await nextCommit(open)
  const [first] = planned.parents
  const head = first === undefined ? undefined : ({ kind: 'commit', rev: first } as const)
  const staged = await open.reader.changedFiles(head, { kind: 'index' })
  const of = staged.length > 0 ? 'index' : 'worktree'
  const [rules, config] = await Promise.all([readCommitRules(open, of), readMessageConfig(open.reader.git)])
  const plan = await planTrailers(open, { planned, rules, config, message: planned.message, of, signal })
  const prepared = ourTrailers(planned.message, rules.settings.key === undefined ? [] : [rules.settings.key])
  const trailers = plan.decision === 'written' ? plan.measured : plan.decision === 'leftOut' ? [] : prepared
  return { plan, rules, config, of, prepared, trailers }
}
