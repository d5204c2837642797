import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { changeText } from '../../../src/attribution/text/changeText'
import { human, type Origin } from '../../../src/attribution/text/origin'
import { countDeleted, linesDeletedByAi } from '../../../src/attribution/lines/deletedLines'
import { formatTrailers } from '../../../src/formats/trailers/formatTrailers'
import { hasOurTrailers, removeOurTrailers } from '../../../src/formats/trailers/messageTrailers'
import { parseTrailers } from '../../../src/formats/trailers/parseTrailers'
import { defaultTrailerSettings } from '../../../src/formats/trailers/trailerSettings'
import { origins } from '../attribution/notation'

const { ai } = origins
const before = 'one()\ntwo()\n\nthree()\nfour()\nfive()\n'

function without(text: AttributedText, gone: string, by: Origin): AttributedText {
  const from = text.text().indexOf(gone)
  assert.ok(from >= 0, gone)
  return changeText(text, from, from + gone.length, '', by)
}

function places(found: readonly { readonly before: number; readonly count: number }[]): readonly (readonly number[])[] {
  return found.map((place) => [place.before, place.count])
}

describe('lines that AI took out', () => {
  const base = AttributedText.of(before, human)
  const unmarked = async () => base

  it('are counted with their place', async () => {
    const after = without(without(base, 'one()\n', ai), 'four()\nfive()\n', ai)
    assert.deepEqual(places(await linesDeletedByAi(before, after, unmarked)), [
      [0, 1],
      [3, 2],
    ])
  })

  it('are told from thousands that others took out', async () => {
    const line = (number: number): string => `const value${number} = ${'compute'.repeat(6)}(${number})\n`
    const whole = Array.from({ length: 24_000 }, (_, at) => line(at)).join('')
    let after = AttributedText.of(whole, human)
    const block = (from: number, by: Origin): void => {
      const gone = Array.from({ length: 1_000 }, (_, at) => line(from + at)).join('')
      after = without(after, gone, by)
    }
    // Every third block goes, by turns by AI and by a person; between them stands what tells of it.
    for (let from = 0; from < 24_000; from += 6_000) block(from, ai)
    for (let from = 3_000; from < 24_000; from += 6_000) block(from, human)
    const started = process.cpuUsage()
    const found = await linesDeletedByAi(whole, after, async () => AttributedText.of(whole, human))
    const { user, system } = process.cpuUsage(started)
    assert.deepEqual(
      places(found),
      [0, 4_000, 8_000, 12_000].map((place) => [place, 1_000]),
    )
    assert.ok(user + system < 1_500_000, `${user + system} µs`)
  })

  it('are not those that a person took out beside them', async () => {
    const after = without(without(base, 'one()\n', ai), 'two()\n', human)
    assert.deepEqual(places(await linesDeletedByAi(before, after, unmarked)), [[0, 1]])
    assert.deepEqual(await linesDeletedByAi(before, without(base, 'two()\n', human), unmarked), [])
  })

  it('are none where they came back, or others took their place', async () => {
    const gone = without(base, 'two()\n', ai)
    const back = changeText(gone, 6, 6, 'two()\n', human)
    assert.deepEqual(await linesDeletedByAi(before, back, unmarked), [])
    const replaced = changeText(base, 6, 12, 'other()\n', ai)
    assert.deepEqual(await linesDeletedByAi(before, replaced, unmarked), [])
  })

  it('are not counted again after the commit that took them out, nor where a person takes out an equal line then', async () => {
    const first = without(base, 'two()\n', { ...ai, at: '#1' })
    const back = changeText(first, 6, 6, 'two()\n', human)
    const again = without(back, 'two()\n', human)
    assert.deepEqual(await linesDeletedByAi(back.text(), again, async () => back), [])
    assert.deepEqual(await linesDeletedByAi(first.text(), without(first, 'five()\n', human), async () => first), [])
  })

  it('are not counted where AI took an equal one out far away', async () => {
    const repeated = `same()\n${Array.from({ length: 20 }, (_, i) => `line(${i})\n`).join('')}`
    const text = AttributedText.of(`${repeated}same()\nlast()\n`, human)
    const typed = changeText(text, 0, 0, 'same()\n', ai)
    const after = without(typed, 'same()\n', ai)
    const end = after.text().lastIndexOf('same()\n')
    const both = changeText(after, end, end + 7, '', human)
    assert.deepEqual(await linesDeletedByAi(text.text(), both, async () => text), [])
  })

  it('are told by trailers of their own, which are read, counted and taken out again', () => {
    const deleted = [
      { before: 0, count: 1, by: ai },
      { before: 13, count: 2, by: ai },
    ]
    const files = [
      { path: 'src/a.ts', lines: [human, human], added: [{ from: 0, to: 1 }], deleted },
      { path: 'with space.ts', lines: [human], added: [], deleted: [{ before: 1, count: 1, by: ai }] },
    ]
    assert.equal(countDeleted(files), 4)
    const trailers = formatTrailers(files, defaultTrailerSettings)
    assert.deepEqual(trailers.slice(1), [
      'AI-Provenance: ai=0 mixed=0 human=1 unknown=0 evidence=reported',
      'AI-Deleted: src/a.ts 3 lines before 1,14',
      'AI-Deleted: "with space.ts" 1 line before 2',
    ])
    const message = `Tidy\n\n${trailers.join('\n')}\n`
    assert.deepEqual(
      parseTrailers(message).map(({ counts, deleted }) => [counts?.human, deleted]),
      [[1, 4]],
    )
    assert.equal(removeOurTrailers(message), 'Tidy\n')
    const summary = formatTrailers(files, { ...defaultTrailerSettings, detail: 'summary' })
    assert.deepEqual(summary.slice(2), ['AI-Deleted: 4 lines'])
    assert.deepEqual(formatTrailers(files, { ...defaultTrailerSettings, maxFiles: 1 }).slice(2), [
      'AI-Deleted: src/a.ts 3 lines before 1,14',
      'AI-Deleted: 1 line',
    ])
    assert.equal(hasOurTrailers('AI-Deleted: who knows how many\n'), false)
  })
})
