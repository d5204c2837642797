import assert from 'node:assert/strict'
import { AttributedText } from '../../../../src/attribution/text/attributedText'
import { attributedNotebook } from '../../../../src/formats/notebook/attributedNotebook'
import { notebookCells } from '../../../../src/formats/notebook/notebookCells'
import { notebookSources } from '../../../../src/formats/notebook/notebookSources'

const ai = (text: string): AttributedText => AttributedText.of(text, { contributor: 'ai' })

/** Milliseconds of processor time. */
function cost(action: () => void): number {
  const before = process.cpuUsage()
  action()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

describe('A notebook that nobody wrote', () => {
  it('of brackets in brackets is none, however deep', () => {
    for (const depth of [600, 20_000, 1_000_000]) {
      for (const [open, close] of [
        ['[', ']'],
        ['{"a":', '}'],
        ['{"source":[', ']}'],
      ] as const) {
        const inner = open === '{"a":' ? '1' : ''
        for (const json of [
          `{"cells":${open.repeat(depth)}${inner}${close.repeat(depth)}}`,
          `{"cells":[],"metadata":${open.repeat(depth)}`,
          `{"cells":${open.repeat(depth)}"unclosed \\"`,
        ]) {
          assert.equal(notebookSources(json), undefined)
          assert.equal(attributedNotebook(json, [ai('a')]), undefined)
          assert.equal(notebookCells(ai(json)), undefined)
        }
      }
    }
  })

  it('is one where the brackets are in its strings or within reason', () => {
    const source = '['.repeat(20_000)
    const json = JSON.stringify({
      cells: [{ source: [source] }],
      metadata: JSON.parse('['.repeat(100) + ']'.repeat(100)),
    })
    assert.deepEqual(
      notebookCells(ai(json))?.map((cell) => cell.text()),
      [source],
    )
  })

  it('of megabytes of source is none, and costs little', () => {
    const source = 'y = "some code here"\n'.repeat(240_000)
    const json = JSON.stringify({ cells: [{ source }] })
    assert.ok(cost(() => assert.equal(attributedNotebook(json, [ai(source)]), undefined)) < 3_000)
    const outputs = JSON.stringify({ cells: [{ source: 'x = 1', outputs: [{ text: source }] }] })
    assert.deepEqual(
      notebookCells(ai(outputs))?.map((cell) => cell.text()),
      ['x = 1'],
    )
  })

  it('of many cells that the editor has otherwise costs time in proportion to them', () => {
    const cellsOf = (count: number) => Array.from({ length: count }, (_, at) => `value_${at} = compute(${at})`)
    const run = (count: number) => {
      const json = JSON.stringify({ cells: cellsOf(count).map((source) => ({ source: [source] })) })
      const cells = cellsOf(count).map((source) => ai(`zz${source}`))
      return cost(() => assert.ok(attributedNotebook(json, cells)))
    }
    run(100)
    const [few, many] = [run(200), run(1_600)]
    assert.ok(many < few * 8 * 3 + 500, `${few} ms for 200, ${many} ms for 1,600`)
  })
})
