import type { Rule } from '../editEvent'

/** An extension made this edit inside its call of Byline's API: it says what it is itself. */
export const namedByExtension: Rule = ({ signals }) =>
  signals.named ? { kind: 'rewrite', origin: signals.named } : undefined
