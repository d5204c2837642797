import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lineEdits } from '../../../src/attribution/matching/diff'
import { forSeeds, type Random } from '../../unit/attribution/random'
import { environment } from '../cli/testRepository'

/** Blocks of several languages that end alike, so that what is put beside one can stand in several places. */
const blocks: readonly ((name: string) => readonly string[])[] = [
  (name) => [`int ${name}() {`, '  log();', '  return 0;', '}', ''],
  (name) => [`def ${name}():`, '    log()', '    return 0', '', ''],
  (name) => [`  ${name}() {`, '    return 1', '  }'],
  (name) => [`  case ${name}:`, '    run()', '    break'],
  (name) => [`Version ${name}`, '---------', '', 'Unreleased', '', ''],
  (name) => [`  - name: ${name}`, '    on: true', '    steps: []'],
  (name) => ['  {', `    "${name}": 1`, '  },'],
  (name) => [`function ${name}(a) {`, '\tif (a) {', '\t\treturn null', '\t}', '', '\treturn a', '}', ''],
]

function someBlocks(random: Random, prefix: string): string[][] {
  const block = random.pick(blocks)
  return Array.from({ length: 1 + random.below(5) }, (_, i) => [...block(`${prefix}${i}`)])
}

describe('the lines that a change adds and removes', () => {
  let folder: string

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'byline-place-'))
    execFileSync('git', ['init', '--quiet', folder], { env: environment() })
  })

  after(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  function gitEdits(before: string, after: string): readonly unknown[] {
    writeFileSync(join(folder, 'a'), before)
    writeFileSync(join(folder, 'b'), after)
    const { stdout } = spawnSync('git', ['diff', '--no-index', '-U0', '--', 'a', 'b'], {
      cwd: folder,
      env: environment(),
      encoding: 'utf8',
    })
    return [...stdout.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].map(([, b, bn = '1', a, an = '1']) => {
      const span = (from: number, size: number) => ({
        from: size === 0 ? from : from - 1,
        to: from - 1 + Math.max(size, 1),
      })
      const spanOf = (from: string, size: string) =>
        size === '0' ? { from: Number(from), to: Number(from) } : span(Number(from), Number(size))
      return { before: spanOf(b!, bn), after: spanOf(a!, an) }
    })
  }

  it('are those of git diff, where blocks that end alike are put in and taken out', () => {
    forSeeds(150, (random) => {
      const old = someBlocks(random, 'old')
      const changed = old.map((block) => [...block])
      const isAdded = random.below(3) > 0
      if (isAdded) changed.splice(random.below(changed.length + 1), 0, ...someBlocks(random, 'new').slice(0, 2))
      else changed.splice(random.below(changed.length), 1)
      const frame = random.below(2) === 0
      const textOf = (blocks: readonly (readonly string[])[]) => {
        const lines = [...(frame ? ['start {'] : []), ...blocks.flat(), ...(frame ? ['}'] : [])]
        return lines.length > 0 ? `${lines.join('\n')}\n` : ''
      }
      const [before, after] = [textOf(old), textOf(changed)]
      assert.deepEqual(lineEdits(before, after), gitEdits(before, after), `${before}=====\n${after}`)
    })
  })
})
