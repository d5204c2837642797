import type { Origin } from '../attribution/origin'
import { unknown } from '../attribution/origin'
import type { Change, Decision, EditEvent } from './editEvent'
import { keepingTokens, keepsTokens } from './keepsTokens'
import { togglesComments } from './togglesComments'
import { typedOrigin } from './typedOrigin'

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
  /** The editor moved the caret of the document, not by a key; after an accept command it stands behind what came. */
  | { readonly kind: 'moved'; readonly carets: readonly number[] }
  /** The chat saved the document, as it does after the last edit of an answer. */
  | { readonly kind: 'chatSaved' }
  /** The chat did not save it: so what stands in its text is not its own. */
  | { readonly kind: 'chatIdle'; readonly clean: boolean }

/** Longest text that one key press or one step of an input method puts in, in UTF-16 units. */
const longestTyped = 32

/** The same for a key alone: a character outside the first plane, or a pair of brackets. */
const longestByKey = 2

/**
 * Decides an edit that was left undecided, from what followed it; undefined when the signal does not explain it.
 * Typing has to look like typing: short, on one line, with the caret where it was put.
 * @param open what has been made of the edit so far
 */
export function settle(
  event: EditEvent,
  signal: LateSignal,
  { waits, unlessTyped }: Extract<Decision, { kind: 'undecided' }> = { kind: 'undecided' },
): Decision | undefined {
  const { accepting, chatBaseline } = event.signals
  if (unlessTyped) {
    if (signal.kind === 'silence') return unlessTyped
    // The caret may be moved by a key right after such an edit: only what one key puts in counts.
    const isTyped = signal.kind === 'keyboard' && looksTyped(event.changes, signal.carets, longestByKey)
    return isTyped ? { kind: 'insert', origin: typedOrigin(event) } : undefined
  }
  if (waits === 'chat') {
    if (signal.kind === 'chatSaved') return chatEdit(event)
    return signal.kind === 'chatIdle' ? unexplained(event, signal.clean) : undefined
  }
  switch (signal.kind) {
    case 'keyboard': {
      if (isDeletion(event)) return deletedByKey(event, signal.carets)
      const typed = looksTyped(event.changes, signal.carets, signal.longest ?? longestTyped)
      return typed ? { kind: 'insert', origin: typedOrigin(event) } : undefined
    }
    case 'moved':
      // Whatever else arrives while the command runs does not take the caret along.
      return accepting && standsBehind(event.changes, signal.carets)
        ? { kind: 'complete', origin: { contributor: 'ai', mode: 'completion', evidence: 'observed', at: event.at } }
        : undefined
    case 'silence':
      // The chat saves what it edits, so this comes before the question whether the edit came from disk.
      if (chatBaseline && !signal.mirrored) {
        return chatBaseline.inHunk ? { kind: 'undecided', waits: 'chat' } : chatEdit(event)
      }
      return unexplained(event, signal.clean)
    case 'chatSaved':
    case 'chatIdle':
      return undefined
  }
}

function chatEdit({ signals, at }: EditEvent): Decision {
  return { kind: 'takeBack', otherwise: chatOrigin(signals.chatBaseline?.session, at) }
}

/** No signal says who made it; the content may. */
function unexplained(event: EditEvent, clean: boolean): Decision {
  // A formatter may run right before a save, or on disk: both leave the code as it was.
  if (leavesCode(event)) return { kind: 'reformat' }
  // One of the chat's edits may have been undone.
  if (event.signals.chatBaseline) return { kind: 'takeBack', otherwise: unknown }
  // A key that takes out what follows leaves the caret where it is, so that no signal follows.
  if (isDeletion(event) && event.signals.atCaret && !clean) return { kind: 'insert', origin: typedOrigin(event) }
  // What comes from disk is one change.
  if (keepingTokens(event).size > 0) return { kind: 'partlyReformat' }
  return clean ? { kind: 'external' } : { kind: 'rewrite', origin: unknown }
}

function leavesCode(event: EditEvent): boolean {
  return keepsTokens(event) || togglesComments(event)
}

function isDeletion({ changes }: EditEvent): boolean {
  return changes.every(({ text }) => text === '')
}

/** A key took text out where the caret stands now; one that comments lines in again leaves the code as it was. */
function deletedByKey(event: EditEvent, carets: readonly number[]): Decision | undefined {
  if (leavesCode(event)) return { kind: 'reformat' }
  return standsBehind(event.changes, carets) ? { kind: 'insert', origin: typedOrigin(event) } : undefined
}

function chatOrigin(session: string | undefined, at: string): Origin {
  return { contributor: 'ai', mode: 'chat', evidence: 'observed', at, ...(session && { session }) }
}

/** What the editor puts behind a selection when its counterpart is typed. */
const closers = new Set([')', ']', '}', '>', '"', "'", '`', '*', '_', '~', '$'])

/** What the editor may put behind the caret by itself: the end of a pair, of a comment, or nothing. */
const closes = /^[^\p{L}\p{N}]*$/u

/** What an edit put in, in offsets of the text after it, first one first. */
function insertedBy(changes: readonly Change[]): readonly { from: number; to: number; text: string }[] {
  let shift = 0
  return changes.toReversed().map((change) => {
    const from = change.from + shift
    shift += change.text.length - (change.to - change.from)
    return { from, to: from + change.text.length, text: change.text }
  })
}

function standsBehind(changes: readonly Change[], carets: readonly number[]): boolean {
  return insertedBy(changes).some(({ from, to }) => carets.some((caret) => caret >= from && caret <= to))
}

function looksTyped(changes: readonly Change[], carets: readonly number[], longest: number): boolean {
  const inserted = insertedBy(changes)
  return inserted.every(({ from, to, text }) => {
    if (text === '') return true
    if (text.length > longest || /[\r\n]/.test(text)) return false
    if (carets.some((caret) => caret > from && caret <= to && closes.test(text.slice(caret - from)))) return true
    // A bracket typed over a selection: the other one stands where the selection ends.
    return closers.has(text) && inserted.length > 1 && carets.includes(from)
  })
}
