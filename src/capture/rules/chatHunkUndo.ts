import { unknown } from '../../attribution/origin'
import type { Rule } from '../editEvent'

/**
 * One of several chat edits taken back: the editor names its own way of editing rather than the chat, and only for
 * what differs. It does so only in files that the chat has edited.
 */
export const chatHunkUndo: Rule = ({ source, signals }) =>
  source?.source === 'unknown' && source.metadata['name'] === 'pushEditOperation' && signals.chatBaseline
    ? { kind: 'takeBack', otherwise: unknown }
    : undefined
