import assert from 'node:assert/strict'
import { lineEdits, smallestEdits, type TextEdit } from '../../../src/attribution/matching/diff'
import { forSeeds } from './random'

function apply(before: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight(
    (text, { from, to, text: inserted }) => text.slice(0, from) + inserted + text.slice(to),
    before,
  )
}

/** `-removed` and `+inserted` text of every edit. */
function shown(before: string, after: string): readonly string[] {
  return smallestEdits(before, after).map(({ from, to, text }) => `-${before.slice(from, to)}+${text}`)
}

describe('line edits', () => {
  const cases: readonly (readonly [before: string, after: string, edits: ReturnType<typeof lineEdits>])[] = [
    ['a\nb', 'a\nb', []],
    ['', 'a\n', [{ before: { from: 0, to: 0 }, after: { from: 0, to: 1 } }]],
    ['', 'a', [{ before: { from: 0, to: 0 }, after: { from: 0, to: 1 } }]],
    // The line before a new blank one is not the end of the file.
    ['a\n', 'a\n\nb', [{ before: { from: 1, to: 1 }, after: { from: 1, to: 3 } }]],
    ['a\nb\nc\n', 'a\nx\ny\nc\n', [{ before: { from: 1, to: 2 }, after: { from: 1, to: 3 } }]],
    ['a\nb', 'a\nb\n', []],
    [
      'a\nb\nc\n',
      'b\nc\nd\n',
      [
        { before: { from: 0, to: 1 }, after: { from: 0, to: 0 } },
        { before: { from: 3, to: 3 }, after: { from: 2, to: 3 } },
      ],
    ],
  ]
  for (const [before, after, edits] of cases) {
    it(`of ${JSON.stringify(before)} to ${JSON.stringify(after)}`, () => {
      assert.deepEqual(lineEdits(before, after), edits)
    })
  }
})

describe('smallest edits', () => {
  it('turn the old text into the new one, in order', () => {
    const parts = ['a', 'foo', ' ', '\n', '\n', '}\n', 'foo bar\n', 'x = 1;\n', '😀', '\uD83D', '\uDE00']
    forSeeds(1500, (random) => {
      const some = () => Array.from({ length: random.below(16) }, () => random.pick(parts))
      const old = some()
      const at = random.below(old.length + 1)
      // Half of them unrelated, half with a small change.
      const now =
        random.below(2) === 0
          ? some()
          : [...old.slice(0, at), ...some().slice(0, 3), ...old.slice(at + random.below(3))]
      const [before, after] = [old.join(''), now.join('')]
      const edits = smallestEdits(before, after)
      assert.equal(apply(before, edits), after)
      edits.forEach(({ from, to, text }, i) => {
        assert.ok(from <= to && (from < to || text !== ''), 'no empty edit')
        assert.ok(i === 0 || edits[i - 1]!.to < from, 'ascending and apart')
      })
    })
  })

  const cases: readonly (readonly [what: string, before: string, after: string, edits: readonly string[]])[] = [
    ['a changed word', 'const a = foo(1)\n', 'const b = foo(1)\n', ['-a+b']],
    [
      'words on two lines',
      'let a = foo(1)\nlet b = bar(2)\n',
      'let a = foo(3)\nlet b = baz(2)\n',
      ['-1+3', '-bar+baz'],
    ],
    ['an inserted line', 'one()\ntwo()\n', 'one()\nnew()\ntwo()\n', ['-+new()\n']],
    ['a removed line', 'one()\ntwo()\nthree()\n', 'one()\nthree()\n', ['-two()\n+']],
    ['a line after the last', 'one()', 'one()\ntwo()', ['-+\ntwo()']],
    ['the last line removed', 'one()\ntwo()', 'one()', ['-\ntwo()+']],
    ['the last newline', 'one()', 'one()\n', ['-+\n']],
    ['a blank line before a line that changes', 'a\nreturn foo\n', 'a\n\nreturn bar\n', ['-+\n', '-foo+bar']],
    ['a longer last line and one after it', 'return one', 'return one + 2\nreturn two', ['-+ + 2\nreturn two']],
    ['unlike lines as a whole', 'foo(a, b)\n', 'const x = [1]\n', ['-foo(a, b)\n+const x = [1]\n']],
    ['a line that is wrapped in others', 'one()\n', 'if (x) {\n  one()\n}\n', ['-+if (x) {\n  ', '-+}\n']],
    [
      'text added around a short line',
      'total\n',
      'const sum = computeEverything(total, tax)\n',
      ['-+const sum = computeEverything(', '-+, tax)'],
    ],
    ['all of an empty text', '', 'a\nb', ['-+a\nb']],
    ['all text', 'a\nb', '', ['-a\nb+']],
    [
      'the like line among several',
      'let total = sum(items)\n',
      'log()\nlet total = sum(items, tax)\nend()\n',
      ['-+log()\n', '-+, tax', '-+end()\n'],
    ],
  ]
  for (const [what, before, after, edits] of cases) {
    it(`keep to ${what}`, () => assert.deepEqual(shown(before, after), edits))
  }

  it('do not keep braces and blank lines by coincidence where all else is new', () => {
    const before = 'function one() {\n  first()\n  second()\n}\n\nfunction two() {\n  third()\n  fourth()\n}\n'
    const after = 'class A {\n  x = 1\n  y = 2\n}\n\nclass B {\n  z = 3\n  t = 4\n}\n'
    assert.deepEqual(shown(before, after), [`-${before.slice(0, -2)}+${after.slice(0, -2)}`])
  })

  const one = 'function one() {\n  first()\n}\n'
  const two = 'function two() {\n  second()\n}\n'
  const added = 'function added() {\n  third()\n}\n'
  const documented = (text: string) => `/**\n * Does ${text.slice(9, 14)}.\n */\n${text}`
  const placed: readonly (readonly [where: string, before: string, after: string, inserted: string])[] = [
    ['between two', `${one}\n${two}`, `${one}\n${added}\n${two}`, `${added}\n`],
    ['after the last', `${one}\n${two}`, `${one}\n${two}\n${added}`, `\n${added}`],
    ['before the first', one, `${added}\n${one}`, `${added}\n`],
    [
      'with its comment',
      `${documented(one)}\n${documented(two)}`,
      `${documented(one)}\n${documented(added)}\n${documented(two)}`,
      `${documented(added)}\n`,
    ],
  ]
  for (const [where, before, after, inserted] of placed) {
    it(`find a whole function that was added ${where}, elsewhere a change`, () => {
      assert.deepEqual(shown(before, after), [`-+${inserted}`])
      assert.deepEqual(shown(`start(1)\n\n${before}`, `start(2)\n\n${after}`), ['-1+2', `-+${inserted}`])
      assert.deepEqual(shown(`start(2)\n\n${after}`, `start(1)\n\n${before}`), ['-2+1', `-${inserted}+`])
    })
  }

  it('are three lines when three lines of a rewritten file changed', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `  const value${i} = compute(${i})`)
    const changed = lines.with(10, 'throw first').with(500, 'throw second').with(990, '')
    assert.deepEqual(shown(lines.join('\n'), changed.join('\n')), [
      `-${lines[10]}\n+throw first\n`,
      `-${lines[500]}\n+throw second\n`,
      `-${lines[990]}\n+\n`,
    ])
  })

  const large: readonly (readonly [what: string, before: string, after: string])[] = [
    ['3,000 lines all rewritten', numbered(3000, (i) => `old ${i} ${i * 7}`), numbered(3000, (i) => `x${i}y${i * 3}`)],
    [
      '3,000 lines all changed a little',
      numbered(3000, (i) => `let a${i} = foo(${i})`),
      numbered(3000, (i) => `let a${i} = bar(${i})`),
    ],
    [
      '50,000 lines with one changed',
      numbered(50_000, (i) => `line ${i}`),
      numbered(50_000, (i) => `line ${i === 777 ? 'x' : i}`),
    ],
    [
      'a line of 100,000 characters',
      'word, '.repeat(16_667),
      `${'word, '.repeat(8000)}other, ${'word; '.repeat(8600)}`,
    ],
    ['a line of 100,000 characters without words', 'ab'.repeat(50_000), 'ba'.repeat(50_000)],
    [
      '3,000 lines in another order',
      numbered(3000, (i) => `line ${i % 90}`),
      numbered(3000, (i) => `line ${(i * 7919) % 91}`),
    ],
  ]
  for (const [what, before, after] of large) {
    // Where the work grows with the square of the text this takes minutes, and runs into the time limit of all tests.
    it(`come to an end for ${what}`, () => {
      assert.equal(apply(before, smallestEdits(before, after)), after)
    })
  }
})

function numbered(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('')
}
