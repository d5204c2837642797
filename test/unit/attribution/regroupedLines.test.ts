import assert from 'node:assert/strict'
import { matchSequence } from '../../../src/attribution/matching/sequenceMatch'
import { regroupedLines } from '../../../src/attribution/matching/regroupedLines'

function regrouped(before: readonly string[], after: readonly string[]) {
  return regroupedLines(before, { texts: after, claimed: after.map(() => false) }, matchSequence(before, after))
}

describe('lines that break in other places', () => {
  it('are known as groups of whole lines', () => {
    assert.deepEqual(regrouped(['a', 'call(one, two)', 'b'], ['a', 'call(', '  one,', '  two,', ')', 'b']), [
      { before: { from: 1, to: 2 }, after: { from: 1, to: 5 } },
    ])
    assert.deepEqual(regrouped(['call(', '  one', ')', 'x()'], ['call(one);', 'y()']), [
      { before: { from: 0, to: 3 }, after: { from: 0, to: 1 } },
    ])
  })

  it('are not known where a part of a line is new', () => {
    assert.deepEqual(regrouped(['call(one, two)'], ['call(', '  one, three', '  two)']), [])
    assert.deepEqual(regrouped(['x = call(one)'], ['call(', '  one)']), [])
  })

  it('need substance', () => {
    assert.deepEqual(regrouped(['})', 'a'], ['}', ')', 'b']), [])
  })
})
