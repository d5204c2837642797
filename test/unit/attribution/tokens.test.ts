import assert from 'node:assert/strict'
import { equalAsTokens, splitWords, tokensOf } from '../../../src/attribution/text/tokens'

describe('tokens', () => {
  it('are words and single characters, emoji and lone surrogates included', () => {
    assert.deepEqual(
      tokensOf(' foo_1(größe)\n"😀\uD83D"').map(({ text, from }) => [text, from]),
      [
        ['foo_1', 1],
        ['(', 6],
        ['größe', 7],
        [')', 12],
        ['"', 14],
        ['😀', 15],
        ['\uD83D', 17],
        ['"', 18],
      ],
    )
  })

  it('together with white space make up all the text', () => {
    const text = '  a+b\t\n\n😀\uDE00 c '
    assert.equal(splitWords(text).join(''), text)
  })

  const equal: readonly (readonly [string, string])[] = [
    ['a(b)', 'a( b )'],
    ["'x'", '"x"'],
    ["'it\\'s'", '"it\'s"'],
    ['a;\nb;', 'a\nb'],
    ['f(a, b,)', 'f(\n  a,\n  b\n)'],
    ['{ a }', '{\n  a;\n}'],
    ['a', 'a;'],
  ]
  for (const [a, b] of equal)
    it(`are equal in ${JSON.stringify(a)} and ${JSON.stringify(b)}`, () => assert.ok(equalAsTokens(a, b)))

  const different: readonly (readonly [string, string])[] = [
    ['a b', 'ab'],
    ['a', 'b'],
    ['f(a, b)', 'f(a b)'],
    ['for (;;) a', 'for () a'],
    ['a == b', 'a = b'],
    ['`x`', '"x"'],
    ['a', 'a()'],
  ]
  for (const [a, b] of different) {
    it(`differ in ${JSON.stringify(a)} and ${JSON.stringify(b)}`, () => assert.ok(!equalAsTokens(a, b)))
  }
})
