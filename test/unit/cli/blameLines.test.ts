import assert from 'node:assert/strict'
import { isNumeric, linesIn, lineSpan } from '../../../src/cli/blame/blameLines'

describe('-L of byline blame', () => {
  it('leaves to git what is no number', () => {
    assert.deepEqual(
      ['3,5', '3', '3,', ',5', ',', '3,+2', ':main', '/x/,+3', '3,/x/', 'abc', '^:f', '-3'].map(isNumeric),
      [true, true, true, true, true, true, false, false, false, false, false, false],
    )
  })

  it('refuses what git refuses', () => {
    for (const range of ['0', '0,3', ',0', '11', '11,12', '2,+0', '2,-0', '2,+']) {
      assert.throws(() => lineSpan(range, 10), { name: 'UserFacingError' }, range)
    }
    assert.throws(() => lineSpan('1', 0), /the file has 0/)
  })

  it('names each line once and in order', () => {
    assert.deepEqual(linesIn([lineSpan('8,9', 10), lineSpan('2,3', 10), lineSpan('3,+2', 10)]), [1, 2, 3, 7, 8])
  })
})
