import type { Rule } from '../editEvent'
import { typedOrigin } from '../typedOrigin'

/**
 * Without a named source: a dead key or an input method puts another text of the same length in the place of the one
 * that the last key press left (´ becomes é). The cursor stays where it is, so no signal follows that tells of typing.
 */
export const composition: Rule = (event) => {
  const { source, justTyped, changes } = event
  const [change] = changes
  if (source || !justTyped || !change || changes.length !== 1) return undefined
  const replaces = change.from === justTyped.from && change.to === justTyped.to
  const isComposed = change.text.length === change.to - change.from && /[^\p{ASCII}\s]/u.test(change.text)
  return replaces && isComposed ? { kind: 'insert', origin: typedOrigin(event) } : undefined
}
