import assert from 'node:assert/strict'
import type { Change } from '../../../src/capture/editEvent'
import { orderedChanges } from '../../../src/capture/content/orderedChanges'

const change = (from: number, to: number, text = ''): Change => ({ from, to, text })

describe('fitting', () => {
  it('puts changes in order, the last one first, whatever order they come in', () => {
    const [a, b, c] = [change(0, 1), change(1, 1, 'x'), change(4, 6)]
    for (const given of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ]) {
      assert.deepEqual(orderedChanges(given, 6), [c, b, a])
    }
  })

  it('takes an insertion at the start and at the end of what is replaced', () => {
    assert.deepEqual(orderedChanges([change(2, 2, 'x'), change(2, 4)], 4), [change(2, 4), change(2, 2, 'x')])
    assert.deepEqual(orderedChanges([change(2, 4), change(4, 4, 'x')], 4), [change(4, 4, 'x'), change(2, 4)])
  })

  it('refuses changes that overlap, reach outside, or are none', () => {
    for (const changes of [
      [change(0, 3), change(2, 4)],
      [change(1, 4), change(2, 3)],
      [change(2, 4), change(2, 3)],
      [change(0, 7)],
      [change(7, 7)],
      [change(-1, 2)],
      [change(3, 2)],
      [change(Number.NaN, 2)],
      [change(0, Number.NaN)],
    ]) {
      assert.equal(orderedChanges(changes, 6), undefined, JSON.stringify(changes))
    }
  })
})
