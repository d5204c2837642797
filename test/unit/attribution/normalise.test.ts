import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { normaliseAttributed, normaliseText } from '../../../src/attribution/text/normalise'
import { cellsOf, textOf } from './model'
import { origins, parse, print } from './notation'
import { forSeeds } from './random'

describe('normalised text', () => {
  it('has no BOM and LF for CRLF, and the lines that git has: a lone CR ends none', () => {
    assert.equal(normaliseText('\uFEFFa\r\nb\rc\n\r\n\uFEFF'), 'a\nb\rc\n\n\uFEFF')
    assert.equal(normaliseText('a\r\r\nb\r'), 'a\r\nb\r')
  })

  it('keeps the origins of what stays', () => {
    const raw = parse('\uFEFF[ai:a\r]\nb[unknown:\r]c\r[ai:\n]')
    assert.equal(print(normaliseAttributed(raw)), '[ai:a]\nb[unknown:\r]c[ai:\n]')
  })

  it('is the same value where nothing is to do', () => {
    const text = parse('a\n[ai:b]')
    assert.equal(normaliseAttributed(text), text)
  })

  it('agrees with dropping characters one by one', () => {
    forSeeds(200, (random) => {
      let raw = AttributedText.empty
      for (let i = random.below(20); i > 0; i--) {
        const part = random.pick(['\r', '\n', '\r\n', 'a', '\uFEFF'])
        raw = raw.replace(0, 0, part, random.pick([origins.ai, origins.human, origins.unknown]))
      }
      const kept = cellsOf(raw).filter(
        ({ unit }, i, all) => !(unit === '\r' && all[i + 1]?.unit === '\n') && !(unit === '\uFEFF' && i === 0),
      )
      assert.deepEqual(cellsOf(normaliseAttributed(raw)), kept)
      assert.equal(normaliseText(raw.text()), textOf(kept))
    })
  })
})
