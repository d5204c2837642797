import type { Rule } from '../editEvent'

/**
 * Without a named source: the document changed while a command that accepts an inline suggestion was running. Somebody
 * may type before the editor gets to it, and others may edit: the caret behind what came in says that it was accepted.
 */
export const acceptCommand: Rule = ({ source, signals, changes }) => {
  if (source || !signals.accepting || changes.every((change) => change.text === '')) return undefined
  return { kind: 'undecided' }
}
