import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { observedText } from '../../../src/provenance/observedText'
import type { Observation } from '../../../src/provenance/sources'

describe('what was seen of a text', () => {
  it('is chosen by its lineage however many texts the file had', async () => {
    const count = 20_000
    const instant = (at: number): string => new Date(at * 1_000).toISOString()
    const seen = (text: number, parent: number, tool: string): Observation => ({
      path: 'a.ts',
      textId: `text${text}`,
      parentTextId: `text${parent}`,
      at: instant(text),
      kind: 'saved',
      read: async () => AttributedText.of('x\n', { contributor: 'ai', tool, evidence: 'reported' }),
    })
    const observations = Array.from({ length: count }, (_, at) => seen(count - at, count - at - 1, 'on the lineage'))
    observations.unshift({ ...seen(count, -1, 'from elsewhere'), at: instant(count + 1) })
    const before = process.cpuUsage()
    const found = await observedText(`text${count}`, observations, async () => new Set(['text0']))
    const { user, system } = process.cpuUsage(before)
    assert.equal(found?.lineOrigin(0).tool, 'on the lineage')
    assert.ok(user + system < 1_500_000, `${user + system} µs`)
  })
})
