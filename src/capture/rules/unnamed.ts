import { unknown } from '../../attribution/text/origin'
import type { Rule } from '../editEvent'

/**
 * An edit nobody claims. Where the editor names sources, another extension's edit stays unknown for good; where it
 * does not, a signal that follows (the selection moved by the keyboard, no mirrored chat baseline) may still decide.
 */
export const unnamed: Rule = ({ source }) => (source ? { kind: 'rewrite', origin: unknown } : { kind: 'undecided' })
