import { unknown } from '../../attribution/text/origin'
import type { Rule } from '../editEvent'

/**
 * Without a named source: the key that pastes was pressed, and this came in at the carets next. Were it typed in that
 * very moment, it would be unknown for once.
 */
export const pasteKey: Rule = ({ source, signals, changes }) =>
  !source && signals.pasteKey && changes.some(({ text }) => text.trim() !== '')
    ? { kind: 'carry', otherwise: unknown }
    : undefined
