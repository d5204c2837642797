import { unknown } from '../../attribution/text/origin'
import type { Rule } from '../editEvent'

/**
 * One of several chat edits undone: the editor names its own way of editing rather than the chat, and only for
 * what differs. It does so only in files that the chat has edited. Where the editor names nothing, all edits together
 * are known to be undone when the text is the one from before them.
 */
export const chatHunkUndo: Rule = ({ source, signals }) => {
  const { chatBaseline } = signals
  if (!chatBaseline) return undefined
  const isNamed = source?.source === 'unknown' && source.metadata['name'] === 'pushEditOperation'
  const isWhole = !source && chatBaseline.inHunk && chatBaseline.isBaseline
  return isNamed || isWhole ? { kind: 'takeBack', otherwise: unknown } : undefined
}
