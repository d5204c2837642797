import type { AttributedText } from '../attribution/text/attributedText'
import { unknown } from '../attribution/text/origin'
import { reconcile } from '../attribution/matching/reconcile'
import { couldBeAccepted } from './content/couldBeAccepted'
import { applyDecision } from './applyDecision'
import { decide } from './decide'
import type { Decision, EditEvent } from './editEvent'
import type { FollowUpSignal } from './resolveUndecided'
import { resolveUndecided, standsBehind } from './resolveUndecided'
import { type State, States } from './states'

/** So many edits after one that came from disk, a record of what came is still taken over. */
const longestSinceDisk = 200

/** An edit and what was made of it; kept only as long as that can still change. */
interface Step {
  /** The moment before it. */
  readonly from: State
  readonly event: EditEvent
  decision: Decision
  /** Which edit of the document it is. */
  readonly number: number
  /** The document had no unsaved changes a moment after it. */
  clean?: boolean
  /** Where the caret stood right after it; see `OpenEdit`. */
  behind?: boolean
  caretMoved?: boolean
  /** What was found of copied text: somebody may have copied something else when this is made anew. */
  readonly copied: Map<string, AttributedText | undefined>
}

/**
 * One document's attribution through its edits. Every edit makes a new state; undo and redo find the state with the
 * same text again, origins included. An edit that nobody named stays undecided until a later signal explains it: then
 * the states since are made anew.
 */
export class EditHistory {
  readonly #states: States
  /** The last steps, oldest first, from the first one that may still change. */
  #tail: Step[] = []
  /** What the last key press put in, as long as nothing else happened since. */
  #justTyped: { readonly from: number; readonly to: number } | undefined
  /** Whether the origins of the text that the document was opened with are still being looked up. */
  #baseKnown = false
  #made = 0

  constructor(
    base: AttributedText,
    private readonly copied: (text: string, isOneOfMany: boolean) => AttributedText | undefined,
  ) {
    // Nobody waits for a document that is opened; whoever types in it would.
    this.#states = new States(base.prepare())
  }

  /** Who wrote the text as it is now. */
  get current(): AttributedText {
    return this.#states.current.text
  }

  /** Who wrote the text as it was before the last edit; undefined where there was none. */
  get previous(): AttributedText | undefined {
    const { current } = this
    for (const text of this.#states.before()) if (!text.sameText(current)) return text
    return undefined
  }

  /** Whether an edit still waits for a signal that explains it; not when only the chat can. */
  get isUndecided(): boolean {
    return this.#tail.some(({ decision }) => decision.kind === 'undecided' && decision.waits === undefined)
  }

  /** Whether an edit in the chat's text waits for what tells whether it is the chat's. */
  get waitsForChat(): boolean {
    return this.#tail.some(({ decision }) => decision.kind === 'undecided' && decision.waits === 'chat')
  }

  /** How many edits there were. */
  get made(): number {
    return this.#made
  }

  /** How many edits there are that a key may have accepted; see `couldBeAccepted`. */
  get acceptable(): { readonly sure: number; readonly guessed: number } {
    let sure = 0
    let guessed = 0
    for (const { event, decision, caretMoved, clean } of this.#tail) {
      if (decision.kind !== 'undecided' || !caretMoved || clean) continue
      const how = couldBeAccepted(event, decision)
      if (how === 'sure') sure++
      if (how === 'guessed') guessed++
    }
    return { sure, guessed }
  }

  /** Whether the last edit may be a paste of what another window copied: of what nobody has found yet. */
  get mayBePaste(): boolean {
    const { event, decision, behind } = this.#tail.at(-1) ?? {}
    if (!event || decision?.kind !== 'undecided' || decision.waits) return false
    if (event.source || event.signals.pasteKey) return decision.unlessTyped?.kind === 'carry'
    return behind === true && event.signals.atSelections === true && !decision.unlessTyped
  }

  /** Takes in an edit; returns what it was taken for. */
  apply(edit: Omit<EditEvent, 'before' | 'justTyped'>): Decision {
    const typed = this.#justTyped
    const event: EditEvent = { ...edit, before: this.current, ...(typed && { justTyped: typed }) }
    const decision = decide(event)
    this.#justTyped = undefined
    const from = this.#states.current
    const copied = new Map<string, AttributedText | undefined>()
    this.#push(event, decision, copied)
    // A paste of what nobody here has copied: another window may have.
    const isSought = decision.kind === 'carry' && [...copied.values()].includes(undefined)
    const open: Decision = isSought ? { kind: 'undecided', unlessTyped: decision } : decision
    const mayChange = this.#tail.length > 0 || isOpen(open) || !this.#baseKnown
    const step: Step = { from, event, decision: open, number: this.#made, copied }
    if (mayChange) this.#tail.push(step)
    this.#made++
    this.#forgetDecided()
    return decision
  }

  /**
   * Offers a later signal to the edits that are still undecided; returns what it made of those it explained. The caret
   * tells of the last edit alone: the editor says that the caret moved right after the edit that moved it, so what
   * another extension put in a moment before is not taken for typed or accepted.
   */
  resolveUndecided(signal: FollowUpSignal): readonly Decision[] {
    const decided: Decision[] = []
    let first: Step | undefined
    for (const step of 'carets' in signal ? this.#tail.slice(-1) : this.#tail) {
      if (step.decision.kind !== 'undecided') continue
      if ('carets' in signal && standsBehind(step.event.changes, signal.carets)) {
        step.behind ??= true
        step.caretMoved ??= signal.kind === 'caretMoved'
      }
      if ('before' in signal && step.number >= (signal.before ?? Infinity)) continue
      if (signal.kind === 'accepted' && step.clean) continue
      const own = step.clean && 'clean' in signal ? { ...signal, clean: true } : signal
      const { behind = false, caretMoved = false } = step
      const decision = resolveUndecided(step.event, own, { decision: step.decision, behind, caretMoved })
      if (!decision) continue
      if (signal.kind === 'copied') step.copied.clear()
      step.decision = decision
      decided.push(decision)
      first ??= step
      if (signal.kind === 'keyboard') this.#justTyped = stretchTyped(step.event)
    }
    if (first) {
      this.#forgetUndone()
      this.#replay(Math.max(0, this.#tail.indexOf(first)))
    }
    this.#forgetDecided()
    return decided
  }

  /** The document has no unsaved changes: what is undecided now may have come from disk, whatever somebody does next. */
  seenClean(): void {
    for (const step of this.#tail) if (step.decision.kind === 'undecided') step.clean = true
  }

  /** Whether an edit that was not unsaved is undecided: it may turn out to have come from disk. */
  get mayBeFromDisk(): boolean {
    return this.#tail.some(({ decision, clean }) => clean === true && decision.kind === 'undecided')
  }

  /** The text that came from disk last, as long as a record of it can still be taken over. */
  get fromDisk(): AttributedText | undefined {
    // What was saved before it was decided looks as if it came from disk, too.
    const at = this.#tail.findLastIndex(
      ({ decision, clean, event }) => decision.kind === 'external' && (clean || event.source !== undefined),
    )
    return at < 0 ? undefined : (this.#tail[at + 1]?.from.text ?? this.current)
  }

  /** The origins of the text that the document was opened with have been found; edits made since are kept. */
  rebase(base: AttributedText): void {
    if (this.#baseKnown) return
    this.#baseKnown = true
    if (base.sameText(this.#baseOfTail)) this.#replay(0, base)
    this.#forgetDecided()
  }

  /**
   * Gives an earlier text that came from disk the origins that were found for it, as when an agent tells of what it
   * wrote and somebody typed meanwhile: edits made since are kept.
   * @returns false where no such text came, or too much was done since
   */
  rebaseFromDisk(attributed: AttributedText): boolean {
    this.#forgetUndone()
    const at = this.#tail.findLastIndex(
      ({ decision }, i) =>
        decision.kind === 'external' && (this.#tail[i + 1]?.from.text ?? this.current).sameText(attributed),
    )
    const step = this.#tail[at]
    if (!step || !this.#baseKnown) return false
    step.decision = { kind: 'copy', text: attributed }
    this.#replay(at)
    this.#forgetDecided()
    return true
  }

  /** Gives the text other origins: a record found for it, or the user's own word. Undo comes back to the old ones. */
  adopt(attributed: AttributedText): boolean {
    if (!attributed.sameText(this.current)) return false
    this.#states.push(attributed)
    this.#tail = []
    // What is looked up still of the text from before must not take the place of this.
    this.#baseKnown = true
    return true
  }

  /** The text is another than the edits told: starts anew from `attributed`; undo finds the earlier states still. */
  reset(attributed: AttributedText): void {
    this.#states.push(attributed)
    this.#tail = []
    this.#baseKnown = true
  }

  /**
   * Takes the text as it is in the editor, where edits were lost or told wrongly: what differs is unknown.
   * @returns false where nothing differs
   */
  resynchronise(text: string): boolean {
    const { current } = this
    if (current.length === text.length && current.text() === text) return false
    this.reset(reconcile(current, text, unknown))
    return true
  }

  #push(event: EditEvent, decision: Decision, copied: Step['copied']): void {
    let found: State | undefined
    const next = applyDecision(event, decision, {
      copied: (text, isOneOfMany) => {
        if (!copied.has(text)) copied.set(text, this.copied(text, isOneOfMany))
        return copied.get(text)
      },
      states: () => this.#states.before(),
      restore: (raw, direction) => {
        found = this.#states.find(raw, direction)
        return found?.text
      },
    })
    if (found && decision.kind === 'restore' && decision.direction !== 'any') this.#states.goTo(found)
    else this.#states.push(next)
  }

  get #baseOfTail(): AttributedText {
    return this.#tail[0]?.from.text ?? this.current
  }

  /** Makes the states since a step of the tail anew, from what the steps are now taken for. */
  #replay(at: number, base?: AttributedText): void {
    const start = this.#tail[at]?.from ?? this.#states.current
    if (!this.#states.has(start)) return
    const steps = this.#tail.splice(at)
    this.#states.cutBackTo(start, base)
    for (const step of steps) {
      const from = this.#states.current
      const event = { ...step.event, before: from.text }
      this.#push(event, step.decision, step.copied)
      this.#tail.push({ ...step, from, event })
    }
  }

  /** Drops the steps from the tail that start from a state that is gone: undone, and then something else was done. */
  #forgetUndone(): void {
    const first = this.#tail.findIndex(({ from }) => this.#states.has(from))
    this.#tail = first < 0 ? [] : this.#tail.slice(first)
  }

  #forgetDecided(): void {
    if (!this.#baseKnown) return
    const { length } = this.#tail
    const open = this.#tail.findIndex(
      ({ decision }, at) => isOpen(decision) && (decision.kind === 'undecided' || length - at <= longestSinceDisk),
    )
    if (open !== 0) this.#tail = open < 0 ? [] : this.#tail.slice(open)
  }
}

/** Whether something that comes later can make something else of an edit. */
function isOpen({ kind }: Decision): boolean {
  return kind === 'undecided' || kind === 'external'
}

function stretchTyped({ changes }: EditEvent): { readonly from: number; readonly to: number } | undefined {
  const [only] = changes
  return only && changes.length === 1 ? { from: only.from, to: only.from + only.text.length } : undefined
}
