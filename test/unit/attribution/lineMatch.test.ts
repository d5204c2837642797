import assert from 'node:assert/strict'
import { matchLines } from '../../../src/attribution/lineMatch'
import { matchSequence } from '../../../src/attribution/sequenceMatch'
import { forSeeds } from './random'

describe('matching lines', () => {
  it('moves what changed without matching fewer or unequal lines', () => {
    forSeeds(500, (random) => {
      const some = () => Array.from({ length: random.below(20) }, () => random.pick(['', '}', '  a', 'b {', '  c']))
      const [before, after] = [some(), some()]
      const found = [...matchLines(before, after)]
      const kept = found.filter((match) => match >= 0)
      assert.equal(found.length, after.length)
      assert.deepEqual(
        kept,
        [...new Set(kept)].sort((a, b) => a - b),
      )
      found.forEach((match, i) => assert.ok(match < 0 || before[match] === after[i]))
      assert.equal(kept.length, matchSequence(before, after).filter((match) => match >= 0).length)
    })
  })
})
