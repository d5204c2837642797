import assert from 'node:assert/strict'
import type { Origin } from '../../../src/attribution/origin'
import { human, unknown } from '../../../src/attribution/origin'
import { buildReport } from '../../../src/report/buildReport'
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
      reasons: ['1 line is as AI wrote it', '3 AI lines were changed later', '2 lines are unknown'],
    })
  })

  it('counts what goes beyond 20 lines in the longest AI block once more', () => {
    assert.deepEqual(riskOf('a.ts', [20, chat]), { score: 20, reasons: ['20 lines are as AI wrote them'] })
    assert.deepEqual(riskOf('a.ts', [21, chat]), {
      score: 22,
      reasons: ['21 lines are as AI wrote them', '21 AI lines stand in one block'],
    })
  })

  it('sees one block where two tools wrote next to each other, and two where a human line or a changed one stands', () => {
    assert.equal(riskOf('a.ts', [15, chat], [15, agent])?.score, 40)
    assert.equal(riskOf('a.ts', [15, chat], [1, human], [15, agent])?.score, 30)
    assert.equal(riskOf('a.ts', [15, chat], [1, changedChat], [15, agent])?.score, 31)
  })

  it('counts tests half and says so', () => {
    assert.deepEqual(riskOf('test/a.test.ts', [9, chat]), {
      score: 5,
      reasons: ['9 lines are as AI wrote them', 'test file, counted half'],
    })
  })
})
