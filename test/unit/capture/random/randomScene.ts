import assert from 'node:assert/strict'
import { AttributedText } from '../../../../src/attribution/text/attributedText'
import { human, sameOrigin, unknown, withoutDeletions, type Origin } from '../../../../src/attribution/text/origin'
import { decide } from '../../../../src/capture/decide'
import { CopiedText } from '../../../../src/capture/copiedText'
import type { Change, Decision, EditSource, Signals } from '../../../../src/capture/editEvent'
import { EditHistory } from '../../../../src/capture/editHistory'
import { cells, cellsOf, textOf } from '../../attribution/model'
import type { Random } from '../../attribution/random'
import { show, type Law } from './laws'
import { inserted, ModelDocument, pendingOrigin, type Cells } from './modelDocument'
import { RandomText } from './randomText'

/** An edit as the editor tells it. `changes` are disjoint, the last one first. */
export interface TestEdit {
  readonly changes: readonly Change[]
  readonly source?: EditSource | undefined
  readonly signals?: Signals
  readonly together?: boolean
}

/** A document, the model of it, and the edits that are still waiting for a signal. */
export class RandomScene {
  readonly copied = new CopiedText()
  readonly texts: RandomText
  readonly history: EditHistory
  readonly model: ModelDocument
  readonly #firstLineEnd: '\n' | '\r\n'
  /** What was copied last. */
  clipboard: Cells | undefined
  /** What was done, for the message when it fails. */
  readonly log: string[] = []
  #step = 0
  #pending: { readonly origin: Origin; readonly truth: Origin; readonly signal: () => void }[] = []
  #basePending: (() => void) | undefined

  constructor(
    readonly random: Random,
    readonly channel: 'proposed' | 'stable',
  ) {
    this.#firstLineEnd = random.below(3) === 0 ? '\r\n' : '\n'
    this.texts = new RandomText(random, () => this.lineEnd)
    this.model = new ModelDocument([])
    const base = cells(this.texts.text(8), unknown)
    this.model = new ModelDocument(base)
    this.history = new EditHistory(AttributedText.of(textOf(base), unknown), (text) => this.copied.find(text))
    this.#basePending = () => this.history.rebase(AttributedText.of(textOf(base), unknown))
  }

  get stable(): boolean {
    return this.channel === 'stable'
  }

  get text(): string {
    return this.model.text
  }

  /** A document has line ends of one kind. */
  get lineEnd(): '\n' | '\r\n' {
    const end = /\r?\n/.exec(this.text)?.[0]
    return end === '\n' || end === '\r\n' ? end : this.#firstLineEnd
  }

  get isPending(): boolean {
    return this.#pending.length > 0
  }

  /** A moment of its own for each step, so that an origin tells the step that it is from. */
  get at(): string {
    return `#${this.#step}`
  }

  get human(): Origin {
    return { ...human, at: this.at }
  }

  begin(name: string): void {
    this.#step++
    this.log.push(`${this.at} ${name}`)
    // The origins of what was there at first are looked up while somebody edits already.
    if (this.#step === 5) {
      this.#basePending?.()
      this.#basePending = undefined
    }
  }

  /** Takes in an edit and holds what came out against its law. */
  edit(edit: TestEdit, kind: Decision['kind'], law: Law): void {
    const { changes, source, signals = {} } = edit
    this.log.push(`   ${JSON.stringify(changes)} ${source?.source ?? ''}`)
    const before = this.model.cells
    const decision = this.history.apply({ changes, reason: undefined, source, signals, at: this.at })
    assert.equal(decision.kind, kind)
    this.model.edit(law(before, writtenCells(this.history.current)), edit.together)
    this.compare()
  }

  /** An edit whose text is all from one origin; on a stable channel a signal that follows says from which. */
  insert(edit: TestEdit, kind: Decision['kind'], origin: Origin, signal?: () => void): void {
    if (!signal) {
      this.edit(edit, kind, (before) => inserted(before, edit.changes, origin))
      return
    }
    const pending = pendingOrigin()
    this.#pending.push({ origin: pending, truth: origin, signal })
    this.edit(edit, 'undecided', (before) => inserted(before, edit.changes, pending))
  }

  /** What an edit would be taken for. */
  decide({ changes, source, signals = {} }: TestEdit): Decision {
    return decide({ changes, source, signals, reason: undefined, before: this.history.current, at: this.at })
  }

  /** The last edit has been decided late: what came out is judged now. */
  adopt(law: (after: Cells) => Cells): void {
    this.model.correct(law(writtenCells(this.history.current)))
    this.compare()
  }

  undo(): boolean {
    return this.#restore('undo', () => this.model.undo())
  }

  redo(): boolean {
    return this.#restore('redo', () => this.model.redo())
  }

  #restore(reason: 'undo' | 'redo', move: () => Cells | undefined): boolean {
    const before = this.text
    if (move() === undefined) return false
    const changes = [smallestChange(before, this.text)]
    this.log.push(`   ${reason} ${JSON.stringify(changes)}`)
    this.history.apply({ changes, reason, source: undefined, signals: {}, at: this.at })
    this.compare()
    return true
  }

  /** Gives the signal that follows the last edit at once. */
  settleLast(): void {
    const last = this.#pending.pop()
    if (!last) return
    last.signal()
    this.model.resolveUndecided(last.origin, last.truth)
    this.compare()
  }

  /** Gives the signals that some edits still wait for, oldest first. */
  resolveUndecided(): void {
    for (const { signal, origin, truth } of this.#pending) {
      signal()
      this.model.resolveUndecided(origin, truth)
    }
    this.#pending = []
    this.compare()
  }

  /** Compares text and origins of every character. What waits for a signal may have it already. */
  compare(): void {
    const { current } = this.history
    const actual = writtenCells(current)
    assert.equal(current.text(), this.text)
    assert.equal(
      current.runs().reduce((sum, { length }) => sum + length, 0),
      this.text.length,
    )
    const expected = this.model.cells
    const at = expected.findIndex((cell, i) => {
      if (sameOrigin(cell.origin, actual[i]!.origin)) return false
      const pending = this.#pending.find(({ origin }) => origin === cell.origin)
      return !pending || !sameOrigin(pending.truth, actual[i]!.origin)
    })
    if (at < 0) return
    const around = (all: Cells) => show(all.slice(Math.max(0, at - 10), at + 30))
    throw new Error(`At ${at} there is ${around(actual)} where ${around(expected)} should be`)
  }
}

/** Who wrote each character. What is told as missing beside it has laws of its own. */
function writtenCells(attributed: AttributedText): Cells {
  return cellsOf(attributed).map(({ unit, origin }) => ({ unit, origin: withoutDeletions(origin) }))
}

/** What turns one text into the other, as one change. */
export function smallestChange(before: string, after: string): Change {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  return { from: head, to: before.length - tail, text: after.slice(head, after.length - tail) }
}
