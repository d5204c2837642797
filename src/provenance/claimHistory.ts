import type { AttributedText } from '../attribution/text/attributedText'
import { carryOver } from '../attribution/matching/carryOver'
import { isAi } from '../attribution/text/origin'
import { fillUnknown } from './fillUnknown'

/** How many earlier texts each text is compared with; more than one, because branches run side by side. */
const maxEarlier = 3

/**
 * Completes what commit messages claim of successive texts of one file: a message speaks only of the lines its commit
 * adds, so each text takes what earlier messages claim of its other lines.
 * @param claimed texts of claiming commits, newest first
 * @returns the same texts, newest first, each with all that is claimed of its lines
 */
export function claimHistory(claimed: readonly AttributedText[]): readonly AttributedText[] {
  const complete: AttributedText[] = []
  for (const own of claimed.toReversed()) {
    const earlier = complete.slice(0, maxEarlier)
    complete.unshift(earlier.length === 0 ? own : fillUnknown(own, carryOver(own.text(), earlier), isAi))
  }
  return complete
}
