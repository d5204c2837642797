import assert from 'node:assert/strict'
import { codeSpan } from '../../../src/review/render/codeSpan'
import { hostileTexts } from './sample'

describe('codeSpan', () => {
  for (const [text, span] of [
    ['src/pay/charge.ts', '`src/pay/charge.ts`'],
    ['src/größe [id]/(group)/R&D.ts', '`src/größe [id]/(group)/R&D.ts`'],
    ['a|b', '`a\\u{7c}b`'],
    ['a`b', '`a\\u{60}b`'],
    ['a\\', '`a\\u{5c}`'],
    ['<b>', '`\\u{3c}b\\u{3e}`'],
    ['one\ntwo', '`one\\u{a}two`'],
    [' x ', '`\\u{20}x\\u{20}`'],
    ['', '(none)'],
  ] as const)
    it(`writes ${JSON.stringify(text)} as ${span}`, () => assert.equal(codeSpan(text), span))

  it('leaves no text a way out of its span', () => {
    const spans = hostileTexts.map((text) => codeSpan(text)).filter((span) => span !== '(none)')
    assert.deepEqual(
      spans.filter((span) => !/^`[^`|<>\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+`$/u.test(span)),
      [],
    )
    assert.equal(new Set(spans).size, spans.length, 'different texts stay different')
  })

  it('cuts long text, never inside a character', () => {
    assert.equal(codeSpan('abcdef', 4), '`abc…`')
    assert.equal(codeSpan('ab😀def', 4), '`ab…`')
  })
})
