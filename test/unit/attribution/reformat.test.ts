import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { human, unknown } from '../../../src/attribution/text/origin'
import { reformat } from '../../../src/attribution/matching/reformat'
import { nameOf, origins, parse, print } from './notation'
import { forSeeds } from './random'

const { ai } = origins

/** The whole text formatted. */
function formatted(before: string, after: string): string {
  const text = parse(before)
  return print(reformat(text, 0, text.length, after))
}

describe('formatting', () => {
  const cases: readonly (readonly [what: string, before: string, after: string, result: string])[] = [
    ['re-indents', 'if (x) {\n[ai:one()\n]}\n', 'if (x) {\n  one()\n}\n', 'if (x) {\n[ai:  one()\n]}\n'],
    ['outdents', '\t[ai:\tone()\n]two()\n', 'one()\ntwo()\n', '[ai:one()\n]two()\n'],
    ['changes quotes', "a('x')\n[ai:b('y')]\n", 'a("x")\nb("y")\n', 'a("x")\n[ai:b("y")]\n'],
    ['adds semicolons', 'a()\n[ai:b()\n]c()\n', 'a();\nb();\nc();\n', 'a();\n[ai:b();\n]c();\n'],
    ['removes semicolons', 'a();\n[ai:b();\n]c();\n', 'a()\nb()\nc()\n', 'a()\n[ai:b()\n]c()\n'],
    [
      'wraps a line, with a trailing comma',
      'a()\n[ai:call(first, second)\n]b()\n',
      'a()\ncall(\n  first,\n  second,\n)\nb()\n',
      'a()\n[ai:call(\n  first,\n  second,\n)\n]b()\n',
    ],
    [
      'joins lines of one origin',
      'a()\n[ai:call(\n  x,\n  y,\n)\n]b()\n',
      'a()\ncall(x, y)\nb()\n',
      'a()\n[ai:call(x, y)\n]b()\n',
    ],
    [
      'joins lines of two origins, each word keeping its own',
      'call(\n[ai:  x,\n]  y,\n)\n',
      'call(x, y)\n',
      'call([ai:x, ]y)\n',
    ],
    [
      'adds parentheses at the start of a line',
      'a(x =>\n[ai:y => z])\n',
      'a((x) =>\n(y) => z)\n',
      'a((x) =>\n[ai:(y) => z])\n',
    ],
    ['adds a bracket first on a line', 'one\n[ai:two]\nthree', 'one\n(two)\nthree', 'one\n[ai:(two)]\nthree'],
    ['moves operators to the next line', '[ai:a +\n]b', 'a\n+ b', '[ai:a\n+ ]b'],
    ['removes blank lines', 'a\n\n\n[ai:b\n\n]c', 'a\n\nb\nc', 'a\n\n[ai:b\n]c'],
    ['adds a blank line', '[ai:a\nb\n]c', 'a\n\nb\n\nc', '[ai:a\n\nb\n\n]c'],
    ['trims trailing space', 'a  \n[ai:b] \nc', 'a\nb\nc', 'a\n[ai:b]\nc'],
    ['sorts nothing it does not have to', '[ai:a]\nb\n[unknown:c]', 'a\nb\nc', '[ai:a]\nb\n[unknown:c]'],
    ['changes line ends', 'a\n[ai:b\n]c\n', 'a\r\nb\r\nc\r\n', 'a\r\n[ai:b\r\n]c\r\n'],
    ['says nothing about nothing', '', 'x', '[unknown:x]'],
    ['removes all', '[ai:  ]', '', ''],
    ['writes where there was only white space', '[ai: \n]', 'a', '[ai:a]'],
  ]
  for (const [what, before, after, result] of cases) {
    it(what, () => assert.equal(formatted(before, after), result))
  }

  it('keeps a line AI when a bracket is closed or a semicolon set inside it', () => {
    assert.equal(print(reformat(parse('a\n[ai:call(]\nb'), 7, 7, ')')), 'a\n[ai:call()]\nb')
    assert.equal(print(reformat(parse('[ai:a]\ncall()\n[ai:b]'), 8, 8, ';')), '[ai:a]\ncall();\n[ai:b]')
    assert.equal(print(reformat(parse('[ai:a]\ncall()\n[ai:b]'), 2, 2, '!')), '[ai:a]\n!call()\n[ai:b]')
  })

  it('inserts a final newline for whoever wrote the last line', () => {
    assert.equal(print(reformat(parse('a\n[ai:b]'), 3, 3, '\n')), 'a\n[ai:b\n]')
  })

  it('keeps the origin of a renamed word', () => {
    assert.equal(
      print(reformat(parse('[ai:call(]old[ai:)]'), 5, 8, 'muchLongerName')),
      '[ai:call(]muchLongerName[ai:)]',
    )
    assert.equal(print(reformat(parse('call([ai:old])'), 5, 8, 'n')), 'call([ai:n])')
  })

  it('indents with the line and not with the one before', () => {
    assert.equal(print(reformat(parse('[ai:a\n]b'), 2, 2, '    ')), '[ai:a\n]    b')
    assert.equal(print(reformat(parse('a\n[ai:b]'), 2, 2, '    ')), 'a\n[ai:    b]')
  })

  it('never gives a line a class that its text did not have', () => {
    const words = ['foo', 'bar', '(x)', '{', '}', "'a'", 'b', ',']
    forSeeds(300, (random) => {
      // One origin a line; the formatter re-indents, changes quotes, adds or drops semicolons, wraps lines.
      const lines = Array.from({ length: 1 + random.below(8) }, () => ({
        words: Array.from({ length: 1 + random.below(5) }, () => random.pick(words)),
        origin: random.pick([ai, human, unknown]),
      }))
      const before = AttributedText.fromLines(
        lines.map((line) => line.words.join(' ')).join('\n'),
        lines.map((line) => line.origin),
      )
      const classes: string[] = []
      const after = lines.flatMap((line) => {
        const text = line.words.map((word) => word.replaceAll("'", '"'))
        const at = random.below(3) === 0 ? 1 + random.below(text.length) : text.length
        const parts = [text.slice(0, at), text.slice(at)].filter((part) => part.length > 0)
        if (random.below(2) === 0) parts.at(-1)!.push(';')
        classes.push(...parts.map(() => nameOf(line.origin)))
        return parts.map((part) => ' '.repeat(random.below(5)) + part.join(random.pick(['  ', ' '])))
      })
      const result = reformat(before, 0, before.length, after.join('\n'))
      assert.equal(result.text(), after.join('\n'))
      assert.deepEqual(result.lineOrigins().map(nameOf), classes)
    })
  })

  it('takes any text for any other, from the origins there were', () => {
    forSeeds(300, (random) => {
      const some = () =>
        Array.from({ length: random.below(10) }, () =>
          random.pick(['a', ' ', '\n', 'foo', '"', ';', '\uD83D', '😀']),
        ).join('')
      const before = AttributedText.of(some(), ai).splice(0, 0, AttributedText.of(some(), human))
      const from = random.below(before.length + 1)
      const to = from + random.below(before.length - from + 1)
      const text = some()
      const result = reformat(before, from, to, text)
      assert.equal(result.text(), before.text(0, from) + text + before.text(to))
      assert.deepEqual(result.runs(0, from), before.runs(0, from))
      assert.deepEqual(result.runs(from + text.length), before.runs(to))
      if (before.length > 0) assert.ok(result.runs().every(({ origin }) => origin === ai || origin === human))
    })
  })

  it('comes to an end for a large file and for a long line', () => {
    const line = "call('a', b)\n"
    const many = AttributedText.fromLines(
      line.repeat(20_000),
      Array.from({ length: 20_000 }, (_, i) => (i % 3 === 0 ? ai : human)),
    )
    const long = AttributedText.of('a,b;'.repeat(25_000), ai)
    const result = reformat(many, 0, many.length, '  call("a", b);\n'.repeat(20_000))
    reformat(long, 0, long.length, 'a, b; '.repeat(25_000))
    assert.deepEqual(result.lineOrigins(), many.lineOrigins())
  })
})
