import { unknown } from '../../attribution/origin'
import type { Rule } from '../editEvent'

/** Without a named source: the paste handler was asked about this very text just before. */
export const pasteHandler: Rule = ({ source, signals, changes }) => {
  if (source || signals.pasting === undefined) return undefined
  const pasted = withoutSpace(signals.pasting)
  if (pasted === '') return undefined
  // A multi-cursor paste gives each cursor one line of the clipboard; a re-indented one differs in white space.
  const explained = changes.every((change) => pasted.includes(withoutSpace(change.text)))
  return explained ? { kind: 'carry', otherwise: unknown } : undefined
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
