import { human, unknown } from '../../attribution/text/origin'
import type { Rule } from '../editEvent'

/**
 * Nothing is inserted, and what goes takes its origin with it; but who took it out changed the line. A key or a command
 * of the editor is the person's. Without a named source, what follows the edit tells.
 */
export const deletion: Rule = ({ changes, source, at }) => {
  if (changes.some((change) => change.text !== '')) return undefined
  if (!source) return { kind: 'undecided' }
  return { kind: 'insert', origin: source.source === 'cursor' ? { ...human, at } : unknown }
}
