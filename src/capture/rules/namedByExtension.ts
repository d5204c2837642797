import type { Decision, Rule } from '../editEvent'

/**
 * An extension made this edit inside its call of Byline's API: it says what it is itself. Somebody may type while such
 * a call waits: the editor names that, or the keyboard tells.
 */
export const namedByExtension: Rule = ({ source, signals }) => {
  if (!signals.named || source?.source === 'cursor') return undefined
  const named: Decision = { kind: 'rewrite', origin: signals.named }
  return source ? named : { kind: 'undecided', unlessTyped: named }
}
