import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { human, unknown, type Origin } from '../../../src/attribution/text/origin'
import { reconcile } from '../../../src/attribution/matching/reconcile'
import type { Change, EditSource } from '../../../src/capture/editEvent'
import { EditHistory } from '../../../src/capture/editHistory'
import { orderedChanges } from '../../../src/capture/content/orderedChanges'
import { cellsOf } from '../attribution/model'
import { forSeeds, type Random } from '../attribution/random'

const ai: Origin = { contributor: 'ai', tool: 'assistant', evidence: 'reported' }
const pieces = ['a', '\n', '\r\n', '\r', '\t', '😀', '\uD83D', '\uDE00', '\0', '\uFEFF', 'let x = 1;', '{', '}']
const sources: readonly (EditSource | undefined)[] = [
  undefined,
  { source: 'cursor', metadata: { kind: 'type' } },
  { source: 'cursor', metadata: { kind: 'paste' } },
  { source: 'inlineCompletionAccept', metadata: {} },
  { source: 'Chat.applyEdits', metadata: { $$mode: 7, $modelId: null } },
  { source: 'Chat.undoEdits', metadata: {} },
  { source: 'unknown', metadata: { name: 'formatEditsCommand' } },
  { source: 'eolChange', metadata: {} },
  { source: 'reloadFromDisk', metadata: {} },
  { source: '', metadata: {} },
]

function someText(random: Random): string {
  return Array.from({ length: random.below(8) }, () => random.pick(pieces)).join('')
}

/** Anything: in no order, overlapping, outside the text, no numbers. */
function someChanges(random: Random, length: number): readonly Change[] {
  return Array.from({ length: 1 + random.below(3) }, () => {
    const from = random.below(20) === 0 ? random.pick([-1, length + 3, Number.NaN]) : random.below(length + 1)
    return { from, to: from + random.below(6) - (random.below(20) === 0 ? 3 : 0), text: someText(random) }
  })
}

function isFine(changes: readonly Change[], length: number): boolean {
  return changes.every(
    ({ from, to }, i) =>
      Number.isInteger(from) &&
      from >= 0 &&
      from <= to &&
      to <= length &&
      changes.every((other, j) => i === j || other.to <= from || other.from >= to),
  )
}

function textAfter(before: string, changes: readonly Change[]): string {
  return changes.reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), before)
}

describe('Changes that no editor should send', () => {
  it('are put in order, or refused where they overlap or reach outside the text', () => {
    forSeeds(400, (random) => {
      const before = someText(random)
      const changes = someChanges(random, before.length)
      const ordered = orderedChanges(changes, before.length)
      // An insertion inside another change is an overlap too; at its border it is none.
      if (!isFine(changes, before.length)) assert.equal(ordered, undefined)
      else assert.deepEqual(new Set(ordered), new Set(changes))
      if (ordered) assert.equal(orderedChanges(ordered.toReversed(), before.length)?.length, changes.length)
    })
  })

  it('leave the attribution on the text exactly, whoever is said to have made them', () => {
    forSeeds(60, (random) => {
      let text = someText(random)
      const history = new EditHistory(AttributedText.of(text, unknown), () => undefined)
      for (let step = 0; step < 40; step++) {
        const changes = orderedChanges(someChanges(random, text.length), text.length)
        if (changes) {
          text = textAfter(text, changes)
          const reason = random.below(5) === 0 ? random.pick(['undo', 'redo'] as const) : undefined
          // A clock that jumps: the time of an edit decides nothing.
          const at = new Date(random.below(2) * 1e12).toISOString()
          history.apply({ changes, reason, source: random.pick(sources), signals: {}, at })
        } else {
          text = someText(random)
          history.resynchronise(text)
        }
        if (random.below(4) === 0)
          history.resolveUndecided({ kind: 'silence', mirrored: false, clean: random.below(2) === 0 })
        if (random.below(4) === 0)
          history.resolveUndecided({ kind: 'keyboard', carets: [random.below(9), Number.NaN, -1] })
        assert.equal(history.current.text(), text)
        const length = history.current.runs().reduce((sum, run) => sum + run.length, 0)
        assert.equal(length, text.length)
      }
    })
  })

  it('make nothing AI or human where the text has to be compared anew', () => {
    forSeeds(200, (random) => {
      const before = AttributedText.of(someText(random), ai).splice(0, 0, AttributedText.of(someText(random), human))
      const after = reconcile(before, someText(random), unknown)
      for (const contributor of ['ai', 'human']) {
        const unitsOf = (text: AttributedText) =>
          cellsOf(text)
            .filter(({ origin }) => origin.contributor === contributor)
            .map(({ unit }) => unit)
        const left = unitsOf(before)
        for (const unit of unitsOf(after)) {
          const at = left.indexOf(unit)
          assert.ok(at >= 0, `${JSON.stringify(unit)} was never ${contributor}`)
          left.splice(0, at + 1)
        }
      }
    })
  })

  it('are no reason to forget what undo comes back to', () => {
    const history = new EditHistory(AttributedText.of('', unknown), () => undefined)
    const edit = (change: Change, source?: EditSource, reason?: 'undo') =>
      history.apply({ changes: [change], reason, source, signals: {}, at: '' })
    edit({ from: 0, to: 0, text: 'by ai' }, { source: 'inlineCompletionAccept', metadata: {} })
    history.resynchronise('something else')
    edit({ from: 0, to: 14, text: 'by ai' }, undefined, 'undo')
    assert.deepEqual(
      history.current.runs().map(({ origin }) => origin.contributor),
      ['ai'],
    )
  })
})
