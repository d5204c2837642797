import assert from 'node:assert/strict'
import * as fs from 'node:fs'
import * as path from 'node:path'
import { modesOf, settleRights } from '../../../src/ledger/folder/folderRights'
import { temporaryFolder } from './temporaryFolder'

const bits = (file: string): string => (fs.statSync(file).mode & 0o7777).toString(8)

describe('modesOf', () => {
  const cases: readonly (readonly [string | null | undefined, string, string])[] = [
    [undefined, '600', '700'],
    ['umask', '600', '700'],
    ['false', '600', '700'],
    ['0', '600', '700'],
    ['', '600', '700'],
    ['nonsense', '600', '700'],
    ['0600', '600', '700'],
    ['0060', '600', '700'],
    [null, '660', '2770'],
    ['group', '660', '2770'],
    ['true', '660', '2770'],
    ['1', '660', '2770'],
    ['0660', '660', '2770'],
    ['0640', '640', '2750'],
    ['all', '664', '2775'],
    ['World', '664', '2775'],
    ['2', '664', '2775'],
    ['0666', '666', '2777'],
    ['0777', '666', '2777'],
  ]
  for (const [value, file, folder] of cases) {
    it(`of ${JSON.stringify(value) ?? 'nothing'} are ${file} and ${folder}`, () => {
      const modes = modesOf(value)
      assert.deepEqual([modes.file.toString(8), modes.folder.toString(8)], [file, folder])
    })
  }
})

describe('settleRights', () => {
  it('brings what is there to the permissions, also what an interrupted run left, and leaves links alone', async function () {
    if (process.platform === 'win32') return this.skip()
    const root = path.join(temporaryFolder(), 'byline')
    const outside = path.join(temporaryFolder(), 'other')
    fs.writeFileSync(outside, '', { mode: 0o644 })
    fs.mkdirSync(path.join(root, 'records', '9d'), { recursive: true })
    const record = path.join(root, 'records', '9d', 'a.json')
    for (const file of [record, path.join(root, 'index.json')]) fs.writeFileSync(file, '')
    fs.symlinkSync(outside, path.join(root, 'link'))
    for (const file of [record, path.join(root, 'index.json')]) fs.chmodSync(file, 0o644)
    for (const name of ['records/9d', 'records', '.']) fs.chmodSync(path.join(root, name), 0o755)
    fs.chmodSync(root, 0o700) // as far as an earlier run came
    await settleRights(root, modesOf(undefined))
    assert.deepEqual([root, path.join(root, 'records'), path.dirname(record), record].map(bits), [
      '700',
      '700',
      '700',
      '600',
    ])
    assert.equal(bits(path.join(root, 'index.json')), '600')
    await settleRights(root, modesOf('group'))
    assert.deepEqual([path.dirname(record), record].map(bits), ['2770', '660'])
    assert.equal(bits(outside), '644')
  })
})
