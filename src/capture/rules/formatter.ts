import type { Rule } from '../editEvent'

/** The format commands, on request, on paste, on type or on save. */
export const formatter: Rule = ({ source }) =>
  source?.source === 'unknown' && source.metadata['name'] === 'formatEditsCommand' ? { kind: 'reformat' } : undefined
