import type { Change } from '../editEvent'

/**
 * The changes of one event in the order in which they are made, the last one in the text first, so that the offsets of
 * the others stay true. Undefined where they cannot be changes of a text of this length: they overlap or reach outside.
 *
 * @param changes in any order, all with offsets of the text before the event
 */
export function orderedChanges(changes: readonly Change[], length: number): readonly Change[] | undefined {
  const ordered = changes.toSorted((a, b) => b.from - a.from || b.to - a.to)
  let end = length
  for (const { from, to } of ordered) {
    // Also false for NaN, which no comparison holds for.
    if (!(from >= 0 && from <= to && to <= end)) return undefined
    end = from
  }
  return ordered
}
