import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import * as path from 'node:path'
import { bylineFiles, filesOfHooks, unfinishedPrefix } from '../../../src/ledger/folder/bylineFolder'
import { projectRoot } from '../../host/projectRoot'

describe('The files of .git/byline', () => {
  it('are all described in the documentation of the formats', () => {
    const formats = readFileSync(path.join(projectRoot(), 'docs', 'formats.md'), 'utf8')
    const names = [...Object.values(bylineFiles), unfinishedPrefix]
    assert.deepEqual(
      names.filter((name) => !formats.includes(`\`${name}`)),
      [],
    )
  })

  it('are named by nobody else, scripts included', () => {
    const folder = path.join(projectRoot(), 'src')
    const known = new RegExp(`byline"?/(?:${Object.values(bylineFiles).join('|').replaceAll('.', '\\.')})\\b`)
    const naming = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ts|sh)$/.test(file))
      .filter((file) =>
        known.test(readFileSync(path.join(folder, file), 'utf8').replaceAll(/^ *(?:\/\/|\/?\*).*$/gm, '')),
      )
    assert.deepEqual(naming, [])
  })

  it('go with the hooks, but for what was recorded, answered or waits', () => {
    const kept = Object.values(bylineFiles).filter((name) => !filesOfHooks.includes(name))
    assert.deepEqual(kept.sort(), [
      'ai-versions',
      'away',
      'consent.json',
      'damaged',
      'index.json',
      'notes.json',
      'pending',
      'records',
      'shared-lines',
      'texts',
      'tmp',
    ])
  })
})
