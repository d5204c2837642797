import assert from 'node:assert/strict'
import type { Origin } from '../../../src/attribution/text/origin'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { at, Scene } from './historyScene'

const ai: Origin = { contributor: 'ai', evidence: 'observed', at }
const own: Origin = { contributor: 'human', evidence: 'observed', at }
const reload = { source: 'reloadFromDisk', metadata: {} } as const

/** A text of lines, each by somebody. */
function written(...lines: readonly (readonly [string, Origin])[]): AttributedText {
  const runs = lines.map(([text, origin]) => ({ length: text.length + 1, origin }))
  return AttributedText.fromRuns(lines.map(([text]) => `${text}\n`).join(''), runs)
}

/** Who wrote each line after another program wrote `now`, as the editor tells it: one change of all that differs. */
function afterwards(before: AttributedText, now: string): readonly string[] {
  const scene = new Scene('')
  scene.history.reset(before)
  const old = before.text()
  let from = 0
  while (from < old.length && from < now.length && old[from] === now[from]) from++
  let tail = 0
  while (tail < Math.min(old.length, now.length) - from && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  scene.edit({ from, to: old.length - tail, text: now.slice(from, now.length - tail) }, reload)
  assert.equal(scene.history.current.text(), now)
  return scene.history.current
    .lineOrigins()
    .slice(0, -1)
    .map(({ contributor }) => contributor)
}

describe('A file that another program formats on disk while it is open', () => {
  const before = written(
    ["const a = f('x',1)", ai],
    ["const b = g(['y',2])", own],
    ['if (a) {', ai],
    ['  b()', own],
    ['}', ai],
  )

  it('keeps who wrote its lines, with other quotes, semicolons, commas and indentation', () => {
    const now = 'const a = f("x", 1);\nconst b = g(["y", 2]);\nif (a) {\n    b();\n}\n'
    assert.deepEqual(afterwards(before, now), ['ai', 'human', 'ai', 'human', 'ai'])
  })

  it('keeps who wrote lines that it breaks and joins', () => {
    const now = "const a = f(\n  'x',\n  1,\n)\nconst b = g(['y',2])\nif (a) {\n  b()\n}\n"
    assert.deepEqual(afterwards(before, now), ['ai', 'ai', 'ai', 'ai', 'human', 'ai', 'human', 'ai'])
  })

  it('does not know who wrote what it changes or puts in besides', () => {
    const now = 'const a = f("x", 1);\nadded("z");\nconst b = g(["y", 3]);\nif (!a) {\n    b();\n}\n'
    assert.deepEqual(afterwards(before, now), ['ai', 'unknown', 'unknown', 'mixed', 'human', 'ai'])
  })

  it('leaves unknown what was unknown, and a brace by itself where it stands elsewhere', () => {
    const some = written(["f('x')", { contributor: 'unknown' }], ['}', own], ["g('y')", ai])
    assert.deepEqual(afterwards(some, 'f("x");\ng("y");\n  };\n'), ['unknown', 'ai', 'unknown'])
  })
})
