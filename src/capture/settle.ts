import type { Origin } from '../attribution/origin'
import { human, unknown } from '../attribution/origin'
import type { Change, Decision, EditEvent } from './editEvent'
import { keepsTokens } from './keepsTokens'
import { togglesComments } from './togglesComments'

/** What was seen after an edit that nobody named. */
export type LateSignal =
  /** The keyboard moved the selection; `carets` are both ends of each selection, in the text after the edit. */
  | {
      readonly kind: 'keyboard'
      readonly carets: readonly number[]
      /** Longest text that counts as typed, where pastes are not seen and look the same. */
      readonly longest?: number
    }
  /** Nothing more is to be expected. */
  | {
      readonly kind: 'silence'
      /** The chat's text from before its edits took over the same edit: so it was not the chat's own. */
      readonly mirrored: boolean
      /** The document has no unsaved changes after the edit: the edit came from disk. */
      readonly clean: boolean
    }

/** Longest text that one key press or one step of an input method puts in, in UTF-16 units. */
const longestTyped = 32

/**
 * Decides an edit that was left undecided, from what followed it; undefined when the signal does not explain it.
 * Typing has to look like typing: short, on one line, with the caret where it was put.
 */
export function settle(event: EditEvent, signal: LateSignal): Decision | undefined {
  if (signal.kind === 'keyboard') {
    const typed = looksTyped(event.changes, signal.carets, signal.longest ?? longestTyped)
    return typed ? { kind: 'insert', origin: { ...human, at: event.at } } : undefined
  }
  // The chat saves what it edits, so this comes before the question whether the edit came from disk.
  const { chatBaseline } = event.signals
  // An Enter inside what the chat wrote is not mirrored either: blank text is no evidence of the chat.
  const isBlank = event.changes.every((change) => change.text.trim() === '')
  if (chatBaseline && !signal.mirrored && !isBlank)
    return { kind: 'takeBack', otherwise: chatOrigin(chatBaseline.session, event.at) }
  // A formatter may run right before a save, or on disk: both leave the code as it was.
  if (keepsTokens(event) || togglesComments(event)) return { kind: 'reformat' }
  if (signal.clean) return { kind: 'external' }
  return { kind: 'rewrite', origin: unknown }
}

function chatOrigin(session: string | undefined, at: string): Origin {
  return { contributor: 'ai', mode: 'chat', evidence: 'observed', at, ...(session && { session }) }
}

/** What the editor puts behind a selection when its counterpart is typed. */
const closers = new Set([')', ']', '}', '>', '"', "'", '`', '*', '_', '~', '$'])

/** What the editor may put behind the caret by itself: the end of a pair, of a comment, or nothing. */
const closes = /^[^\p{L}\p{N}]*$/u

function looksTyped(changes: readonly Change[], carets: readonly number[], longest: number): boolean {
  let shift = 0
  const inserted = [...changes].reverse().map((change) => {
    const from = change.from + shift
    shift += change.text.length - (change.to - change.from)
    return { from, to: from + change.text.length, text: change.text }
  })
  return inserted.every(({ from, to, text }) => {
    if (text === '') return true
    if (text.length > longest || /[\r\n]/.test(text)) return false
    if (carets.some((caret) => caret > from && caret <= to && closes.test(text.slice(caret - from)))) return true
    // A bracket typed over a selection: the other one stands where the selection ends.
    return closers.has(text) && inserted.length > 1 && carets.includes(from)
  })
}
