import type { Rule } from '../editEvent'

/** A symbol renamed: the new name keeps the origin of the old one. */
export const rename: Rule = ({ source }) => (source?.source === 'rename' ? { kind: 'reformat' } : undefined)
