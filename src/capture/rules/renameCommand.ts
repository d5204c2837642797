import type { Rule } from '../editEvent'

/**
 * The edits of a rename that the editor does not name: it was seen to be asked for, and each edit puts the same new name
 * in the place of the same old one. Somebody may type within a word soon after, or instead: the keyboard tells.
 */
export const renameCommand: Rule = ({ source, signals }) => {
  if (!signals.renaming) return undefined
  return source ? { kind: 'reformat' } : { kind: 'undecided', unlessTyped: { kind: 'reformat' } }
}
