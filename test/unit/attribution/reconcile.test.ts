import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { human } from '../../../src/attribution/text/origin'
import { reconcile } from '../../../src/attribution/matching/reconcile'
import { nameOf, origins, parse, print } from './notation'
import { forSeeds } from './random'

const { ai } = origins

describe('reconciling with a new text', () => {
  const cases: readonly (readonly [what: string, before: string, after: string, result: string])[] = [
    ['keeps equal text', 'foo()\n', 'foo()\n', 'foo()\n'],
    ['gives a new line to who inserted it', 'one()\ntwo()\n', 'one()\nnew()\ntwo()\n', 'one()\n[ai:new()\n]two()\n'],
    ['gives changed words to who changed them', 'return a + one\n', 'return a + two\n', 'return a + [ai:two]\n'],
    ['keeps what somebody else wrote before', '[ai2:one()\n]two()\n', 'one()\nthree\n', '[ai2:one()\n][ai:three\n]'],
    ['keeps an emoji beside a change', 'say("😀", one)\n', 'say("😀", two)\n', 'say("😀", [ai:two])\n'],
    ['fills an empty text', '', 'one()\n', '[ai:one()\n]'],
    ['empties a text', 'one()\n', '', ''],
  ]
  for (const [what, before, after, result] of cases) {
    it(what, () => assert.equal(print(reconcile(parse(before), after, ai)), result))
  }

  it('claims three lines when an agent writes a file again to change three', () => {
    const lines = Array.from({ length: 300 }, (_, i) => `  step(${i})`)
    const after = lines.with(7, 'first').with(150, 'second').with(299, 'third').join('\n')
    const result = reconcile(AttributedText.of(lines.join('\n'), human), after, ai)
    const claimed = result.lineOrigins().flatMap((origin, line) => (nameOf(origin) === 'human' ? [] : [line]))
    assert.deepEqual(claimed, [7, 150, 299])
  })

  it('gives the new text, with nothing new in it but what was inserted', () => {
    forSeeds(200, (random) => {
      const some = (parts: readonly string[]) =>
        Array.from({ length: random.below(12) }, () => random.pick(parts)).join('')
      const before = parse(some(['a\n', '[ai2:foo bar\n]', '[unknown:}\n]', '\n', '[ai2:x ]']))
      const after = some(['a\n', 'foo bar\n', 'foo baz\n', '}\n', '\n', 'x ', '\uD83D'])
      const result = reconcile(before, after, ai)
      assert.equal(result.text(), after)
      const known = new Set([ai, ...before.runs().map(({ origin }) => origin)])
      assert.ok(result.runs().every(({ origin }) => known.has(origins[nameOf(origin) as keyof typeof origins])))
    })
  })
})
