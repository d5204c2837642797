import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import type { Origin } from '../../../src/attribution/text/origin'
import { formatNote, formatRetraction } from '../../../src/formats/notes/formatNote'
import { hashedText } from '../../../src/formats/notes/hashedText'
import { maxNoteLength, parseNote } from '../../../src/formats/notes/note'
import { noteText, validRanges } from '../../../src/formats/notes/noteText'
import { ai, attributed, human, shown } from '../provenance/memoryObservations'

const text = attributed('h:one()', 'a:two()', 'a:three()', '?:four()', 'a:five()')
const [aiLine, humanLine] = formatNote('src/a.ts', text, '2026-11-23').map(({ json }) => json)
const rangesOf = (...lines: readonly (string | undefined)[]) => validRanges(parseNote(lines.join('\n')).lines)
const valid = JSON.parse(aiLine!) as Record<string, unknown>

describe('a note', () => {
  it('has a line for each origin, with sorted keys and nothing else', () => {
    assert.deepEqual(
      [aiLine, humanLine],
      [
        '{"at":"2026-11-23","contributor":"ai","evidence":"reported","hashes":"' +
          `${valid['hashes'] as string}","id":"${valid['id'] as string}","lines":"2-3,5","model":"anthropic/opus",` +
          '"path":"src/a.ts","tool":"claude-code","type":"range","v":1}',
        humanLine,
      ],
    )
    assert.match(String(valid['hashes']), /^[0-9a-f]{24},[0-9a-f]{18}$/)
    assert.deepEqual(Object.keys(JSON.parse(humanLine!)), Object.keys(JSON.parse(humanLine!)).sort())
    assert.match(humanLine!, /"contributor":"human","evidence":"observed",.*"lines":"1"/)
  })

  it('says nothing of people, sessions and times of day, nor what is unknown', () => {
    const origin: Origin = { ...ai, session: 'secret-session', at: '2026-11-23T10:11:12.000Z' }
    const [line, ...more] = formatNote('a.ts', AttributedText.of('x()\n', origin), '2026-11-23')
    assert.doesNotMatch(line!.json, /secret|10:11/)
    assert.deepEqual(more, [])
    assert.deepEqual(formatNote('a.ts', AttributedText.of('x()\n', { contributor: 'unknown' }), '2026-11-23'), [])
  })

  it('has the same id on another day, and another one for another claim', () => {
    const idOn = (day: string, text: AttributedText) => formatNote('a.ts', text, day)[0]!.id
    assert.equal(idOn('2026-11-23', text), idOn('2027-01-01', text))
    assert.notEqual(idOn('2026-11-23', text), idOn('2026-11-23', attributed('h:one()', 'a:two()')))
  })

  it('gives back what was written, line by line', () => {
    assert.deepEqual(shown(noteText(text.text(), rangesOf(aiLine, humanLine))!), shown(text))
  })

  it('is unknown where ranges contradict each other, unless one is declared', () => {
    const of = (origin: Origin) =>
      formatNote('a.ts', AttributedText.fromLines('one()\ntwo()\n', [origin, human]), '2026-11-23').map(
        ({ json }) => json,
      )
    const read = (...notes: readonly string[]) => noteText('one()\ntwo()\n', rangesOf(...notes))!.lineOrigins(0, 2)
    assert.deepEqual(
      read(...of(ai), ...of(human)).map(({ contributor }) => contributor),
      ['unknown', 'human'],
    )
    const declared: Origin = { contributor: 'human', evidence: 'declared' }
    assert.deepEqual(read(...of(ai), ...of(declared))[0], declared)
    assert.deepEqual(read(...of(ai), ...of({ ...ai, tool: 'cursor' }))[0], {
      contributor: 'ai',
      model: 'anthropic/opus',
      evidence: 'reported',
    })
  })

  it('drops what was taken back', () => {
    const taken = formatRetraction(String(valid['id']))
    assert.equal(taken, `{"id":"${String(valid['id'])}","type":"retract","v":1}`)
    assert.deepEqual(rangesOf(aiLine, humanLine, taken), rangesOf(humanLine))
  })

  it('is not believed of a text that is not the one it speaks of', () => {
    assert.equal(noteText('one()\n2()\nthree()\nfour()\nfive()\n', rangesOf(aiLine)), undefined)
    assert.equal(noteText('one()\ntwo()\n', rangesOf(aiLine)), undefined)
    assert.equal(noteText('', rangesOf(aiLine)), undefined)
  })

  const wrong: [name: string, line: string, problem: string][] = [
    ['no JSON', 'hello', 'line 1 is not JSON'],
    ['half a line', aiLine!.slice(0, 40), 'line 1 is not JSON'],
    ['a list', '[]', 'line 1 is not valid at "type"'],
    ['null', 'null', 'line 1 is not valid at "its type"'],
    ['a number', '17', 'line 1 is not valid at "its type"'],
    ['no type', '{"v":1}', 'line 1 is not valid at "type"'],
    ['a later version', JSON.stringify({ ...valid, v: 2 }), 'line 1 is not valid at "v"'],
    [
      'a contributor of its own',
      JSON.stringify({ ...valid, contributor: 'unknown' }),
      'line 1 is not valid at "contributor"',
    ],
    ['lines as a number', JSON.stringify({ ...valid, lines: 3 }), 'line 1 is not valid at "lines"'],
    ['lines out of order', JSON.stringify({ ...valid, lines: '5,2-3' }), 'line 1 is not valid at "lines"'],
    [
      'more lines than a file has',
      JSON.stringify({ ...valid, lines: '2-3,9999999' }),
      'line 1 is not valid at "lines"',
    ],
    ['too few hashes', JSON.stringify({ ...valid, hashes: 'abcdef' }), 'line 1 is not valid at "hashes"'],
    ['hashes that are none', JSON.stringify({ ...valid, hashes: 'x'.repeat(24) }), 'line 1 is not valid at "hashes"'],
    [
      'a path out of the repository',
      JSON.stringify({ ...valid, path: '../../etc/passwd' }),
      'line 1 is not valid at "path"',
    ],
    ['an absolute path', JSON.stringify({ ...valid, path: '/etc/passwd' }), 'line 1 is not valid at "path"'],
    ['a path of controls', JSON.stringify({ ...valid, path: 'a\u001b[31m.ts' }), 'line 1 is not valid at "path"'],
    ['a tool of controls', JSON.stringify({ ...valid, tool: 'x\u0007' }), 'line 1 is not valid at "tool"'],
    ['a tool that turns the text', JSON.stringify({ ...valid, tool: 'x\u202e' }), 'line 1 is not valid at "tool"'],
    ['a tool without end', JSON.stringify({ ...valid, tool: 'x'.repeat(10_000) }), 'line 1 is not valid at "tool"'],
    ['a day that is none', JSON.stringify({ ...valid, at: '2026-11-23T10:00:00Z' }), 'line 1 is not valid at "at"'],
    ['an id of its own', JSON.stringify({ ...valid, id: '../x' }), 'line 1 is not valid at "id"'],
  ]
  for (const [name, line, problem] of wrong) {
    it(`passes over ${name} and keeps the other lines`, () => {
      const { lines, problems } = parseNote(`${line}\n${humanLine}\n`)
      assert.deepEqual([lines.length, problems], [1, [problem]])
    })
  }

  it('is bounded in size, in lines and in the length of a line', () => {
    assert.deepEqual(parseNote('x'.repeat(maxNoteLength + 1)).lines, [])
    const many = parseNote('{}\n'.repeat(6_000))
    assert.deepEqual([many.lines.length, many.problems.at(-1)], [0, 'it has more than 5000 lines'])
    assert.deepEqual(parseNote(`"${'x'.repeat(1024 * 1024)}"`).problems, ['line 1 is too long'])
    assert.deepEqual(parseNote('['.repeat(900_000)).problems, ['line 1 is not JSON'])
  })

  it('keeps markup as what it is, a name', () => {
    const tool = '[x](command:evil) <img src=x>'
    const { lines } = parseNote(JSON.stringify({ ...valid, tool }))
    assert.equal(lines[0]?.type === 'range' && lines[0].origin.tool, tool)
  })
})

describe('lines whose blob is gone', () => {
  const found = (...lines: readonly string[]) =>
    shown(hashedText(lines.map((line) => `${line}\n`).join(''), rangesOf(aiLine, humanLine)))

  it('are found with their neighbours, whatever was added around them', () => {
    assert.deepEqual(found('zero()', 'one()', 'two()', 'three()', 'four()', 'five()', 'six()'), [
      '?:zero()',
      'H:one()',
      'A:two()',
      'A:three()',
      '?:four()',
      'A:five()',
      '?:six()',
    ])
  })

  it('are found when they are formatted anew', () => {
    assert.deepEqual(found('  one();', '  two();', '  three( )', 'x()'), [
      'H:  one();',
      'A:  two();',
      'A:  three( )',
      '?:x()',
    ])
  })

  it('are dropped where they stand alone, out of order or say nothing', () => {
    assert.deepEqual(found('x()', 'two()', 'y()'), ['?:x()', '?:two()', '?:y()'])
    assert.deepEqual(found('three()', 'x()', 'two()'), ['?:three()', '?:x()', '?:two()'])
    const braces = formatNote('a.ts', attributed('a:}', 'a:}', 'a:'), '2026-11-23').map(({ json }) => json)
    assert.deepEqual(shown(hashedText('}\n}\n\n', rangesOf(...braces))), ['?:}', '?:}', '?:'])
  })
})
