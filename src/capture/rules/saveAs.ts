import type { Rule } from '../editEvent'

/** A document saved under another name: the editor opens the new one and puts the text of the old one into it. */
export const saveAs: Rule = ({ source, signals }) => {
  if (!signals.copyOf || signals.chatBaseline) return undefined
  const isFilledIn = !source || (source.source === 'unknown' && source.metadata['name'] === 'updateModel')
  return isFilledIn ? { kind: 'copy', text: signals.copyOf } : undefined
}
