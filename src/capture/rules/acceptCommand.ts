import type { Origin } from '../../attribution/origin'
import type { Rule } from '../editEvent'

/** Without a named source: the document changed while a command that accepts an inline suggestion was running. */
export const acceptCommand: Rule = ({ source, signals, changes, at }) => {
  if (source || !signals.accepting || changes.every((change) => change.text === '')) return undefined
  const origin: Origin = { contributor: 'ai', mode: 'completion', evidence: 'observed', at }
  return { kind: 'complete', origin }
}
