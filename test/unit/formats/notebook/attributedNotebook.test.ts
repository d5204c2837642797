import assert from 'node:assert/strict'
import { AttributedText } from '../../../../src/attribution/text/attributedText'
import type { Origin } from '../../../../src/attribution/text/origin'
import { attributedNotebook } from '../../../../src/formats/notebook/attributedNotebook'
import { notebookCells } from '../../../../src/formats/notebook/notebookCells'
import { indentationOf, plainNotebook } from '../../../../src/formats/notebook/plainNotebook'
import { nameOf, parse, print } from '../../attribution/notation'

/** A notebook as editors write it. */
function notebook(sources: readonly (string | readonly string[])[], indentation: string | number = 1): string {
  const cells = sources.map((source, index) => ({
    cell_type: index % 2 === 0 ? 'code' : 'markdown',
    metadata: { note: 'a()' },
    outputs: [{ output_type: 'stream', text: ['a()\n', 'b()'] }],
    source,
  }))
  return `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, undefined, indentation)}\n`
}

function classOf(origin: Origin): string {
  return origin.contributor === 'mixed' ? 'mixed' : nameOf(origin)
}

/** The lines of a notebook's text that are not unknown: `class text`, without indentation. */
function known(json: string, ...cells: readonly string[]): readonly string[] | undefined {
  const attributed = attributedNotebook(json, cells.map(parse))
  if (!attributed) return undefined
  assert.equal(attributed.text(), json)
  const texts = json.split('\n')
  return attributed.lineOrigins().flatMap((origin, line) => {
    return origin.contributor === 'unknown' ? [] : [`${classOf(origin)} ${texts[line]!.trim()}`]
  })
}

describe('the text of a notebook', () => {
  it('gets the classes of its cells’ lines, and is unknown everywhere else', () => {
    const json = notebook([['a()\n', 'b()\n', 'c()'], ['text'], []])
    assert.deepEqual(known(json, '[ai:a()\n]b()\n[unknown:c()]', '[ai2:text]', ''), [
      String.raw`ai "a()\n",`,
      String.raw`human "b()\n",`,
      'ai2 "text"',
    ])
  })

  it('takes the line end of a cell for no part of its line', () => {
    assert.deepEqual(known(notebook([['a()\n', 'b()']]), '[ai:a()]\n[ai:b()]'), [String.raw`ai "a()\n",`, 'ai "b()"'])
  })

  it('knows mixed lines, and blank ones by their line end', () => {
    assert.deepEqual(known(notebook([['one(x)\n', '\n', '  \n', 'y']]), '[ai:one(]x)[ai:\n\n]  \n[ai:y]'), [
      String.raw`mixed "one(x)\n",`,
      String.raw`ai "\n",`,
      String.raw`human "  \n",`,
      'ai "y"',
    ])
  })

  it('reads escapes, and counts escaped white space for nothing', () => {
    const text = 'say("\\n\u00e9\u2028")'
    const source = JSON.stringify(`\t${text}`).replace('é', '\\u00e9').replace('\u2028', '\\u2028')
    const json = notebook(['?']).replace('"?"', `[\n${source}\n]`)
    assert.deepEqual(known(json, `\t[ai:${text}]`), [`ai ${source}`])
  })

  it('reads any indentation, one string for all, and several strings on a line', () => {
    assert.deepEqual(known(notebook([['a()\n', 'b()']], '\t'), '[ai:a()\n]b()'), [
      String.raw`ai "a()\n",`,
      'human "b()"',
    ])
    assert.deepEqual(known(notebook(['a()\nb()']), '[ai:a()\nb()]'), [String.raw`ai "source": "a()\nb()"`])
    assert.deepEqual(known('{"cells":[\n{\n"source": ["a()\\n", "b()"]\n}]}', '[ai:a()\n]b()'), [
      String.raw`mixed "source": ["a()\n", "b()"]`,
    ])
  })

  it('does not claim all of a line that holds other things as well', () => {
    const json = JSON.stringify({ cells: [{ source: ['a()'], metadata: {} }] })
    assert.deepEqual(known(json, '[ai:a()]'), [`mixed ${json}`])
    assert.deepEqual(known(json, 'a()'), [])
  })

  it('reads strings that do not end their line, and line ends of other systems', () => {
    assert.deepEqual(known(notebook([['a()', 'b()\r\n', 'c()']]), '[ai:a()\n]b()\n[ai:c()]'), [
      'ai "a()",',
      String.raw`human "b()\r\n",`,
      'ai "c()"',
    ])
  })

  it('finds what was moved or changed since by its content, and else does not know it', () => {
    const json = notebook([['second()'], ['first()\n', 'new()']])
    assert.deepEqual(known(json, '[ai:first()\n]old()', '[ai2:second()]'), [
      'ai2 "second()"',
      String.raw`aiDerived "first()\n",`,
    ])
  })

  it('is no notebook when it is other JSON, or none', () => {
    assert.equal(known('[]', 'a'), undefined)
    assert.equal(known('{"metadata":{"cells":[]}}', 'a'), undefined)
    assert.equal(known('{"cells":[{"source":["a"]}', '[ai:a]'), undefined)
    assert.equal(known('# %%\na = 1\n', '[ai:a = 1]'), undefined)
  })
})

describe('the cells of a notebook', () => {
  it('come back from its text, character by character', () => {
    const cells = ['[ai:one(]x)[ai:\n]"q"\n[ai:\n]\t[ai2:tab]', '', '[unknown:a]']
    const json = notebook([['one(x)\n', '"q"\n', '\n', '\ttab'], [], 'a'])
    const back = notebookCells(attributedNotebook(json, cells.map(parse))!)!
    assert.deepEqual(
      back.map((cell) => cell.text()),
      cells.map((cell) => parse(cell).text()),
    )
    assert.deepEqual(
      back.map((cell) => cell.lineOrigins().map(classOf)),
      cells.map((cell) => parse(cell).lineOrigins().map(classOf)),
    )
    assert.equal(print(back[0]!.slice(0, 6)), '[ai:one(]x)')
  })

  it('have their line ends where strings only imply them', () => {
    const json = notebook([['a()', 'b()\r\n', 'c()']])
    assert.deepEqual(
      notebookCells(AttributedText.of(json, { contributor: 'human' }))?.map((cell) => cell.text()),
      ['a()\nb()\nc()'],
    )
  })
})

describe('a notebook that is not saved yet', () => {
  it('has the lines that the saved one will have', () => {
    const texts = ['a()\nb()\n', '', '\n']
    const saved = notebook([['a()\n', 'b()\n'], [], ['\n']], '  ')
    const plain = plainNotebook(texts, indentationOf(saved))
    const lines = (json: string): readonly string[] => json.split('\n').filter((line) => /^ {8}"(?!note)/.test(line))
    assert.deepEqual(lines(plain), lines(saved))
    assert.deepEqual(
      notebookCells(AttributedText.of(plain, { contributor: 'human' }))?.map((cell) => cell.text()),
      texts,
    )
  })
})
