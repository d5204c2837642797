import assert from 'node:assert/strict'
import { counted, percentText } from '../../../src/review/report/quantities'

describe('quantities', () => {
  it('never shows a share as nothing or all that is not', () => {
    assert.deepEqual(
      [
        [0, 0],
        [0, 7],
        [1, 1000],
        [447, 114_167],
        [1, 100],
        [1, 3],
        [99, 100],
        [999, 1000],
        [7, 7],
      ].map(([part, whole]) => percentText(part ?? 0, whole ?? 0)),
      ['0%', '0%', '<1%', '<1%', '1%', '33%', '99%', '>99%', '100%'],
    )
  })

  it('counts in English', () => {
    assert.deepEqual(
      [counted(0, 'file'), counted(1, 'file'), counted(1200, 'file')],
      ['0 files', '1 file', '1,200 files'],
    )
  })
})
