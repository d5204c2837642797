import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { isAi, unknown, type Origin } from '../../../src/attribution/text/origin'
import type { Run } from '../../../src/attribution/text/run'
import { fillUnknown } from '../../../src/provenance/fillUnknown'
import { forSeeds, type Random } from '../attribution/random'
import { ai, human } from './memoryObservations'

/** Runs that end anywhere, also in the middle of a line. */
function someAttribution(random: Random, text: string): AttributedText {
  const origins: readonly Origin[] = [unknown, unknown, ai, human]
  const runs: Run[] = []
  for (let from = 0; from < text.length;) {
    const length = Math.min(text.length - from, 1 + random.below(12))
    runs.push({ length, origin: random.pick(origins) })
    from += length
  }
  return AttributedText.fromRuns(text, runs)
}

/** Line by line, as it is said. */
function filledLineByLine(own: AttributedText, other: AttributedText, accept: (origin: Origin) => boolean) {
  let filled = own
  for (let line = 0; line < own.lineCount; line++) {
    const [from, to] = [own.lineStart(line), own.lineStart(line + 1)]
    const isOpen = own.runs(from, to).every(({ origin }) => origin.contributor === 'unknown')
    if (!isOpen || own.lineOrigin(line).contributor !== 'unknown' || !accept(other.lineOrigin(line))) continue
    filled = filled.splice(from, to, other.slice(from, to))
  }
  return filled
}

describe('fillUnknown', () => {
  it('takes exactly the lines over of which nothing is known', () => {
    forSeeds(300, (random) => {
      const lines = Array.from({ length: random.below(12) }, () =>
        random.pick(['', 'a', 'b = 1', '  ', '}', 'long line']),
      )
      const text = lines.join('\n') + random.pick(['', '\n'])
      const own = someAttribution(random, text)
      const other = someAttribution(random, text)
      assert.deepEqual(
        fillUnknown(own, other).runs(),
        filledLineByLine(own, other, ({ contributor }) => contributor !== 'unknown').runs(),
      )
      assert.deepEqual(
        fillUnknown(own, other, isAi).runs(),
        filledLineByLine(own, other, ({ contributor }) => isAi(contributor)).runs(),
      )
    })
  })
})
