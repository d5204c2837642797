import type { Rule } from '../editEvent'

/**
 * The edits of a rename that the editor does not name: it was seen to be asked for, and each edit puts the same new name
 * in the place of the same old one. Somebody may type within a word soon after, or instead: the keyboard tells.
 */
export const renaming: Rule = ({ source, signals }) => {
  if (!signals.renaming || (source && namesItself.has(source.source))) return undefined
  return source ? { kind: 'reformat' } : { kind: 'undecided', unlessTyped: { kind: 'reformat' } }
}

/** What the editor names by these is what it says, also where it looks like a rename. */
const namesItself = new Set(['cursor', 'suggest', 'snippet', 'rename'])
