import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quotePath, unquotePath } from '../../../src/provenance/quotedPath'

const nasty = [
  'ordinary.ts',
  'with space.ts',
  'quote".ts',
  'back\\slash.ts',
  'tab\tand\nnewline',
  'bell\x07 back\b vt\v ff\f cr\r',
  'delete\x7f and \x01',
  'größe/日本/🎉.ts',
  '+plus',
  '-dash',
  "apostrophe's",
  '@scope/name',
  'mixed',
  'a,b:c;d#e',
]

describe('quotedPath', () => {
  for (const path of nasty) {
    it(`reads ${JSON.stringify(path)} as it was written, whatever follows`, () => {
      const quoted = quotePath(path)
      assert.match(quoted, /^[\x20-\x7e]+$/)
      assert.deepEqual(unquotePath(quoted), { path, rest: '' })
      assert.deepEqual(unquotePath(`${quoted} 1-2 @abc`), { path, rest: ' 1-2 @abc' })
    })
  }

  it('leaves plain paths as they are and quotes those that could be taken for something else', () => {
    assert.deepEqual(['a/b-c_d.ts', '@x/y', '+a', '-a', 'a b', "o'k"].map(quotePath), [
      'a/b-c_d.ts',
      '@x/y',
      '"+a"',
      '"-a"',
      '"a b"',
      '"o\'k"',
    ])
  })

  it('escapes as git itself does', () => {
    const folder = mkdtempSync(join(tmpdir(), 'byline-quote-'))
    try {
      const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
      const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, env, encoding: 'utf8' })
      git('init', '--quiet')
      const paths = [
        'quote".ts',
        'back\\slash.ts',
        'tab\tand\nnewline',
        'bell\x07 vt\v ff\f cr\r b\b',
        'größe🎉',
        'x\x01\x7f',
      ]
      for (const path of paths) writeFileSync(join(folder, path), '')
      git('add', '.')
      const listed = git('ls-files').trimEnd().split('\n')
      assert.deepEqual(listed.sort(), paths.map(quotePath).sort())
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  for (const text of [
    '',
    '"',
    '"unclosed',
    '"a"b',
    '/absolute',
    'a//b',
    '../up',
    'a/../b',
    './a',
    '"a/../b"',
    '"\\400"',
    '"\\x41"',
    '"\\000"',
    '"\\377"',
    '"raw\ttab"',
    '"größe"',
    '-dash 1',
    'semi;colon 1',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(unquotePath(text), undefined))
  }
})
