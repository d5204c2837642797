import { unknown } from '../../attribution/origin'
import type { Rule } from '../editEvent'

/**
 * Moved lines, dragged text: what is inserted is what the same edit removes elsewhere. The content proves it on any
 * channel, so the origins move along.
 */
export const moveWithin: Rule = ({ changes, before }) => {
  const removed = changes
    .filter((change) => change.to > change.from)
    .map((change) => before.text(change.from, change.to).trim())
  const inserted = changes.map((change) => change.text.trim()).filter((text) => text !== '')
  if (inserted.length === 0 || removed.length === 0) return undefined
  const moved = changes
    .filter((change) => change.text.trim() !== '')
    .every((change) => removed.includes(change.text.trim()) && change.to === change.from)
  return moved ? { kind: 'carry', otherwise: unknown } : undefined
}
