import type { Contributor, Origin } from '../attribution/origin'
import type { Counts } from './change'

/** How many of the lines are of each contributor. */
export function countLines(lines: readonly Origin[]): Counts {
  const counts: Record<Contributor, number> = { ai: 0, mixed: 0, human: 0, unknown: 0 }
  for (const line of lines) counts[line.contributor]++
  return counts
}
