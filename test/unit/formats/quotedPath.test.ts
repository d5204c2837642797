import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quotePath, unquotePath } from '../../../src/formats/trailers/quotedPath'

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
    assert.deepEqual(['a/b-c_d.ts', '+a', '-a', 'a b', "o'k"].map(quotePath), [
      'a/b-c_d.ts',
      '"+a"',
      '"-a"',
      '"a b"',
      '"o\'k"',
    ])
  })

  it('leaves nothing in a path that a forge would link, notify people by or close issues by', () => {
    const paths: [path: string, quoted: string][] = [
      ['@scope/pkg/x.ts', '"\\100scope/pkg/x.ts"'],
      ['node_modules/@types/node.d.ts', '"node_modules/\\100types/node.d.ts"'],
      ['docs/fixes #12.md', '"docs/fixes \\04312.md"'],
      ['me!7~8%9&1$2^3*4`5', '"me\\0417\\1768\\0459\\0461\\0442\\1363\\0524\\1405"'],
      ['docs/GH-12.md', '"docs/GH\\05512.md"'],
      ['gh-7/JIRA-123.ts', '"gh\\0557/JIRA\\055123.ts"'],
      ['patches/3f2a1b9c.patch', '"patches/3f2a1b\\071c.patch"'],
      ['www.example.com/x', '"www\\056example.com/x"'],
      ['[skip ci].md', '"\\133skip ci].md"'],
      // What no forge acts on is as people know it.
      ['app/[id]/page.tsx', '"app/[id]/page.tsx"'],
      ['step-1/utf-8.ts', 'step-1/utf-8.ts'],
      ['db/20261128101500_users.rb', 'db/20261128101500_users.rb'],
    ]
    for (const [path, quoted] of paths) {
      assert.equal(quotePath(path), quoted)
      assert.deepEqual(unquotePath(quoted), { path, rest: '' })
    }
  })

  it('writes no seven hexadecimal digits in a row into a quoted path, those of escapes included', () => {
    for (const path of [
      `é${'1'.repeat(9)}`,
      '@1234567',
      'deadbeefdeadbeef x',
      'a/0123456789abcdef0123456789abcdef01234567',
    ]) {
      assert.doesNotMatch(quotePath(path), /[0-9a-f]{7}/)
      assert.equal(unquotePath(quotePath(path))?.path, path)
    }
  })

  it('reads what earlier versions left as it was', () => {
    assert.deepEqual(unquotePath('@scope/x.ts 1 @3f2a1b9c'), { path: '@scope/x.ts', rest: ' 1 @3f2a1b9c' })
    assert.deepEqual(unquotePath('"a #12.md" 1'), { path: 'a #12.md', rest: ' 1' })
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
