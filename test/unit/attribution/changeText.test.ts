import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { carryOver } from '../../../src/attribution/matching/carryOver'
import { changeText, dropText } from '../../../src/attribution/text/changeText'
import { human, sameOrigin, unknown, withoutDeletions, type Origin } from '../../../src/attribution/text/origin'
import { realign } from '../../../src/attribution/matching/realign'
import { reconcile } from '../../../src/attribution/matching/reconcile'
import { reformat } from '../../../src/attribution/matching/reformat'
import { changedCells } from './changedCells'
import { cellsOf, textOf } from './model'
import { nameOf, origins, parse, print, printMarked } from './notation'
import { forSeeds } from './random'

const { ai, ai2 } = origins

/** Takes out the first place where `removed` stands. */
function without(text: AttributedText, removed: string, by: Origin, inserted = ''): AttributedText {
  const from = text.text().indexOf(removed)
  assert.ok(from >= 0, removed)
  return changeText(text, from, from + removed.length, inserted, by)
}

function classes(text: AttributedText): readonly string[] {
  return text.lineOrigins().map(({ contributor }) => contributor)
}

describe('a line that something was taken out of', () => {
  const cases: readonly (readonly [
    what: string,
    before: string,
    removed: string,
    by: Origin,
    marked: string,
    classes: readonly string[],
  ])[] = [
    ['a negation by a person', '[ai:if (!a) b]', '!', human, '[ai:if (<-human of ai>a) b]', ['mixed']],
    ['a negation by nobody known', '[ai:if (!a) b]', '!', unknown, '[ai:if (<-unknown of ai>a) b]', ['mixed']],
    ['an argument at the end', '[ai:f(a, b)]', ', b', human, '[ai:f(a<-human of ai>)]', ['mixed']],
    ['the end of the text', '[ai:a + b]', ' + b', human, '[ai:<-human of ai>a]', ['mixed']],
    ['the end of a line', '[ai:a + b\nc]', ' + b', human, '[ai:<-human of ai>a\nc]', ['mixed', 'ai']],
    ['the start of a line', '[ai:a\nb + c]', 'b + ', human, '[ai:a\n<-human of ai>c]', ['ai', 'mixed']],
    ['an AI’s own text', '[ai:if (!a) b]', '!', ai, '[ai:if (a) b]', ['ai']],
    ['another AI’s text', '[ai:if (!a) b]', '!', ai2, '[ai:if (a) b]', ['ai']],
    ['a check by AI', 'if (a && b)', ' && b', ai, 'if (a<-ai of other>)', ['mixed']],
    [
      'a check that nobody is known to have written, by AI',
      '[unknown:if (a && b)]',
      ' && b',
      ai,
      '[unknown:if (a<-ai of other>)]',
      ['mixed'],
    ],
    ['one’s own text', 'if (a && b)', ' && b', human, 'if (a)', ['human']],
    ['a person’s text by nobody known', 'if (a && b)', ' && b', unknown, 'if (a<-unknown of other>)', ['unknown']],
    [
      'text that nobody is known to have written, by a person',
      '[unknown:if (a && b)]',
      ' && b',
      human,
      '[unknown:if (a)]',
      ['unknown'],
    ],
    ['what a person typed into it, by that person', '[ai:if (]!![ai:a)]', '!!', human, '[ai:if (a)]', ['ai']],
    ['what a person typed into it, by AI', '[ai:if (]!![ai:a)]', '!!', ai, '[ai:if (<-ai of other>a)]', ['ai']],
    ['all that AI wrote, by a person', 'a[ai: + b]', ' + b', human, '<-human of ai>a', ['human']],
    ['all that AI wrote, by nobody known', 'a[ai: + b]', ' + b', unknown, '<-unknown of ai>a', ['human']],
    ['all that a person wrote, by AI', 'a[ai: + b]', 'a + ', ai, '[ai:<-ai of other>b]', ['ai']],
    ['white space', '[ai:a  + b]', ' ', human, '[ai:a + b]', ['ai']],
    ['an indentation', '[ai:  a]', '  ', human, '[ai:a]', ['ai']],
    ['a comma that a formatter drops', '[ai:f(a,)]', ',', human, '[ai:f(a)]', ['ai']],
    ['a semicolon at the end', '[ai:a;\nb]', ';', human, '[ai:a\nb]', ['ai', 'ai']],
    ['a line end', '[ai:a\nb]', '\n', human, '[ai:ab]', ['ai']],
    ['all of a line', '[ai:a\nb\nc]', 'b\n', human, '[ai:a\nc]', ['ai', 'ai']],
    ['all of a line but its end', '[ai:a\nb\nc]', 'b', human, '[ai:a\n\nc]', ['ai', 'ai', 'ai']],
    ['all of a line but white space', '[ai:a\n  b\nc]', 'b', human, '[ai:a\n  \nc]', ['ai', 'ai', 'ai']],
    ['over a line end', '[ai:a + b\nc + d]', ' + b\nc', human, '[ai:a <-human of ai>+ d]', ['mixed']],
    ['over a line end, of two authors', '[ai:a + b\n]c + d', ' + b\nc + ', human, '[ai:<-human of ai>a]d', ['mixed']],
    ['to the end of the next line', '[ai:a + b\nc]', ' + b\nc', human, '[ai:<-human of ai>a]', ['mixed']],
    ['whole lines by AI', 'a\nb\nc\nd', 'b\nc\n', ai, 'a<-ai 2 lines>\nd', ['human', 'human']],
    ['the first lines by AI', 'a\nb\nc', 'a\nb\n', ai, '<-ai 2 lines>c', ['human']],
    ['the last lines by AI', 'a\nb\nc', '\nb\nc', ai, '<-ai 2 lines>a', ['human']],
    ['a blank line by AI', 'a\n\nc', '\n', ai, 'a\nc', ['human', 'human']],
  ]
  for (const [what, before, removed, by, marked, expected] of cases) {
    it(`is ${expected.join(', ')}: ${what}`, () => {
      const result = without(parse(before), removed, by)
      assert.deepEqual([printMarked(result), classes(result)], [marked, expected])
    })
  }

  it('names the AI that took something out, and what it is known by', () => {
    const [line] = without(parse('if (a && b)'), ' && b', ai).lineOrigins()
    assert.deepEqual(line, {
      contributor: 'mixed',
      tool: 'assistant',
      evidence: 'reported',
      deletions: [{ by: ai, of: 'other' }],
    })
  })

  it('says that a person changed what AI wrote', () => {
    const [line] = without(parse('[ai:if (!a)]'), '!', human).lineOrigins()
    assert.deepEqual(line, {
      contributor: 'mixed',
      tool: 'assistant',
      evidence: 'reported',
      deletions: [{ by: human, of: 'ai' }],
    })
  })

  it('is as it was when what was typed is taken back, letter by letter', () => {
    let text = parse('[ai:if (a) b]')
    for (const [at, letter] of [
      [4, '!'],
      [5, 'x'],
      [6, ';'],
    ] as const)
      text = changeText(text, at, at, letter, human)
    assert.deepEqual(classes(text), ['mixed'])
    for (const at of [6, 5, 4]) text = changeText(text, at, at + 1, '', human)
    assert.equal(printMarked(text), '[ai:if (a) b]')
  })

  it('remembers what was typed over when that is taken out by the same person, not when AI has the last word', () => {
    const typedOver = without(parse('[ai:f(bar)]'), 'bar', human, 'x')
    assert.deepEqual(classes(without(typedOver, 'x', human)), ['mixed'])
    assert.deepEqual(classes(without(typedOver, 'x', ai)), ['ai'])
    const byAi = without(parse('f(bar)'), 'bar', ai, 'x')
    assert.deepEqual(classes(without(byAi, 'x', ai)), ['mixed'])
    assert.deepEqual(classes(without(byAi, 'x', human)), ['human'])
    assert.deepEqual(classes(without(byAi, 'x', human, 'y')), ['human'])
  })

  it('still misses it when the text beside the place goes too, and no more when all of the line is written anew', () => {
    const text = without(parse('if (a && b) c()'), ' && b', ai)
    assert.deepEqual(classes(without(text, ')', human)), ['mixed'])
    assert.deepEqual(classes(without(text, '(a)', human, '(z)')), ['mixed'])
    assert.deepEqual(classes(without(text, text.text(), human, 'd()')), ['human'])
  })

  it('still misses it when somebody takes out what the same person typed beside it', () => {
    const typed = changeText(parse('[ai:f(bar)]'), 5, 5, '!', human)
    const text = without(typed, 'bar', human)
    assert.equal(printMarked(text), '[ai:f(]![ai:<-human of ai>)]')
    for (const by of [human, ai, unknown]) assert.deepEqual(classes(without(text, '!', by)), ['mixed'])
  })

  it('goes on counting lines when the text that tells of them goes', () => {
    const text = without(parse('one\ntwo\nthree'), 'one\n', ai)
    assert.equal(printMarked(without(text, 't', human)), '<-ai 1 lines>wo\nthree')
  })

  it('is one deletion for many keys', () => {
    let text = parse('[ai:f(a, b, c)]')
    for (let at = 9; at > 3; at--) text = changeText(text, at - 1, at, '', { ...human, at: `#${at}` })
    const marks = text.runs().flatMap(({ origin }) => origin.deletions ?? [])
    assert.deepEqual([text.text(), marks.length, marks[0]?.by.at], ['f(a)', 1, '#9'])
  })

  it('is moved, copied and cut with its text', () => {
    const text = without(parse('[ai:if (!a) b\nc]'), '!', human)
    const moved = text.splice(text.length, text.length, text.slice(0, 8))
    assert.equal(printMarked(moved), '[ai:if (<-human of ai>a) b\ncif (<-human of ai>a) b]')
  })

  it('keeps it through formatting', () => {
    const text = without(parse('[ai:const f = g(a, b, "c")\nd]'), ', b', human)
    const formatted = "const f = g(\n  a,\n  'c',\n);\nd"
    assert.deepEqual(classes(realign(text, formatted)).filter((name) => name === 'mixed').length, 1)
    const [line] = classes(reformat(text, 0, text.length - 2, "const f = g( a, 'c' );"))
    assert.equal(line, 'mixed')
    const atComma = without(parse('[ai:g(a, !b,)]'), 'b', human)
    assert.deepEqual(classes(realign(atComma, 'g(a, !)')), ['mixed'])
    assert.deepEqual(classes(dropText(atComma, atComma.text().lastIndexOf(','), atComma.text().lastIndexOf(',') + 1)), [
      'mixed',
    ])
  })

  it('keeps it where a text is derived from another', () => {
    const source = without(parse('[ai:if (!ready) start()\n]stop()\n'), '!', human)
    const carried = carryOver('new()\nif (ready) start()\nstop()\n', [source])
    assert.deepEqual(classes(carried).slice(0, 3), ['unknown', 'mixed', 'human'])
  })

  it('is known from the texts before and after an agent’s edit', () => {
    const before =
      'function allow(user) {\n  if (user && user.isAdmin) {\n    return true\n  }\n  log(user)\n  return !user\n}\n'
    const after = 'function allow(user) {\n  if (user) {\n    return true\n  }\n  return user\n}\n'
    const result = reconcile(AttributedText.of(before, human), after, ai)
    assert.deepEqual(classes(result), ['human', 'mixed', 'human', 'human', 'mixed', 'human', 'human'])
    const gone = result
      .runs()
      .flatMap(({ origin }) => origin.deletions ?? [])
      .flatMap(({ lines = [] }) => lines)
    assert.equal(gone.length, 1)
  })

  it('agrees with a model of one cell for each character through thousands of edits', () => {
    const parts = ['a', '\n', ' ', 'foo', ', ', ';', '"', '!', 'x = 1\n', '  }\n', '\n\n']
    const authors = [human, unknown, ai, ai2]
    forSeeds(60, (random) => {
      let actual = AttributedText.empty
      let model = cellsOf(actual)
      for (let step = 0; step < 60; step++) {
        const from = random.below(model.length + 1)
        const to = from + random.below(Math.min(12, model.length - from) + 1)
        const text = Array.from({ length: random.below(3) }, () => random.pick(parts)).join('')
        const by = random.pick(authors)
        const raw = actual.replace(from, to, text, by)
        actual = changeText(actual, from, to, text, by)
        model = changedCells(model, from, to, text, by)
        assert.equal(actual.text(), textOf(model))
        assert.equal(print(actual), print(raw))
        const at = cellsOf(actual).findIndex(({ origin }, i) => !sameOrigin(origin, model[i]!.origin))
        if (at >= 0) {
          throw new Error(
            `Step ${step}, ${JSON.stringify([from, to, text, nameOf(by)])}: at ${at} ${printMarked(actual)}`,
          )
        }
        assert.ok(
          actual.runs().every(({ origin }) => authors.some((author) => sameOrigin(author, withoutDeletions(origin)))),
        )
      }
    })
  })
})
