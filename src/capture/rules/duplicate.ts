import { unknown } from '../../attribution/text/origin'
import { adjacentDuplicate } from '../content/adjacentDuplicate'
import type { Rule } from '../editEvent'

/**
 * Without a named source: whole lines are put in right beside the same lines. The content proves that they were made
 * from those, unless a key accepted them. Less than a line proves nothing, and what the chat writes is its own.
 */
export const duplicate: Rule = ({ source, signals, changes, before }) => {
  if (source || signals.chatBaseline || changes.length === 0) return undefined
  const isCopy = changes.every(
    (change) =>
      change.from === change.to && /^\r?\n|\n$/.test(change.text) && adjacentDuplicate(before, change) !== undefined,
  )
  if (!isCopy) return undefined
  return { kind: 'undecided', unlessTyped: { kind: 'carry', otherwise: unknown, beside: true } }
}
