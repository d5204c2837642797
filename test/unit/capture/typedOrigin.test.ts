import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { human, type Origin } from '../../../src/attribution/text/origin'
import type { EditEvent } from '../../../src/capture/editEvent'
import { typedOrigin } from '../../../src/capture/typedOrigin'

const at = '2026-11-24T10:00:03.120Z'
const earlier: Origin = { ...human, at }

function typed(before: Origin, now: string, from = 3): Origin {
  const event: EditEvent = {
    before: AttributedText.of('abcdef', before),
    changes: [{ from, to: from, text: 'x' }],
    reason: undefined,
    source: undefined,
    signals: {},
    at: now,
  }
  return typedOrigin(event)
}

describe('the origin of typed text', () => {
  it('is that of the text it continues, where that was typed in the same ten seconds', () => {
    assert.equal(typed(earlier, '2026-11-24T10:00:09.999Z'), earlier)
  })

  it('is a new one ten seconds later, and at the start of the text', () => {
    const late = '2026-11-24T10:00:10.000Z'
    assert.deepEqual(typed(earlier, late), { ...human, at: late })
    assert.deepEqual(typed(earlier, '2026-11-24T10:00:09.999Z', 0), { ...human, at: '2026-11-24T10:00:09.999Z' })
  })

  it('is never that of text which somebody else wrote or declared at the same moment', () => {
    for (const other of [
      { contributor: 'ai', evidence: 'reported', at },
      { contributor: 'human', evidence: 'declared', at },
      { contributor: 'unknown' },
      human,
    ] satisfies Origin[]) {
      assert.deepEqual(typed(other, at), earlier)
    }
  })
})
