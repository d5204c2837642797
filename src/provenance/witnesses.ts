import type { AttributedText } from '../attribution/text/attributedText'
import { type Contributor, isAi } from '../attribution/text/origin'
import type { Inquiry } from './inquiry'

/** Somebody who can say who wrote a text. */
export interface Witness {
  readonly name:
    | 'declared'
    | 'recorded'
    | 'claimed'
    | 'noted'
    | 'elsewhere'
    | 'derived'
    | 'notedOfOthers'
    | 'claimedOfOthers'
  /** Undefined where it knows nothing of the text. */
  readonly ask: (inquiry: Inquiry) => Promise<AttributedText | undefined>
  /** The contributors it is believed about; all where left out. */
  readonly accept?: (contributor: Contributor) => boolean
  /** It is asked about the text of the question itself only, not about those it comes from. */
  readonly asksHistory?: true
  /** It knows less than the commit, which says what of its own lines is from AI. */
  readonly belowCommit?: true
  /** Not asked where one of these answered. */
  readonly unless?: readonly Witness['name'][]
}

/**
 * All witnesses, in order of what each can know: what one says of a line no later one changes. The user's own word on
 * this machine; what was recorded here of this very text at this place; the message of the commit asked about; the note
 * on this blob; records of this text at other places; then what is derived from other texts: those recorded and
 * committed, those that notes speak of, those that messages speak of. A note comes from elsewhere, and anybody may push
 * one: it never outranks what the commit itself says.
 */
export const witnesses: readonly Witness[] = [
  { name: 'declared', ask: (inquiry) => inquiry.declared() },
  { name: 'recorded', ask: (inquiry) => inquiry.recorded(), unless: ['declared'] },
  { name: 'claimed', ask: (inquiry) => inquiry.claimed(), asksHistory: true },
  { name: 'noted', ask: (inquiry) => inquiry.noted(), belowCommit: true },
  { name: 'elsewhere', ask: (inquiry) => inquiry.elsewhere() },
  { name: 'derived', ask: (inquiry) => inquiry.derived(), belowCommit: true, unless: ['declared', 'recorded'] },
  { name: 'notedOfOthers', ask: (inquiry) => inquiry.notedOfOthers(), belowCommit: true, asksHistory: true },
  { name: 'claimedOfOthers', ask: (inquiry) => inquiry.claimedOfOthers(), asksHistory: true, accept: isAi },
]
