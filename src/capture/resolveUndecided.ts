import type { Origin } from '../attribution/text/origin'
import { unknown } from '../attribution/text/origin'
import type { Change, Decision, EditEvent } from './editEvent'
import { couldBeAccepted } from './content/couldBeAccepted'
import { keepingTokens, isFormattingOnly } from './content/isFormattingOnly'
import { renamedWord } from './content/renamedWord'
import { togglesComments } from './content/togglesComments'
import { typedOrigin } from './typedOrigin'

/** What was seen after an edit that nobody named. */
export type FollowUpSignal =
  /** The keyboard moved the selection; `carets` are both ends of each selection, in the text after the edit. */
  | {
      readonly kind: 'keyboard'
      readonly carets: readonly number[]
    }
  /** Nothing more is to be expected. */
  | {
      readonly kind: 'silence'
      /** The chat's text from before its edits took over the same edit: so it was not the chat's own. */
      readonly mirrored: boolean
      /** The document has no unsaved changes after the edit: the edit came from disk. */
      readonly clean: boolean
    }
  /** The editor moved the caret of the document, not by typing: behind what was pasted or accepted, for one. */
  | { readonly kind: 'caretMoved'; readonly carets: readonly number[] }
  /** Another window is known by now to have copied these very texts last. */
  | { readonly kind: 'copied'; readonly texts: readonly string[] }
  /** A key accepted what was shown, and this is an edit that it may have made; see `couldBeAccepted`. */
  | { readonly kind: 'accepted'; readonly guessed: boolean }
  /** A key began a rename. */
  | { readonly kind: 'renamed' }
  /** The chat saved the document, as it does after the last edit of an answer; edits from number `before` on came later. */
  | { readonly kind: 'chatSaved'; readonly before?: number }
  /** The chat did not save it: so what stands in its text is not its own. `before` as above. */
  | { readonly kind: 'chatIdle'; readonly clean: boolean; readonly before?: number }

/** What became of an undecided edit until now. */
export interface OpenEdit {
  readonly decision: Extract<Decision, { kind: 'undecided' }>
  /** The caret stood behind what it put in right after it. */
  readonly behind?: boolean
  /** The caret stood behind what it put in, and no key had put it there: neither typing nor a paste looks like that. */
  readonly caretMoved?: boolean
}

/**
 * Decides an edit that was left undecided, from what followed it; undefined when the signal does not explain it.
 * Typing has to look like typing: short, on one line, with the caret where it was put.
 */
export function resolveUndecided(
  event: EditEvent,
  signal: FollowUpSignal,
  { decision: { waits, unlessTyped }, behind = false, caretMoved = false }: OpenEdit = {
    decision: { kind: 'undecided' },
  },
): Decision | undefined {
  const { chatBaseline } = event.signals
  switch (signal.kind) {
    case 'keyboard':
      if (event.source || waits) return undefined
      if (!unlessTyped && isDeletion(event)) return deletedByKey(event, signal.carets)
      if (event.signals.pasteKey || caretMoved) return undefined
      if (looksTyped(event, signal.carets)) return { kind: 'insert', origin: typedOrigin(event) }
      return !unlessTyped && isPasteOfLast(event, behind) ? { kind: 'undecided', unlessTyped: pasted } : undefined
    case 'caretMoved':
      if (event.source || waits || unlessTyped) return undefined
      return isPasteOfLast(event, behind) ? { kind: 'undecided', unlessTyped: pasted } : undefined
    case 'copied':
      return isPasteOf(event, signal.texts, { behind, unlessTyped })
        ? { kind: 'undecided', unlessTyped: pasted }
        : undefined
    case 'accepted': {
      const how = caretMoved
        ? couldBeAccepted(event, { kind: 'undecided', ...(unlessTyped && { unlessTyped }) })
        : undefined
      return how === (signal.guessed ? 'guessed' : 'sure')
        ? { kind: 'complete', origin: completion(event.at) }
        : undefined
    }
    case 'renamed': {
      if (event.source || waits || unlessTyped) return undefined
      const isRename = renamedWord(event.changes, event.before) !== undefined
      return isRename ? { kind: 'undecided', unlessTyped: { kind: 'reformat' } } : undefined
    }
    case 'silence':
      if (unlessTyped) return unlessTyped
      if (waits) return undefined
      // The chat saves what it edits, so this comes before the question whether the edit came from disk.
      if (chatBaseline && !signal.mirrored) {
        return chatBaseline.inHunk ? { kind: 'undecided', waits: 'chat' } : chatEdit(event)
      }
      return untilKeysAreTold(event, unexplained(event, signal.clean), caretMoved)
    case 'chatSaved':
      return waits ? chatEdit(event) : undefined
    case 'chatIdle':
      return waits ? unexplained(event, signal.clean) : undefined
  }
}

const pasted: Decision = { kind: 'carry', otherwise: unknown }

/** What nobody explained may still turn out to be accepted by a key; the next silence ends that. */
function untilKeysAreTold(event: EditEvent, decision: Decision, caretMoved: boolean): Decision {
  const isOpen = caretMoved && decision.kind === 'rewrite' && couldBeAccepted(event, { kind: 'undecided' }) === 'sure'
  return isOpen ? { kind: 'undecided', unlessTyped: decision } : decision
}

/** Whether an edit puts in at the carets what was copied last. */
function isPasteOfLast({ signals: { atSelections, isCopied } }: EditEvent, behind: boolean): boolean {
  return behind && atSelections === true && isCopied === true
}

/** Whether an edit puts in these texts as a paste does, or the editor or the key named it a paste and nobody knew of what. */
function isPasteOf(
  { changes, signals, source }: EditEvent,
  texts: readonly string[],
  { behind, unlessTyped }: { readonly behind: boolean; readonly unlessTyped: Decision | undefined },
): boolean {
  const isSame = changes.length === texts.length && changes.every(({ text }, i) => text === texts[i])
  if (!isSame) return false
  if (source || signals.pasteKey) return unlessTyped?.kind === 'carry'
  return behind && signals.atSelections === true && unlessTyped === undefined
}

function completion(at: string): Origin {
  return { contributor: 'ai', mode: 'completion', evidence: 'observed', at }
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
  return isFormattingOnly(event) || togglesComments(event)
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

/**
 * Whether a caret stands in or behind what an edit put in, or where it took something out.
 * @param carets in offsets of the text right after it
 */
export function standsBehind(changes: readonly Change[], carets: readonly number[]): boolean {
  return insertedBy(changes).some(({ from, to }) =>
    carets.some((caret) => (caret > from || from === to) && caret >= from && caret <= to),
  )
}

/**
 * Whether a key typed what an edit put in: one character, with what closes it by itself behind the caret. An input
 * method puts in more, but in the place of what the key before it left. All else that is longer may be a paste.
 */
function looksTyped({ changes, justTyped }: EditEvent, carets: readonly number[]): boolean {
  const [only] = changes
  const composes =
    changes.length === 1 && justTyped !== undefined && only!.from >= justTyped.from && only!.to === justTyped.to
  const isComposed = composes && only!.from < only!.to
  const inserted = insertedBy(changes)
  return inserted.every(({ from, to, text }) => {
    if (text === '') return true
    if (/[\r\n]/.test(text) || (isComposed && text.length > longestComposed)) return false
    const isByKey = carets.some((caret) => {
      if (caret <= from || caret > to || !closes.test(text.slice(caret - from))) return false
      const head = text.slice(0, caret - from)
      return isComposed || head.trim() === '' || isOneCharacter(head) || isPair(head)
    })
    // A bracket typed over a selection: the other one stands where the selection ends.
    return isByKey || (closers.has(text) && inserted.length > 1 && carets.includes(from))
  })
}

/** Longest text that one step of an input method puts in, in UTF-16 units. */
const longestComposed = 32

/** As people count characters: one with accents, or an emoji made of several, is one. */
function isOneCharacter(text: string): boolean {
  const [first] = characters.segment(text)
  return first?.segment === text
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Brackets that the editor put in both at once, with the caret behind them. */
function isPair(text: string): boolean {
  return text.length === 2 && closers.has(text[1]!) && !/[\p{L}\p{N}]/u.test(text[0]!)
}
