import type { Rule } from '../editEvent'
import { keepingTokens, isFormattingOnly } from '../content/isFormattingOnly'

/**
 * An extension's unnamed edit that changes nothing but white space, quote style and trailing punctuation, at least in
 * some lines: whoever made it, there the code is still the one that was there.
 */
export const sameTokens: Rule = (event) => {
  if (!event.source) return undefined
  if (isFormattingOnly(event)) return { kind: 'reformat' }
  return keepingTokens(event).size > 0 ? { kind: 'partlyReformat' } : undefined
}
