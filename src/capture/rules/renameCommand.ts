import type { Rule } from '../editEvent'

/**
 * The edits of a rename that the editor does not name: it was seen to be asked for, and each edit puts the same new name
 * in the place of the same old one.
 */
export const renameCommand: Rule = ({ signals }) => (signals.renaming ? { kind: 'reformat' } : undefined)
