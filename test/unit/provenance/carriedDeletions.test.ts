import assert from 'node:assert/strict'
import type { AttributedText } from '../../../src/attribution/text/attributedText'
import { carryOver } from '../../../src/attribution/matching/carryOver'
import { changeText } from '../../../src/attribution/text/changeText'
import { human, type Origin, unknown } from '../../../src/attribution/text/origin'
import { agreedOrigin, noteText, validRanges } from '../../../src/formats/notes/noteText'
import { agreement } from '../../../src/attribution/text/agreement'
import { formatNote } from '../../../src/formats/notes/formatNote'
import { parseNote } from '../../../src/formats/notes/note'
import { attributedNotebook } from '../../../src/formats/notebook/attributedNotebook'
import { notebookCells } from '../../../src/formats/notebook/notebookCells'
import { origins, parse, printMarked } from '../attribution/notation'

const { ai } = origins

function without(text: AttributedText, gone: string, by: Origin): AttributedText {
  const from = text.text().indexOf(gone)
  assert.ok(from >= 0, gone)
  return changeText(text, from, from + gone.length, '', by)
}

function classes(text: AttributedText): string {
  return text
    .lineOrigins()
    .map(({ contributor }) => contributor)
    .join(' ')
}

describe('What was taken out of a line', () => {
  const check = without(without(parse('if (a && b) c()\n[ai:if (!d) e()\n]f()\n'), ' && b', ai), '!', human)

  it('is told by a note, which older readers read as ever, and told again by who reads it', () => {
    const lines = formatNote('a.ts', check, '2026-11-28').map(({ json }) => json)
    assert.deepEqual(
      lines.map((json) => {
        const { contributor, deletedBy, lines, tool } = JSON.parse(json) as Record<string, string>
        return [contributor, deletedBy, lines, tool]
      }),
      [
        ['human', undefined, '3', undefined],
        ['mixed', 'ai', '1', 'assistant'],
        ['mixed', 'human', '2', 'assistant'],
      ],
    )
    const { lines: read, problems } = parseNote(lines.join('\n'))
    assert.deepEqual(problems, [])
    const text = noteText(check.text(), validRanges(read))!
    assert.equal(classes(text), 'mixed mixed human human')
    assert.deepEqual(
      text.lineOrigins().map(({ deletions }) => deletions?.[0]?.by.contributor),
      ['ai', 'human', undefined, undefined],
    )
    // Saying the same again changes nothing.
    assert.deepEqual(
      formatNote('a.ts', text, '2026-11-28').map(({ id }) => id),
      formatNote('a.ts', check, '2026-11-28').map(({ id }) => id),
    )
  })

  it('is no claim where notes contradict each other', () => {
    const byAi: Origin = { ...ai, contributor: 'mixed', deletions: [{ by: ai, of: 'other' }] }
    assert.deepEqual(agreedOrigin([byAi, human]), unknown)
    assert.deepEqual(agreedOrigin([byAi, { ...ai, contributor: 'mixed' }]), byAi)
  })

  it('is gone for two sightings where one saw it go', () => {
    const text = parse('if (a) c()')
    const seen = without(parse('if (a && b) c()'), ' && b', ai)
    assert.equal(classes(agreement([text, seen])), 'mixed')
    assert.equal(classes(agreement([seen, text])), 'mixed')
  })

  it('is told in the lines of a notebook and in its cells again', () => {
    const cell = check.slice(0, check.length - 1)
    const sources = cell.text().split(/(?<=\n)/)
    const json = `${JSON.stringify({ cells: [{ cell_type: 'code', source: sources }], metadata: {}, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`
    const attributed = attributedNotebook(json, [cell])!
    const told = attributed.lineOrigins().filter(({ contributor }) => contributor !== 'unknown')
    assert.deepEqual(
      told.map(({ contributor, deletions }) => [contributor, deletions?.[0]?.by.contributor]),
      [
        ['mixed', 'ai'],
        ['mixed', 'human'],
        ['human', undefined],
      ],
    )
    const [again] = notebookCells(attributed)!
    assert.deepEqual(
      again!.lineOrigins().map(({ contributor, deletions }) => [contributor, deletions?.[0]?.by.contributor]),
      told.map(({ contributor, deletions }) => [contributor, deletions?.[0]?.by.contributor]),
    )
  })
})

describe('Lines that AI took out', () => {
  const source = without(parse('one()\ntwo()\nthree()\nfour()\n'), 'two()\nthree()\n', ai)

  it('are told by a text that is derived from one that lacks them', () => {
    assert.match(printMarked(carryOver('zero()\none()\nfour()\n', [source])), /<-aiDerived 2 lines>/)
  })

  it('are not told by a text that has them, whole or in part', () => {
    assert.doesNotMatch(printMarked(carryOver('one()\ntwo()\nthree()\nfour()\n', [source])), /<-/)
    assert.match(printMarked(carryOver('one()\nthree()\nfour()\n', [source])), /<-aiDerived 1 lines>/)
  })
})
