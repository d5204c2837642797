import type { Counts } from '../../attribution/lines/fileProvenance'
import { parseTrailers } from './parseTrailers'

/**
 * What a commit message says of the lines its commit adds: the sum over the blocks that a squash merge left in it.
 * @param keys of trailer lines that name tools, besides the usual ones
 */
export function claimedCounts(message: string, keys: readonly string[] = []): Counts | undefined {
  const all = parseTrailers(message, keys).flatMap(({ counts }) => (counts ? [counts] : []))
  if (all.length === 0) return undefined
  return all.reduce((a, b) => ({
    ai: a.ai + b.ai,
    mixed: a.mixed + b.mixed,
    human: a.human + b.human,
    unknown: a.unknown + b.unknown,
  }))
}
