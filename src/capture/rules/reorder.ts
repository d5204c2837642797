import { reorderedLines } from '../content/reorderedLines'
import type { Rule } from '../editEvent'

/** Lines sorted or moved about: the same lines in another order, as their content proves on any channel. */
export const reorder: Rule = ({ before, changes }) =>
  changes.some((change) => change.text.trim() !== '') && reorderedLines(before, changes)
    ? { kind: 'reorder' }
    : undefined
