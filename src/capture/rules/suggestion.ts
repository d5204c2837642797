import { human } from '../../attribution/origin'
import type { Rule } from '../editEvent'

/** A word from the suggest list or a snippet: the person chose and asked for it, character by character. */
export const suggestion: Rule = ({ source, at }) =>
  source?.source === 'suggest' || source?.source === 'snippet'
    ? { kind: 'insert', origin: { ...human, at } }
    : undefined
