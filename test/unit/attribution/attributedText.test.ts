import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { human, unknown, type Origin } from '../../../src/attribution/text/origin'
import { cells, cellsOf, classesOf, runsOf, textOf, type Cell } from './model'
import { origins, parse, print, printMarked } from './notation'
import { forSeeds, type Random } from './random'

const { ai } = origins
const someOrigins: readonly Origin[] = [human, unknown, ai, origins.ai2, origins.mixed, { ...ai }]

function someText(random: Random): string {
  const words = [
    'a',
    '\n',
    ' ',
    'foo',
    '\t\n',
    '😀',
    '\uD83D',
    '\uDE00',
    '\0',
    'x = 1\n',
    'z'.repeat(random.below(700)),
  ]
  return Array.from({ length: random.below(5) }, () => random.pick(words)).join('')
}

function someRange(random: Random, length: number): readonly [number, number] {
  const from = random.below(length + 1)
  // Mostly short, now and then anything.
  return [from, from + random.below(random.below(8) === 0 ? length - from + 1 : Math.min(20, length - from) + 1)]
}

function assertSame(actual: AttributedText, model: readonly Cell[], random: Random): void {
  const text = textOf(model)
  assert.equal(actual.text(), text)
  assert.deepEqual(actual.runs(), runsOf(model))
  assert.equal(actual.length, text.length)
  const lines = text.split('\n')
  assert.equal(actual.lineCount, lines.length)
  const classes = classesOf(model)
  assert.deepEqual(
    actual.lineOrigins().map(({ contributor }) => contributor),
    classes,
  )
  const line = random.below(lines.length)
  const start = lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0)
  assert.equal(actual.lineStart(line), start)
  assert.equal(actual.lineOrigin(line).contributor, classes[line])
  const [from, to] = someRange(random, text.length)
  assert.equal(actual.lineAt(from), text.slice(0, from).split('\n').length - 1)
  assert.equal(actual.text(from, to), text.slice(from, to))
  assert.deepEqual(actual.runs(from, to), runsOf(model.slice(from, to)))
  assert.deepEqual(actual.originAt(from), model[from]?.origin ?? unknown)
}

describe('AttributedText', () => {
  it('agrees with one origin per character through thousands of edits', () => {
    forSeeds(60, (random) => {
      let actual = AttributedText.empty
      let model: readonly Cell[] = []
      for (let step = 0; step < 50; step++) {
        const [from, to] = someRange(random, model.length)
        const origin = random.pick(someOrigins)
        let inserted = cells(someText(random), origin)
        if (random.below(3) > 0) actual = actual.replace(from, to, textOf(inserted), origin)
        else {
          const [start, end] = someRange(random, model.length)
          inserted = [...model.slice(start, end), ...inserted]
          actual = actual.splice(from, to, AttributedText.fromRuns(textOf(inserted), runsOf(inserted)))
        }
        model = [...model.slice(0, from), ...inserted, ...model.slice(to)]
        if (random.below(40) === 0) {
          const [start, end] = someRange(random, model.length)
          actual = actual.slice(start, end)
          model = model.slice(start, end)
        }
        if (step % 10 === 0) assertSame(actual, model, random)
      }
      assertSame(actual, model, random)
    })
  })

  it('knows equal texts however they came about, and only those', () => {
    forSeeds(60, (random) => {
      let actual = AttributedText.of(someText(random), ai)
      for (let step = 0; step < 20; step++) {
        const [from, to] = someRange(random, actual.length)
        const edited = actual.replace(from, to, someText(random), random.pick(someOrigins))
        const rebuilt = AttributedText.of(edited.text(), human)
        assert.deepEqual(
          [edited.sameText(rebuilt), edited.textHash === rebuilt.textHash, edited.sameText(actual)],
          [true, true, edited.text() === actual.text()],
        )
        assert.equal(edited.textHash === actual.textHash, edited.text() === actual.text())
        actual = edited
      }
    })
  })

  it('leaves older versions as they were, so keeping them is undo', () => {
    forSeeds(10, (random) => {
      const versions = [AttributedText.of(someText(random), ai)]
      const seen = [cellsOf(versions[0]!)]
      for (let step = 0; step < 30; step++) {
        const last = versions.at(-1)!
        const [from, to] = someRange(random, last.length)
        versions.push(last.replace(from, to, someText(random), random.pick(someOrigins)))
        seen.push(cellsOf(versions.at(-1)!))
      }
      assert.deepEqual(versions.map(cellsOf), seen)
    })
  })

  it('takes back an edit into a text with the same hash as before', () => {
    const before = parse('one\n[ai:two]\nthree')
    const typed = before.replace(5, 5, 'x', human)
    const undone = typed.replace(5, 6, '', human)
    assert.deepEqual([typed.sameText(before), undone.sameText(before)], [false, true])
    assert.equal(print(undone), 'one\n[ai:two]\nthree')
  })

  it('splits the run that is typed into', () => {
    assert.equal(print(parse('a[ai:bcd]e').replace(2, 2, 'x', human)), 'a[ai:b]x[ai:cd]e')
  })

  it('keeps the origins of what is spliced in', () => {
    assert.equal(print(parse('a[ai:bcd]e').splice(1, 3, parse('[unknown:p]q'))), 'a[unknown:p]q[ai:d]e')
  })

  it('keeps text typed character by character in one run, in the time of a few pieces', () => {
    let typed = parse('[ai:start]end')
    for (let i = 0; i < 10_000; i++) typed = typed.replace(5 + i, 5 + i, 'x', origins.unknown)
    assert.deepEqual(typed.runs(), [
      { length: 5, origin: ai },
      { length: 10_000, origin: unknown },
      { length: 3, origin: human },
    ])
  })

  it('may be cut within a surrogate pair and put together again', () => {
    const emoji = AttributedText.of('a😀b', ai)
    const cut = emoji.replace(2, 2, '-', human)
    assert.equal(cut.text(), 'a\uD83D-\uDE00b')
    assert.equal(cut.replace(2, 3, '', human).sameText(emoji), true)
  })

  it('has one line when it is empty', () => {
    const { empty } = AttributedText
    assert.deepEqual(
      [
        empty.text(),
        empty.length,
        empty.lineCount,
        empty.runs(),
        empty.lineStart(0),
        empty.lineAt(0),
        empty.lineOrigins(),
      ],
      ['', 0, 1, [], 0, 0, [unknown]],
    )
  })

  it('gives every line of a line-precise source its origin, the terminator included', () => {
    const lines = AttributedText.fromLines('a\n\nb\nc', [ai, human, origins.mixed])
    assert.equal(print(lines), '[ai:a\n]\n[mixed:b\n][unknown:c]')
    assert.deepEqual(lines.lineOrigins(), [ai, human, origins.mixed, unknown])
    assert.deepEqual(lines.lineOrigins(1, 3), [human, origins.mixed])
  })

  it('lets the first visible character of a line tell what is missing in it', () => {
    const missing: Origin = { ...origins.mixed, deletions: [{ by: ai, of: 'other' }] }
    const lines = AttributedText.fromLines('  ab\n \nc', [missing, missing, missing])
    assert.equal(printMarked(lines), '[mixed:  <-ai of other>ab\n \n<-ai of other>c]')
    assert.deepEqual(lines.lineOrigins(), [missing, origins.mixed, missing])
  })

  it('maps origins and shares what does not change', () => {
    const text = parse('a[ai:b]c')
    const toUnknown = (origin: Origin) => (origin.contributor === 'ai' ? unknown : origin)
    assert.equal(print(text.mapOrigins(toUnknown)), 'a[unknown:b]c')
    assert.equal(
      text.mapOrigins((origin) => ({ ...origin })),
      text,
    )
  })

  it('refuses runs that do not fit and places outside the text', () => {
    const text = parse('ab\nc')
    for (const wrong of [
      () => AttributedText.fromRuns('abc', [{ length: 2, origin: human }]),
      () =>
        AttributedText.fromRuns('abc', [
          { length: 4, origin: human },
          { length: -1, origin: human },
        ]),
      () => text.replace(3, 2, '', human),
      () => text.replace(0, 5, '', human),
      () => text.slice(-1, 2),
      () => text.text(0, 5),
      () => text.lineStart(3),
      () => text.lineOrigin(2),
      () => text.lineAt(5),
      () => text.lineAt(Number.NaN),
    ]) {
      assert.throws(wrong, RangeError)
    }
  })
})
