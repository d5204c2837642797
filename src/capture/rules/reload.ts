import type { Rule } from '../editEvent'

/** The file changed on disk under a clean document, or the user reverted it. */
export const reload: Rule = ({ source }) => (source?.source === 'reloadFromDisk' ? { kind: 'external' } : undefined)
