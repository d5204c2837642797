import type { AttributedText } from '../attribution/text/attributedText'

/** A moment of the document. Two moments may have the very same text, so that they are told apart by this object. */
export interface State {
  readonly text: AttributedText
}

/** How many states undo and redo can come back to. The states share their structure, so each costs little. */
const longestHistory = 2_000

/** The states that a document had, oldest first, and which of them it has now: undo goes back in them, redo on. */
export class States {
  #all: State[]
  #at = 0

  constructor(base: AttributedText) {
    this.#all = [{ text: base }]
  }

  get current(): State {
    return this.#all[this.#at]!
  }

  /** The states before the current one, the nearest first. */
  *before(): Iterable<AttributedText> {
    for (let index = this.#at - 1; index >= 0; index--) yield this.#all[index]!.text
  }

  /** A new state follows the current one; those that redo could have gone on to are gone. */
  push(text: AttributedText): void {
    this.#all.length = this.#at + 1
    this.#all.push({ text })
    this.#at += 1
    if (this.#all.length <= longestHistory) return
    this.#all.shift()
    this.#at -= 1
  }

  /** The nearest state with this text: before the current one for undo and `any`, after it for redo. */
  find(raw: AttributedText, direction: 'undo' | 'redo' | 'any'): State | undefined {
    if (direction === 'redo') return this.#all.find(({ text }, index) => index > this.#at && text.sameText(raw))
    return this.#all.slice(0, this.#at).findLast(({ text }) => text.sameText(raw))
  }

  has(state: State): boolean {
    return this.#all.lastIndexOf(state) >= 0
  }

  /** Goes to a state that undo or redo found; the others stay where they are. */
  goTo(state: State): void {
    this.#at = this.#all.lastIndexOf(state)
  }

  /** Goes back to a state, with other origins where `text` is given; what came after it is gone. */
  cutBackTo(state: State, text?: AttributedText): void {
    this.#at = this.#all.lastIndexOf(state)
    this.#all.length = this.#at + 1
    if (text) this.#all[this.#at] = { text }
  }
}
