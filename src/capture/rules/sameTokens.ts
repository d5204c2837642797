import type { Rule } from '../editEvent'
import { keepsTokens } from '../keepsTokens'

/**
 * An extension's unnamed edit that changes nothing but white space, quote style and trailing punctuation: whoever made
 * it, the code is still the one that was there.
 */
export const sameTokens: Rule = (event) => (event.source && keepsTokens(event) ? { kind: 'reformat' } : undefined)
