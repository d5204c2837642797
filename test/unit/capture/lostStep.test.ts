import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { unknown } from '../../../src/attribution/text/origin'
import type { Change, EditSource } from '../../../src/capture/editEvent'
import { EditHistory } from '../../../src/capture/editHistory'
import { orderedChanges } from '../../../src/capture/content/orderedChanges'
import { forSeeds, type Random } from '../attribution/random'

const accept: EditSource = { source: 'inlineCompletionAccept', metadata: {} }
const typed: EditSource = { source: 'cursor', metadata: { kind: 'type' } }

// Halves of surrogate pairs stand alone where an editor or a paste cuts between them.
const byAi = ['A', 'AA\n', 'A\ud83d', '\ude00A']
const byHand = ['h', 'hh\n', 'h\ud83d', '\ude00h', '']

/** A document whose edits are told as an editor in disorder tells them, and the history that follows it. */
class Disorder {
  text = 'unknown\ntext\ud83d\ude00\n'
  readonly history = new EditHistory(AttributedText.of(this.text, unknown), () => undefined)

  constructor(private readonly random: Random) {}

  /** As `Documents` follows an event: changes that cannot be are looked up in the text. */
  tell(changes: readonly Change[], source: EditSource | undefined, reason: 'undo' | undefined): void {
    const ordered = orderedChanges(changes, this.history.current.length)
    // A clock that jumps: seconds in any order.
    const at = `2026-11-23T10:00:${String(this.random.below(60)).padStart(2, '0')}.000Z`
    if (ordered) this.history.apply({ changes: ordered, reason, source, signals: {}, at })
    else this.history.resynchronise(this.text)
  }

  /** Up to three changes of the text that do not overlap, in any order. */
  changes(texts: readonly string[]): readonly Change[] {
    const cuts = Array.from({ length: 6 }, () => this.random.below(this.text.length + 1)).sort((a, b) => a - b)
    const all = [0, 2, 4].map((at) => ({ from: cuts[at]!, to: cuts[at + 1]!, text: this.random.pick(texts) }))
    const distinct = all.filter(({ to }, at) => all[at + 1] === undefined || to < all[at + 1]!.from)
    return this.random.below(2) === 0 ? distinct : distinct.toReversed()
  }

  make(changes: readonly Change[]): void {
    for (const { from, to, text } of changes.toSorted((a, b) => b.from - a.from)) {
      this.text = this.text.slice(0, from) + text + this.text.slice(to)
    }
  }

  step(): void {
    const isAi = this.random.below(2) === 0
    const changes = this.changes(isAi ? byAi : byHand)
    const source = isAi ? accept : this.random.pick([typed, undefined])
    const wrong = { from: this.random.below(40), to: this.random.below(60) - 5, text: 'h' }
    switch (this.random.below(6)) {
      case 0: // made, but never told
        return this.make(changes)
      case 1: // told, but never made
        return this.tell(changes, source, undefined)
      case 2: // made, and told with a change that overlaps or lies outside
        this.make(changes)
        return this.tell([...changes, wrong], source, undefined)
      case 3: // told as an undo that it is not
        this.make(changes)
        return this.tell(changes, undefined, 'undo')
      default:
        this.make(changes)
        return this.tell(changes, source, undefined)
    }
  }
}

describe('A history that is told edits wrongly', () => {
  it('covers the text exactly once it is compared, and claims nothing for AI that AI did not write', () => {
    forSeeds(120, (random) => {
      const disorder = new Disorder(random)
      const { history } = disorder
      for (let step = 0; step < 25; step++) {
        disorder.step()
        if (random.below(4) === 0)
          history.resolveUndecided({ kind: 'silence', mirrored: random.below(2) === 0, clean: false })
        const { current } = history
        assert.equal(
          current.runs().reduce((sum, run) => sum + run.length, 0),
          current.text().length,
        )
        if (random.below(3) !== 0) continue
        history.resynchronise(disorder.text)
        assert.equal(history.current.text(), disorder.text)
        assert.equal(history.resynchronise(disorder.text), false)
        let offset = 0
        for (const { length, origin } of history.current.runs()) {
          const stretch = disorder.text.slice(offset, (offset += length))
          if (origin.contributor === 'ai') assert.match(stretch.replace(/[\ud83d]|[\ude00]/g, ''), /^[A\n]*$/)
        }
      }
    })
  })

  it('follows edits in any order of their changes without losing step', () => {
    forSeeds(80, (random) => {
      const disorder = new Disorder(random)
      for (let step = 0; step < 20; step++) {
        const changes = disorder.changes(byAi)
        disorder.make(changes)
        disorder.tell(changes, accept, undefined)
        assert.equal(disorder.history.resynchronise(disorder.text), false)
      }
    })
  })

  it('keeps what stayed equal, and calls the rest unknown', () => {
    const history = new EditHistory(AttributedText.of('a\n', unknown), () => undefined)
    history.apply({
      changes: [{ from: 2, to: 2, text: 'by AI\n' }],
      reason: undefined,
      source: accept,
      signals: {},
      at: '',
    })
    assert.equal(history.resynchronise('a\nlost\nby AI\n'), true)
    assert.deepEqual(
      history.current.lineOrigins(0, 3).map(({ contributor }) => contributor),
      ['unknown', 'unknown', 'ai'],
    )
  })
})
