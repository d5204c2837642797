import type { Rule } from '../editEvent'

/** The editor marks undo and redo on every channel, whoever made the edit that is undone. */
export const undoRedo: Rule = ({ reason }) => (reason ? { kind: 'restore', direction: reason } : undefined)
