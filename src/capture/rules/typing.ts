import { human } from '../../attribution/origin'
import type { Rule } from '../editEvent'

/** Typed at the keyboard, an input method included. Without a named source typing is told by what follows the edit. */
export const typing: Rule = ({ source, at }) => {
  if (source?.source !== 'cursor') return undefined
  const { kind } = source.metadata
  const typed = kind === 'type' || kind === 'compositionType' || kind === 'compositionEnd'
  return typed ? { kind: 'insert', origin: { ...human, at } } : undefined
}
