import assert from 'node:assert/strict'
import { linesToday } from '../../../src/review/report/linesToday'

const before = 'a\nb\nc\nd\ne\n'

describe('linesToday', () => {
  for (const [what, after, lines, expected] of [
    ['a text that did not change', before, [1, 3], [1, 3]],
    ['lines put in above', `x\ny\n${before}`, [1, 3], [3, 5]],
    ['lines taken out above', 'b\nc\nd\ne\n', [1, 3], [0, 2]],
    ['lines put in between', 'a\nb\nx\nc\nd\ne\n', [1, 3], [1, 4]],
    ['lines put in below', 'a\nb\nc\nx\nd\ne\n', [1, 3], [1, 3]],
    ['the first of them changed', 'a\nB\nc\nd\ne\n', [1, 3], [2, 3]],
    ['the last of them changed', 'a\nb\nC\nd\ne\n', [1, 3], [1, 2]],
    ['all of them changed', 'a\nB\nC\nd\ne\n', [1, 3], undefined],
    ['all of them gone', 'a\nd\ne\n', [1, 3], undefined],
    ['nothing left', '', [1, 3], undefined],
    ['no last line end', 'x\na\nb\nc\nd\ne', [4, 5], [5, 6]],
    ['the last lines, with others put in after them', `${before}x\ny\n`, [3, 5], [3, 5]],
  ] as const) {
    it(`finds lines again after ${what}`, () => {
      const [from, to] = lines
      const found = linesToday(before, after, { from, to })
      assert.deepEqual(found, expected && { from: expected[0], to: expected[1] })
    })
  }
})
