import type { Evidence, Mode } from './origin'

/** Weakest first. */
export const evidences: readonly Evidence[] = ['imported', 'derived', 'observed', 'declared', 'reported']

export const modes: readonly Mode[] = ['completion', 'nextEdit', 'inlineChat', 'chat', 'agent', 'terminal']

/** Several lines together are known no better than the least known of them; no evidence at all counts as `imported`. */
export function weakestEvidence(all: Iterable<Evidence | undefined>): Evidence {
  let weakest = evidences.length - 1
  for (const evidence of all) weakest = Math.min(weakest, evidence === undefined ? 0 : evidences.indexOf(evidence))
  return evidences[weakest] ?? 'imported'
}
