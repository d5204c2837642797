import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import type { Origin } from '../../../src/attribution/text/origin'
import { CopiedOrigins } from '../../../src/ledger/copiedOrigins'

const at = '2026-11-23T10:00:00.000Z'
const nowMs = Date.parse(at)
const ai: Origin = { contributor: 'ai', tool: 'claude-code', mode: 'chat', evidence: 'reported' }
const human: Origin = { contributor: 'human' }
const text = 'const made = ai()\nconst own = 1\n'
const stretch = AttributedText.fromRuns(text, [
  { length: 18, origin: ai },
  { length: text.length - 18, origin: human },
])

describe('What was copied in another window', () => {
  let folder: string
  let here: CopiedOrigins
  let there: CopiedOrigins

  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'byline-copied-')), 'shared')
    here = new CopiedOrigins(folder)
    there = new CopiedOrigins(folder)
  })

  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

  it('brings its origins along, whatever its line ends', async () => {
    await here.write(stretch, at)
    const found = await there.find(text.replaceAll('\n', '\r\n'), nowMs)
    assert.deepEqual([found?.text(), found?.runs()], [text, stretch.runs()])
  })

  it('is found though the editor ends a copied last line', async () => {
    const line = AttributedText.of('const made = ai()', ai)
    await here.write(line, at)
    assert.deepEqual((await there.find('const made = ai()\n', nowMs))?.runs(), line.runs())
  })

  it('is not found under another text, an hour later, or by the window that copied it', async () => {
    await here.write(stretch, at)
    assert.equal(await there.find(`${text}more()`, nowMs), undefined)
    assert.equal(await there.find(text, nowMs + 61 * 60 * 1_000), undefined)
    assert.equal(await here.find(text, nowMs), undefined)
  })

  it('is forgotten when something else is copied, also what is too short to tell', async () => {
    await here.write(stretch, at)
    await there.write(AttributedText.of('}\n', ai), at)
    assert.equal(await there.find(text, nowMs), undefined)
    assert.equal(await here.find('}\n', nowMs), undefined)
    assert.equal(existsSync(path.join(folder, 'copied.json')), false)
  })

  it('leaves the newest of several copies', async () => {
    await Promise.all([here.write(AttributedText.of('the first of two', human), at), here.write(stretch, at)])
    assert.deepEqual((await there.find(text, nowMs))?.runs(), stretch.runs())
  })

  it('never puts the text on disk', async () => {
    await here.write(stretch, at)
    assert.doesNotMatch(readFileSync(path.join(folder, 'copied.json'), 'utf8'), /made|own/)
  })

  it('counts as nothing when the file is damaged, or says what cannot be', async () => {
    const file = path.join(folder, 'copied.json')
    assert.equal(await there.find(text, nowMs), undefined)
    await here.write(stretch, at)
    const good = JSON.parse(readFileSync(file, 'utf8')) as { runs: [number, number][]; textId: string }
    for (const bad of [
      '{"v":1',
      'null',
      JSON.stringify({ ...good, v: 2 }),
      JSON.stringify({ ...good, textId: 'x' }),
      JSON.stringify({ ...good, runs: [[1, 0]] }),
      JSON.stringify({ ...good, runs: [[text.length, 7]] }),
      JSON.stringify({
        ...good,
        runs: [
          [-1, 0],
          [text.length + 1, 0],
        ],
      }),
      JSON.stringify({ ...good, text: 'extra' }),
    ]) {
      writeFileSync(file, bad)
      assert.equal(await there.find(text, nowMs), undefined, bad)
    }
  })
})
