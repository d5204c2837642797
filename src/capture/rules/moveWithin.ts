import { unknown } from '../../attribution/text/origin'
import type { Rule } from '../editEvent'
import { movedFrom } from '../content/movedFrom'

/**
 * Moved lines, dragged text: what is inserted is what the same edit removes elsewhere. The content proves it on any
 * channel, so the origins move along. White space alone has to be a whole blank line: a formatter moves the rest about.
 */
export const moveWithin: Rule = ({ changes, before }) => {
  const inserted = changes.filter(({ text }) => text !== '' && (text.trim() !== '' || text.includes('\n')))
  if (inserted.length === 0) return undefined
  const moved = inserted.every(({ from, to, text }) => from === to && movedFrom(before, changes, text) !== undefined)
  return moved ? { kind: 'carry', otherwise: unknown } : undefined
}
