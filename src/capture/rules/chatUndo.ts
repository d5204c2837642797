import { unknown } from '../../attribution/text/origin'
import type { Rule } from '../editEvent'

/** Chat edits that are undone come as one replacement of the whole document: the text from before, so its origins too. */
export const chatUndo: Rule = ({ source }) =>
  source?.source === 'Chat.undoEdits' || source?.source === 'Chat.reset'
    ? { kind: 'takeBack', otherwise: unknown }
    : undefined
