import type { Rule } from '../editEvent'

/**
 * A document saved under another name: the editor opens the new one and puts the text of the old one into it, before it is
 * shown. What comes in at the carets is somebody's edit, and the same text by chance.
 */
export const saveAs: Rule = ({ source, signals }) => {
  if (!signals.copyOf || signals.chatBaseline || signals.atSelections) return undefined
  const isFilledIn = !source || (source.source === 'unknown' && source.metadata['name'] === 'updateModel')
  return isFilledIn ? { kind: 'copy', text: signals.copyOf } : undefined
}
