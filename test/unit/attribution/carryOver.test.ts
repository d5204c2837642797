import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { carryOver } from '../../../src/attribution/matching/carryOver'
import { human, unknown } from '../../../src/attribution/text/origin'
import { nameOf, origins, parse, print } from './notation'
import { forSeeds } from './random'

const { ai } = origins

/** The classes of the lines of `text`, derived from sources in the notation. */
function classes(text: string, ...sources: readonly string[]): readonly string[] {
  return carryOver(text, sources.map(parse)).lineOrigins().map(nameOf)
}

describe('carrying over from known texts', () => {
  it('gives an equal text back as it was', () => {
    const source = parse('a[ai:b]\nc')
    assert.equal(carryOver('ab\nc', [source]), source)
  })

  it('keeps equal lines as derived, character by character, and knows nothing of others', () => {
    const derived = carryOver('one()\nnew()\ntwo(x)\n', [parse('one()\n[ai:two(]x)\n[ai:three()\n]')])
    assert.equal(print(derived), '[humanDerived:one()\n][unknown:new()\n][aiDerived:two(][humanDerived:x)\n]')
  })

  it('knows the lines of a text again in which an editor shows a lone CR as a line end', () => {
    assert.deepEqual(classes('above()\none()\ntwo()\n', 'above()\n[ai:one()\rtwo()\n]'), [
      'humanDerived',
      'aiDerived',
      'aiDerived',
      'aiDerived',
    ])
  })

  it('knows nothing without sources', () => {
    assert.deepEqual(classes('a\nb'), ['unknown', 'unknown'])
    assert.equal(carryOver('', []).length, 0)
  })

  it('lets the first source that has a line decide', () => {
    assert.deepEqual(classes('one()\ntwo()\nthree()', '[ai:one()]', 'one()\n[ai2:two()]'), [
      'aiDerived',
      'ai2Derived',
      'unknown',
    ])
  })

  it('does not look further where the first source has the line and does not know it', () => {
    assert.deepEqual(classes('one()\nx', '[unknown:one()]', 'one()'), ['unknown', 'unknown'])
  })

  it('prefers an equal line in a later source to a reformatted one in an earlier', () => {
    assert.deepEqual(classes("one('a')\nx", '[ai:one("a")]', "one('a')"), ['humanDerived', 'unknown'])
  })

  it('keeps evidence of a source with the very same text, and never makes imported claims stronger', () => {
    assert.deepEqual(classes('one()\ntwo()', '[ai2:one()]', 'one()\n[ai:two()]'), ['ai2Derived', 'ai'])
    assert.deepEqual(classes('one()\nx', '[aiImported:one()]'), ['aiImported', 'unknown'])
  })

  const formatting: readonly (readonly [what: string, before: string, after: string])[] = [
    ['indentation', '[ai:one(a)]', '\t  one(a)'],
    ['spacing', '[ai:one(a,b)]', 'one( a, b )'],
    ['quotes', "[ai:one('a')]", 'one("a")'],
    ['escaped quotes', "[ai:one('it\\'s')]", 'one("it\'s")'],
    ['a semicolon', '[ai:one()]', 'one();'],
    ['a trailing comma', '[ai:key: value]', 'key: value,'],
  ]
  for (const [what, before, after] of formatting) {
    it(`keeps a line in which only ${what} differs`, () => {
      assert.deepEqual(classes(`${after}\nnew()`, `${before}\nold()`), ['aiDerived', 'unknown'])
    })
  }

  it('keeps lines that a formatter wrapped or joined', () => {
    const wrapped = 'before()\ncall(\n  one,\n  two,\n)\nafter()\nnew()'
    assert.equal(
      print(carryOver(wrapped, [parse('before()\n[ai:call(one, two)\n]after()\n')])),
      '[humanDerived:before()\n][aiDerived:call(\n  one,\n  two,\n)\n][humanDerived:after()\n][unknown:new()]',
    )
    assert.deepEqual(classes('call(one, two)\nnew()', '[ai:call(\n  one,\n  two,\n)]\nold()'), ['aiDerived', 'unknown'])
  })

  it('keeps who wrote which word of a reformatted line', () => {
    const derived = carryOver('  call("a", b);\nx', [parse("call('[ai:a]', b)")])
    assert.equal(print(derived), '[humanDerived:  call("][aiDerived:a][humanDerived:", b);\n][unknown:x]')
  })

  it('does not take a line with another word for the same', () => {
    assert.deepEqual(classes('one(a)\nx', '[ai:one(b)]\ny'), ['unknown', 'unknown'])
    assert.deepEqual(classes('one a', '[ai:onea]'), ['unknown'])
  })

  it('keeps what is left of an AI line that somebody changed a little', () => {
    const source = 'one()\n[ai:const total = sum(items, 0)\n]two()\n'
    const derived = carryOver('one()\nconst total = sum(items, 1)\ntwo()\n', [parse(source)])
    assert.deepEqual(derived.lineOrigins(0, 3).map(nameOf), ['humanDerived', 'mixedDerived', 'humanDerived'])
    assert.deepEqual(classes('one(a)', '[ai:one(b)]'), ['mixedDerived'])
    assert.deepEqual(
      classes(
        'one()\nconst sum = add(items, 0)\nreturn sum\nlast()\ntwo()',
        'one()\n[ai:const all = add(items, 0)\nreturn all\n]two()',
      ),
      ['humanDerived', 'mixedDerived', 'unknown', 'unknown', 'humanDerived'],
    )
  })

  it('makes nothing mixed of a human line, of one that has little left, or where all was written anew', () => {
    assert.deepEqual(classes('one()\nsum(items, 1)\n', 'one()\nsum(items, 0)\n').slice(0, 2), [
      'humanDerived',
      'unknown',
    ])
    assert.deepEqual(classes('one()\nreturn left\n', 'one()\n[ai:return right\n]').slice(0, 2), [
      'humanDerived',
      'unknown',
    ])
    assert.deepEqual(
      classes('a1()\nif (x) {\nb1()\n', 'a2()\n[ai:if (y) {\n]b2()\n').slice(0, 3),
      Array(3).fill('unknown'),
    )
    assert.deepEqual(
      classes('one()\n[2]: https://example.com/pull/2\n', 'one()\n[ai:[1]: https://example.com/pull/1\n]').slice(0, 2),
      ['humanDerived', 'unknown'],
    )
  })

  it('knows braces and blank lines only beside a line it knows', () => {
    const source = '[ai:if (a) {\n  one()\n}\n]\ntwo()'
    assert.deepEqual(classes('if (b) {\n  other()\n}\n\nthree()', source), Array(5).fill('unknown'))
    assert.deepEqual(classes('if (b) {\n  one()\n}\n\nthree()', source), [
      'mixedDerived',
      'aiDerived',
      'aiDerived',
      'humanDerived',
      'unknown',
    ])
  })

  it('does not take a line for its equal far away', () => {
    const source = '[ai:return total]\none()\ntwo()\nthree()\nfour()'
    assert.deepEqual(classes('one()\ntwo()\nthree()\nfour()\nreturn total', source).at(-1), 'unknown')
  })

  it('knows a block of three lines that moved', () => {
    const block = 'function moved() {\n  first()\n  second()\n}\n'
    const rest = 'one()\ntwo()\nthree()\nfour()\nfive()\n'
    const derived = carryOver(rest + block, [parse(`[ai:${block}]${rest}`)])
    assert.equal(print(derived), `[humanDerived:${rest}][aiDerived:${block}]`)
  })

  it('does not take a copy for the original that is still there', () => {
    const block = 'first()\nsecond()\nthird()\n'
    assert.deepEqual(classes(`${block}one()\n${block}`, `[ai:${block}]one()\n`), [
      ...Array(3).fill('aiDerived'),
      'humanDerived',
      ...Array(4).fill('unknown'),
    ])
  })

  it('gives a line behind a block to whoever wrote it, not to the end of the text before', () => {
    const source = 'z\n[ai:\nint f() {\n  return 0;\n}\n]'
    assert.deepEqual(
      carryOver('z\n\nint f() {\n  return 0;\n}\n\nint g() {\n  return 1;\n}\n', [parse(source)])
        .lineOrigins(0, 9)
        .map(nameOf),
      ['humanDerived', ...Array(4).fill('aiDerived'), ...Array(4).fill('unknown')],
    )
  })

  it('takes no line of an older text for one that the parent has elsewhere', () => {
    const first = 'top()\n[ai:two v2\n====\n\nnot yet\n\n\n]one v1\n'
    const parent = 'top()\n[ai:two v2\n--\n\nnot yet\n\n]one v1\n'
    const text = 'top()\nthree v3\n--\n\nnot yet\n\ntwo v2\n--\n\nnot yet\n\none v1\n'
    const derived = carryOver(text, [parse(parent), parse(first)], [parse(parent).text()])
    assert.deepEqual(
      derived.lineOrigins(0, 11).map(nameOf),
      ['humanDerived', ...Array(5).fill('unknown'), ...Array(4 + 0).fill('aiDerived'), 'aiDerived'].slice(0, 11),
    )
  })

  it('knows lines that come back, but none that alone is anybody’s', () => {
    const old = 'one()\n[ai:deleted(1)\ndeleted(2)\n]two()\nthree()\n[ai:return null\n]four()\n'
    const parent = 'one()\ntwo()\nthree()\nother()\nfive()\n'
    const text = 'one()\ndeleted(1)\ndeleted(2)\ntwo()\nthree()\nsomething()\nreturn null\nanother()\nother()\nfive()\n'
    const derived = carryOver(text, [parse(old)], [parent])
    assert.deepEqual(
      derived.lineOrigins(0, 9).map(({ contributor }) => contributor),
      ['human', 'ai', 'ai', 'human', 'human', 'unknown', 'unknown', 'unknown', 'unknown'],
    )
  })

  it('does not take a copy of a block for the block, also where an older text has it alone', () => {
    const block = 'first()\nsecond()\nthird()\n'
    const older = `[ai:${block}]`
    const parent = `[ai:${block}]tail()\n`
    const derived = carryOver(`${block}tail()\n${block}`, [parse(parent), parse(older)], [parse(parent).text()])
    assert.deepEqual(
      derived.lineOrigins(0, 7).map(({ contributor }) => contributor),
      ['ai', 'ai', 'ai', 'human', 'unknown', 'unknown', 'unknown'],
    )
  })

  it('puts a merge together from both of its parents', () => {
    const ours = '[ai:ours()\n]common()\nend()\n'
    const theirs = 'common()\n[ai2:theirs()\n]end()\n'
    const derived = carryOver('ours()\ncommon()\ntheirs()\nend()\n', [parse(ours), parse(theirs)])
    assert.equal(
      print(derived),
      '[aiDerived:ours()\n][humanDerived:common()\n][ai2Derived:theirs()\n][humanDerived:end()\n]',
    )
  })

  it('gives a terminator that the source lacks to the line it ends', () => {
    assert.equal(print(carryOver('one()\nx', [parse('[ai:one()]')])), '[aiDerived:one()\n][unknown:x]')
    assert.equal(print(carryOver('one()', [parse('[ai:one()\n]')])), '[aiDerived:one()]')
  })

  it('covers any text, and claims AI or human only for lines that a source has', () => {
    const parts = ['one()\n', 'two("a")\n', "two('a');\n", '}\n', '\n', '  one()\n', 'end', '\uD83D\n']
    forSeeds(300, (random) => {
      const some = () => Array.from({ length: random.below(10) }, () => random.pick(parts)).join('')
      const text = some()
      const sources = Array.from({ length: random.below(4) }, () => {
        const source = some()
        return AttributedText.fromLines(
          source,
          source.split('\n').map(() => random.pick([ai, human, unknown])),
        )
      })
      const derived = carryOver(text, sources)
      assert.equal(derived.text(), text)
      const normal = (line: string) => line.replaceAll(/[\s;]/g, '').replaceAll("'", '"')
      const known = new Set(sources.flatMap((source) => source.text().split('\n').map(normal)))
      const classes = derived.lineOrigins()
      text.split('\n').forEach((line, i) => {
        if (classes[i]!.contributor !== 'unknown' && line.trim() !== '') assert.ok(known.has(normal(line)), line)
      })
    })
  })

  it('comes to an end for 50,000 lines with a thousand changes and for 3,000 lines all new', () => {
    const lines = Array.from({ length: 50_000 }, (_, i) => `  const value${i} = compute(${i % 50})`)
    const source = AttributedText.fromLines(
      lines.join('\n'),
      lines.map((_, i) => (i % 2 === 0 ? ai : human)),
    )
    const changed = lines.map((line, i) => (i % 50 === 0 ? `${line}.changed()` : line))
    const derived = carryOver(changed.join('\n'), [source, source])
    carryOver(
      lines
        .slice(0, 3000)
        .map((line) => `${line}!x`)
        .join('\n'),
      [source],
    )
    assert.deepEqual(
      derived.lineOrigins().map(({ contributor }) => contributor),
      lines.map((_, i) => (i % 50 === 0 ? 'mixed' : i % 2 === 0 ? 'ai' : 'human')),
    )
  })
})
