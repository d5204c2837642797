import type { AttributedText } from '../../attribution/text/attributedText'
import { human, unknown } from '../../attribution/text/origin'
import type { Change } from '../editEvent'
import type { Reason } from './reason'

/**
 * The editor puts in as a snippet what somebody asked for by its prefix or from the list of all, but also what an
 * extension makes of a paste or a drop, and whatever an extension inserts in this form. Of these only a prefix that was
 * typed, and a paste of what was copied in the editor, can be told.
 */
export const snippet: Reason = ({ signals, changes, before, at }) => {
  if (signals.atSelections && signals.isCopied) return { kind: 'carry', otherwise: unknown }
  if (changes.every(({ from, to, text }) => from === to && closes.test(text))) return { kind: 'reformat' }
  const isSpeltOut = !signals.overSelected && changes.every((change) => replacesTypedWord(before, change))
  return isSpeltOut ? { kind: 'insert', origin: { ...human, at } } : { kind: 'rewrite', origin: unknown }
}

/** What an extension puts behind the caret by itself: the end of a pair, of a tag. */
const closes = /^(?:[^\p{L}\p{N}\s]*|<\/[^<>]*>)$/u

/** A prefix or an abbreviation that was just typed becomes what it stands for. */
function replacesTypedWord(before: AttributedText, { from, to }: Change): boolean {
  return (
    !/^$|\s/.test(before.text(from, to)) && before.runs(from, to).every(({ origin }) => origin.contributor === 'human')
  )
}
