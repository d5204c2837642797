import assert from 'node:assert/strict'
import { matchSequence } from '../../../src/attribution/matching/sequenceMatch'
import { forSeeds } from './random'

/** Length of the longest common subsequence, by the textbook table. */
function longestCommon(before: readonly number[], after: readonly number[]): number {
  let row = [0, ...after.map(() => 0)]
  for (const value of before) {
    const next = [0]
    after.forEach((other, j) => next.push(value === other ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!)))
    row = next
  }
  return row[after.length]!
}

function assertInOrder<T>(matches: Int32Array, before: readonly T[], after: readonly T[]): number[] {
  const found = [...matches].filter((match) => match >= 0)
  assert.equal(matches.length, after.length)
  assert.deepEqual(
    found,
    [...new Set(found)].sort((a, b) => a - b),
  )
  matches.forEach((match, i) => assert.ok(match < 0 || before[match] === after[i]))
  return found
}

describe('matching two sequences', () => {
  it('finds the longest common subsequence', () => {
    forSeeds(300, (random) => {
      const some = () => Array.from({ length: random.below(40) }, () => random.below(1 + random.below(12)))
      const [before, after] = [some(), some()]
      const found = assertInOrder(matchSequence(before, after), before, after)
      assert.equal(found.length, longestCommon(before, after))
    })
  })

  it('finds the little that is kept of much', () => {
    const before = Array.from({ length: 3_000 }, (_, i) => `old ${i}`)
    const after = before.map((line, i) => (i % 1000 === 0 ? line : `new ${i}`))
    assert.equal(assertInOrder(matchSequence(before, after), before, after).length, 3)
  })

  it('falls back on what occurs once on either side where the rest is in utter disorder', () => {
    // Too many differences for the exact search: 20,000 elements of 40 kinds, shuffled anew on each side.
    forSeeds(1, (random) => {
      const noise = () => Array.from({ length: 200 }, () => random.below(40))
      const landmarks = Array.from({ length: 100 }, (_, i) => 1000 + i)
      const before = landmarks.flatMap((landmark) => [...noise(), landmark])
      const after = landmarks.flatMap((landmark) => [...noise(), landmark])
      const matches = matchSequence(before, after)
      assertInOrder(matches, before, after)
      assert.deepEqual(
        landmarks.map((landmark) => matches[after.indexOf(landmark)]),
        landmarks.map((landmark) => before.indexOf(landmark)),
      )
    })
  })
})
