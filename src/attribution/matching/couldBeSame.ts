import type { CarriedBlock } from './carriedBlock'
import type { Comparison } from './comparison'
import type { LineSpan } from '../text/lineSpan'

/** A source and what was found of it. */
interface Compared {
  readonly comparison: Comparison
}

/**
 * Whether lines of a source can be these lines of the text, by what became of them in texts that are closer to it. A
 * line that a parent still has is in the text where the parent's line is, and nowhere else: its equal in another place
 * is new, as where somebody adds a heading of the usual form above one that AI wrote. What a parent does not have any
 * more may have come back.
 *
 * Of several parents, as a merge has, one that has the line is enough. Without a parent that has it, the sources that
 * were asked before speak as parents do.
 *
 * @param earlier the sources that were asked before this one
 */
export function couldBeSame(
  { comparison }: Compared,
  block: CarriedBlock,
  parents: readonly Compared[],
  earlier: readonly Compared[],
): boolean {
  const isOld = parents.filter((parent) => has(parent.comparison, block.after))
  if (isOld.length > 0) return isOld.some((parent) => agrees(comparison, block, parent.comparison))
  return [...parents, ...earlier].every((other) => agrees(comparison, block, other.comparison))
}

/**
 * How many lines of substance have to stand together to be taken for those of a source. A line that came back from a
 * text which the parents have left behind needs one beside it: `return null`, alone, anybody writes again.
 */
export function neededSubstance({ comparison }: Compared, piece: CarriedBlock, parents: readonly Compared[]): number {
  const isLeftBehind = parents.some((parent) => parent.comparison.distance <= comparison.distance)
  if (!isLeftBehind) return 1
  for (let line = piece.after.from; line < piece.after.to; line++) {
    if (!parents.some((parent) => has(parent.comparison, { from: line, to: line + 1 }))) return 2
  }
  return 1
}

function has(parent: Comparison, { from, to }: LineSpan): boolean {
  return parent.sources.subarray(from, to).some((line) => line >= 0)
}

/** Whether what `other` knows of the same lines leaves it possible. */
function agrees(source: Comparison, { before, after }: CarriedBlock, other: Comparison): boolean {
  const { theirs, ours } = source.counterpartsIn(other)
  const isWithin = ({ from, to }: LineSpan, line: number) => line >= from && line < to
  for (let line = before.from; line < before.to; line++) {
    const counterpart = theirs[line]!
    const place = counterpart < 0 ? -1 : other.places[counterpart]!
    if (place >= 0 && !isWithin(after, place)) return false
  }
  for (let line = after.from; line < after.to; line++) {
    const origin = other.sources[line]!
    const counterpart = origin < 0 ? -1 : ours[origin]!
    if (counterpart >= 0 && !isWithin(before, counterpart)) return false
  }
  return true
}
