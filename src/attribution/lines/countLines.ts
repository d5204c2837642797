import type { Contributor, Origin } from '../text/origin'
import type { Counts } from './fileProvenance'

/** How many of the lines are of each contributor. */
export function countLines(lines: readonly Origin[]): Counts {
  const counts: Record<Contributor, number> = { ai: 0, mixed: 0, human: 0, unknown: 0 }
  for (const line of lines) counts[line.contributor]++
  return counts
}
