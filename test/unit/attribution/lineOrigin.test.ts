import assert from 'node:assert/strict'
import { lineOrigin } from '../../../src/attribution/text/lineOrigin'
import { human, unknown, type Evidence } from '../../../src/attribution/text/origin'
import { nameOf, origins, parse } from './notation'

const { ai, ai2 } = origins

describe('the class of a line', () => {
  const cases: readonly (readonly [notation: string, classes: readonly string[]])[] = [
    ['foo', ['human']],
    ['[ai:foo]', ['ai']],
    ['  [ai:foo]  ', ['ai']],
    ['[ai:  ]foo[ai:  ]', ['human']],
    ['[unknown:f]oo', ['unknown']],
    ['[mixed:foo]', ['mixed']],
    ['[ai:foo]\nbar\n[unknown:baz]', ['ai', 'human', 'unknown']],
    ['a[ai:\n]', ['human', 'ai']],
    ['a[ai:\n\n]\n', ['human', 'ai', 'human', 'human']],
    ['[ai:a\n]  ', ['ai', 'ai']],
    ['  ', ['unknown']],
    ['\u00a0\u3000[ai:\n]', ['ai', 'ai']],
    ['', ['unknown']],
  ]
  for (const [notation, classes] of cases) {
    it(`is ${classes.join(', ')} for ${JSON.stringify(notation)}`, () => {
      const text = parse(notation)
      assert.deepEqual(text.lineOrigins().map(nameOf), classes)
      assert.deepEqual(
        classes.map((_, line) => nameOf(text.lineOrigin(line))),
        classes,
      )
    })
  }

  it('is mixed for AI text beside anything else, with the details of the AI text', () => {
    const mixed = { contributor: 'mixed', tool: 'assistant', evidence: 'reported' }
    assert.deepEqual(parse('foo([ai:bar])').lineOrigins(), [mixed])
    assert.deepEqual(parse('[ai:foo()][unknown:;]').lineOrigins(), [mixed])
  })

  it('names the AI that wrote most of the line, with the weakest evidence of all', () => {
    assert.deepEqual(parse('[ai:fooo][ai2:bar]').lineOrigins(), [{ ...ai, evidence: 'observed' }])
    assert.deepEqual(parse('[ai:foo][ai2:b][ai:ar]x[ai2:quux]').lineOrigins(), [
      { contributor: 'mixed', tool: 'assistant', evidence: 'observed' },
    ])
    assert.deepEqual(parse('[ai:foo][ai2:barr]').lineOrigins(), [ai2])
  })

  it('is known as well as its least known part', () => {
    const order: readonly Evidence[] = ['reported', 'declared', 'observed', 'derived', 'imported']
    const weakest = (a: Evidence, b: Evidence) =>
      lineOrigin(
        [
          { length: 1, origin: { contributor: 'ai', evidence: a } },
          { length: 2, origin: { contributor: 'ai', evidence: b } },
        ],
        unknown,
      ).evidence
    const expected = order.map((_, i) => order.map((_, j) => order[Math.max(i, j)]))
    assert.deepEqual(
      order.map((a) => order.map((b) => weakest(a, b))),
      expected,
    )
  })

  it('says nothing but unknown where nobody saw who wrote it', () => {
    const lines = lineOrigin(
      [
        { length: 1, origin: { contributor: 'unknown', at: '2026-01-01' } },
        { length: 9, origin: human },
      ],
      human,
    )
    assert.deepEqual(lines, unknown)
  })
})
