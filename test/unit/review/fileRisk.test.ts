import assert from 'node:assert/strict'
import type { Origin } from '../../../src/attribution/text/origin'
import { human, unknown } from '../../../src/attribution/text/origin'
import { buildReport } from '../../../src/review/report/buildReport'
import { agent, changedChat, chat, wholeFile } from './sample'

function riskOf(path: string, ...parts: readonly (readonly [number, Origin])[]) {
  return buildReport({ range: '', files: [wholeFile(path, parts)], commits: [] }).files[0]?.risk
}

describe('fileRisk', () => {
  it('is nothing for human lines', () => {
    assert.deepEqual(riskOf('a.ts', [100, human]), { score: 0, reasons: [] })
  })

  it('counts AI lines whole, mixed and unknown ones half, rounded up', () => {
    assert.deepEqual(riskOf('a.ts', [1, chat], [1, human], [3, changedChat], [2, unknown]), {
      score: 4,
      reasons: ['1 unedited AI line', '3 edited AI lines', '2 unknown lines'],
    })
  })

  it('counts what goes beyond 20 lines in the longest AI block once more', () => {
    assert.deepEqual(riskOf('a.ts', [20, chat]), { score: 20, reasons: ['20 unedited AI lines'] })
    assert.deepEqual(riskOf('a.ts', [21, chat]), {
      score: 22,
      reasons: ['21 unedited AI lines in one block'],
    })
    assert.deepEqual(riskOf('a.ts', [2, chat], [1, human], [42, chat])?.reasons, [
      '42 unedited AI lines in one block',
      '44 unedited AI lines',
    ])
  })

  it('sees one block where two tools wrote next to each other, and two where a human line or a changed one stands', () => {
    assert.equal(riskOf('a.ts', [15, chat], [15, agent])?.score, 40)
    assert.equal(riskOf('a.ts', [15, chat], [1, human], [15, agent])?.score, 30)
    assert.equal(riskOf('a.ts', [15, chat], [1, changedChat], [15, agent])?.score, 31)
  })

  it('counts tests half and says so', () => {
    assert.deepEqual(riskOf('test/a.test.ts', [9, chat]), {
      score: 5,
      reasons: ['9 unedited AI lines', 'test file, counted half'],
    })
  })
})
