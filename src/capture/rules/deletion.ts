import { unknown } from '../../attribution/origin'
import type { Rule } from '../editEvent'

/** Nothing is inserted, so nobody has to be named; what goes takes its origin with it. */
export const deletion: Rule = ({ changes }) =>
  changes.every((change) => change.text === '') ? { kind: 'insert', origin: unknown } : undefined
