import type { Rule } from '../editEvent'
import { typedOrigin } from '../typedOrigin'

/** Typed at the keyboard, an input method included. Without a named source typing is told by what follows the edit. */
export const typing: Rule = (event) => {
  const { source } = event
  if (source?.source !== 'cursor') return undefined
  const { kind } = source.metadata
  const typed = kind === 'type' || kind === 'compositionType' || kind === 'compositionEnd'
  return typed ? { kind: 'insert', origin: typedOrigin(event) } : undefined
}
