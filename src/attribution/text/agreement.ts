import { AttributedText } from './attributedText'
import { mergeDeletions } from './deletions'
import { sameOrigin, unknown, type Origin } from './origin'
import type { Run } from './run'
import { weakestEvidence } from './evidence'

/**
 * What several attributions of one text have in common: where they name different contributors nothing decides, so
 * that is `unknown`; where only the details differ, the details go.
 * @param all at least one, all of the same text
 */
export function agreement(all: readonly AttributedText[]): AttributedText {
  return all.reduce((a, b) => {
    const runs: Run[] = []
    const aRuns = cursor(a.runs())
    const bRuns = cursor(b.runs())
    while (aRuns.left() > 0 && bRuns.left() > 0) {
      const length = Math.min(aRuns.left(), bRuns.left())
      runs.push({ length, origin: commonOrigin(aRuns.take(length), bRuns.take(length)) })
    }
    return AttributedText.fromRuns(a.text(), runs)
  })
}

/** What two origins have in common; `unknown` where they name different contributors. */
export function commonOrigin(a: Origin, b: Origin): Origin {
  if (sameOrigin(a, b)) return a
  if (a.contributor !== b.contributor) return unknown
  // What one saw taken out is gone, whatever the other saw.
  const deletions = mergeDeletions(a.deletions ?? [], b.deletions ?? [])
  const missing = deletions.length > 0 ? { deletions } : {}
  if (a.contributor === 'unknown') return { ...unknown, ...missing }
  return {
    ...missing,
    contributor: a.contributor,
    ...(a.tool !== undefined && a.tool === b.tool && { tool: a.tool }),
    ...(a.model !== undefined && a.model === b.model && { model: a.model }),
    ...(a.session !== undefined && a.session === b.session && { session: a.session }),
    ...(a.mode !== undefined && a.mode === b.mode && { mode: a.mode }),
    ...(a.evidence !== undefined &&
      b.evidence !== undefined && { evidence: weakestEvidence([a.evidence, b.evidence]) }),
  }
}

function cursor(runs: readonly Run[]) {
  let at = 0
  let used = 0
  return {
    /** What is left of the current run; 0 at the end. */
    left: () => (runs[at]?.length ?? 0) - used,
    take(length: number): Origin {
      const { origin, length: whole } = runs[at]!
      used += length
      if (used === whole) {
        at++
        used = 0
      }
      return origin
    },
  }
}
