import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { UserFacingError } from '../../../src/base/errors'
import { ProgramReader, type ProgramReaderOptions } from '../../../src/git/reader/programReader'
import type { ChangedFile, Snapshot, SnapshotFile } from '../../../src/provenance/sources'
import { TestRepository, isolated } from './testRepository'

const head: Snapshot = { kind: 'commit', rev: 'HEAD' }
const index: Snapshot = { kind: 'index' }
const worktree: Snapshot = { kind: 'worktree' }

const readerOf = (repository: TestRepository, options: ProgramReaderOptions = {}): ProgramReader =>
  new ProgramReader(repository.root, { environment: isolated, ...options })

/** The text, or the reason why there is none. */
const brief = (file: SnapshotFile | undefined): string =>
  file === undefined ? 'not there' : file.kind === 'text' ? file.text : `skipped: ${file.reason}`

const sorted = (files: readonly ChangedFile[]): string[] =>
  files.map((f) => [f.status, ...(f.oldPath === undefined ? [] : [f.oldPath]), f.path].join(' ')).sort()

describe('ProgramReader', function () {
  this.timeout(30_000)

  describe('readFiles', () => {
    it('tells a commit, the index and the disk apart', async () => {
      const repository = TestRepository.create('wörk tree')
      repository.commit('first', { 'src/a.txt': 'committed\n' })
      repository.write('src/a.txt', 'staged\n')
      repository.git('add', '.')
      repository.write('src/a.txt', 'on disk\n')
      const reader = readerOf(repository)
      assert.deepEqual(await reader.readFile(head, 'src/a.txt'), {
        kind: 'text',
        text: 'committed\n',
        blob: repository.git('rev-parse', 'HEAD:src/a.txt'),
      })
      assert.deepEqual(await reader.readFile(index, 'src/a.txt'), {
        kind: 'text',
        text: 'staged\n',
        blob: repository.git('rev-parse', ':src/a.txt'),
      })
      assert.deepEqual(await reader.readFile(worktree, 'src/a.txt'), {
        kind: 'text',
        text: 'on disk\n',
        blob: undefined,
      })
      for (const snapshot of [head, index]) {
        assert.deepEqual(await reader.readFiles(snapshot, ['src', 'b', 'src/a.txt/c', '']), Array(4).fill(undefined))
      }
      assert.deepEqual(await reader.readFiles(worktree, ['b', 'src/a.txt/c']), [undefined, undefined])
    })

    it('reads nothing under paths that git never writes to disk, and everything beside them', async () => {
      const repository = TestRepository.create()
      const first = repository.commit('first', { a: 'a\n' })
      const blob = repository.git('rev-parse', 'HEAD:a')
      const tree = (...entries: readonly (readonly [mode: string, name: string, id: string])[]): string => {
        const input = Buffer.concat(
          entries.map(([mode, name, id]) => Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')])),
        )
        const args = ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally']
        return execFileSync('git', args, { cwd: repository.root, env: isolated, input, encoding: 'utf8' }).trim()
      }
      const strange = [
        '../a',
        '../../a',
        './a',
        'a/../../a',
        '.git',
        '.GIT/config',
        '.git/hooks/x',
        'x/.g\u200cit/y',
        'git~1/z',
        '.git. /a',
      ]
      const nested = (path: string): string => {
        const [name = '', ...rest] = path.split('/').reverse()
        let id = tree(['100644', name, blob])
        for (const folder of rest.slice(0, -1)) id = tree(['40000', folder, id])
        return id
      }
      const top = new Map(strange.map((path) => [path.split('/')[0]!, path]))
      const root = tree(
        ['100644', '../b', blob],
        ['100644', 'plain', blob],
        ...[...top].map(([name, path]) =>
          path.includes('/') ? (['40000', name, nested(path)] as const) : (['100644', name, blob] as const),
        ),
      )
      const commit = repository.git('commit-tree', root, '-p', first, '-m', 'strange')
      const reader = readerOf(repository)
      const changed = await reader.changedFiles(head, { kind: 'commit', rev: commit })
      const added = changed.filter(({ status }) => status !== 'deleted')
      const paths = added.map(({ path }) => path)
      assert.ok(paths.includes('../b'), paths.join())
      const files = await reader.readFiles(
        { kind: 'commit', rev: commit },
        [...paths, ...strange],
        added.map(({ version }) => version),
      )
      const readable = [...paths, ...strange].filter((_, at) => files[at]?.kind === 'text')
      assert.deepEqual(readable, ['plain'])
      assert.deepEqual((await reader.readFiles(worktree, ['a', ...strange])).map(brief), [
        'a\n',
        ...strange.map(() => 'skipped: unreadable'),
      ])
    })

    it('gives the same text for CRLF, BOM and encodings on disk, in the index and in a commit', async () => {
      const repository = TestRepository.create()
      repository.write(
        '.gitattributes',
        'crlf.txt text eol=crlf\n*.u16 working-tree-encoding=UTF-16 eol=lf\n*.u16le working-tree-encoding=UTF-16LE-BOM\n' +
          '*.sjis working-tree-encoding=SHIFT_JIS\nraw.txt -text\n',
      )
      const files: Record<string, [bytes: Uint8Array, text: string]> = {
        'crlf.txt': [Buffer.from('a\r\nb\r\n'), 'a\nb\n'],
        'raw.txt': [Buffer.from('a\r\nb\rc\n'), 'a\nb\rc\n'],
        'bom.txt': [Buffer.from('\ufeffgrün\n'), 'grün\n'],
        'be.u16': [Buffer.from('\ufeffgrün 😀\n', 'utf16le').swap16(), 'grün 😀\n'],
        'le.u16': [Buffer.from('\ufeffgrün 😀\n', 'utf16le'), 'grün 😀\n'],
        'le.u16le': [Buffer.from('\ufeffgrün 😀\n', 'utf16le'), 'grün 😀\n'],
        'x.sjis': [Buffer.from([0x93, 0xfa, 0x96, 0x7b, 10]), '日本\n'],
        'latin1.txt': [Buffer.from([0x67, 0x72, 0xfc, 0x6e, 10]), 'grün\n'],
      }
      repository.commit('first', Object.fromEntries(Object.entries(files).map(([name, [bytes]]) => [name, bytes])))
      const reader = readerOf(repository)
      const expected = Object.values(files).map(([, text]) => text)
      for (const snapshot of [head, index, worktree]) {
        assert.deepEqual((await reader.readFiles(snapshot, Object.keys(files))).map(brief), expected, snapshot.kind)
      }
    })

    it('says why a file has no text', async () => {
      const repository = TestRepository.create()
      const inner = TestRepository.create('inner')
      inner.commit('first', { a: 'a' })
      repository.write('.gitattributes', '*.psd filter=lfs diff=lfs merge=lfs -text\n*.lock binary\n*.sum -text\n')
      repository.write('nul.bin', Buffer.from([1, 2, 0, 3]))
      repository.write('late-nul.txt', `${'x'.repeat(8000)}\0\n`)
      repository.write('picture.psd', 'version https://git-lfs.github.com/spec/v1\n')
      repository.write('some.lock', 'text\n')
      repository.write('go.sum', 'text\n')
      repository.write('large.txt', 'x'.repeat(10_001))
      repository.write('target.txt', 'x')
      symlinkSync('target.txt', repository.path('link'))
      repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
      repository.commit('first')
      const reader = readerOf(repository, { maxBytes: 10_000 })
      const names = ['nul.bin', 'picture.psd', 'some.lock', 'large.txt', 'link', 'sub', 'go.sum']
      for (const snapshot of [head, index, worktree]) {
        assert.deepEqual(
          (await reader.readFiles(snapshot, names)).map(brief),
          [
            'skipped: binary',
            'skipped: filtered',
            'skipped: binary',
            'skipped: tooLarge',
            'skipped: symlink',
            'skipped: submodule',
            'text\n',
          ],
          snapshot.kind,
        )
        assert.equal((await reader.readFile(snapshot, 'late-nul.txt'))?.kind, 'text')
      }
      const skipped = await reader.readFile(index, 'large.txt')
      assert.equal(skipped?.blob, repository.git('rev-parse', ':large.txt'))
    })

    it('does not follow a folder that is a symbolic link out of the work tree', async () => {
      const repository = TestRepository.create()
      mkdirSync(path.join(repository.root, '..', 'outside'))
      writeFileSync(path.join(repository.root, '..', 'outside', 'secret'), 'secret')
      symlinkSync('../outside', repository.path('folder'))
      const reader = readerOf(repository)
      assert.equal(brief(await reader.readFile(worktree, 'folder/secret')), 'skipped: symlink')
    })

    it('knows the attributes of what changed between two commits', async () => {
      const repository = TestRepository.create()
      repository.commit('first', { 'a.txt': 'one\n', 'a.x': 'text\n', 'moved.bin': 'a\nb\nc\n' })
      repository.git('mv', 'moved.bin', 'now.txt')
      repository.commit('second', {
        '.gitattributes': '*.x filter=secret\n*.bin binary\n',
        'a.txt': 'two\n',
        'a.x': 'x\n',
      })
      const reader = readerOf(repository)
      const before: Snapshot = { kind: 'commit', rev: 'HEAD~1' }
      const changed = await reader.changedFiles(before, head)
      const paths = changed.map(({ path }) => path)
      const read = await reader.readFiles(
        head,
        paths,
        changed.map(({ version }) => version),
      )
      assert.deepEqual(
        new Map(paths.map((path, at) => [path, brief(read[at])])),
        new Map([
          ['.gitattributes', '*.x filter=secret\n*.bin binary\n'],
          ['a.txt', 'two\n'],
          ['a.x', 'skipped: filtered'],
          ['now.txt', 'a\nb\nc\n'],
        ]),
      )
      // What was not among them is asked for.
      assert.equal(brief(await reader.readFile(head, 'other.bin')), 'not there')
      assert.equal(brief(await readerOf(repository).readFile(head, 'a.x')), 'skipped: filtered')
    })

    it('takes attributes from the index for the index', async () => {
      const repository = TestRepository.create()
      repository.commit('first', { '.gitattributes': '*.x filter=secret\n', 'a.x': 'text\n' })
      repository.write('.gitattributes', '')
      const reader = readerOf(repository)
      assert.equal(brief(await reader.readFile(index, 'a.x')), 'skipped: filtered')
      assert.equal(brief(await reader.readFile(worktree, 'a.x')), 'text\n')
    })

    it('reads any path', async () => {
      const repository = TestRepository.create()
      const names = [
        'with space',
        '-leading',
        ':(top)x',
        '*.ts',
        'a"b\\c',
        'tab\tnew\nline',
        'ü/日本',
        `${'d'.repeat(200)}/${'f'.repeat(99)}`,
      ]
      repository.commit('first', Object.fromEntries(names.map((name, i) => [name, `text ${i}\n`])))
      const reader = readerOf(repository)
      for (const snapshot of [head, index, worktree]) {
        assert.deepEqual(
          (await reader.readFiles(snapshot, names)).map(brief),
          names.map((_, i) => `text ${i}\n`),
        )
      }
      assert.deepEqual(sorted(await reader.changedFiles(undefined, head)), names.map((name) => `added ${name}`).sort())
    })

    it('reads paths that are no UTF-8', async function () {
      const repository = TestRepository.create()
      const bytes = Buffer.concat([Buffer.from(`${repository.root}/gr`), Buffer.of(0xfc), Buffer.from('n €')])
      try {
        writeFileSync(bytes, 'text\n')
      } catch {
        // macOS refuses such names.
        this.skip()
      }
      repository.commit('first')
      const reader = readerOf(repository)
      assert.deepEqual(sorted(await reader.changedFiles(undefined, head)), ['added gr\udcfcn €'])
      for (const snapshot of [head, index, worktree]) {
        assert.equal(brief(await reader.readFile(snapshot, 'gr\udcfcn €')), 'text\n', snapshot.kind)
      }
      assert.deepEqual(await reader.commitsClaiming('gr\udcfcn €', 'HEAD', 5), [])
    })

    it('reads thousands of files at once, in the order asked for', async () => {
      const repository = TestRepository.create()
      const names = Array.from({ length: 2500 }, (_, i) => `folder-${i % 50}/file-${i}.txt`)
      repository.commit('first', Object.fromEntries(names.map((name, i) => [name, `${i % 1000}\n`])))
      const reader = readerOf(repository)
      const asked = [...names].reverse()
      for (const snapshot of [head, index]) {
        for (const some of [asked, asked.slice(0, 1900)]) {
          const expected = some.map((_, i) => `${(2499 - i) % 1000}\n`)
          assert.deepEqual((await reader.readFiles(snapshot, some)).map(brief), expected)
        }
      }
    })

    it('reads the index that a hook is given', async () => {
      const repository = TestRepository.create()
      repository.commit('first', { a: 'old\n' })
      copyFileSync(repository.path('.git/index'), repository.path('.git/next-index-1.lock'))
      repository.write('a', 'new\n')
      const environment = { ...isolated, GIT_INDEX_FILE: '.git/next-index-1.lock' }
      assert.equal(repository.try(['add', 'a'], environment).status, 0)
      const hook = readerOf(repository, { environment })
      assert.equal(brief(await hook.readFile(index, 'a')), 'new\n')
      assert.deepEqual(sorted(await hook.changedFiles(head, index)), ['modified a'])
      const other = readerOf(repository)
      assert.equal(brief(await other.readFile(index, 'a')), 'old\n')
      assert.deepEqual(await other.changedFiles(head, index), [])
    })

    it('reads a linked work tree, a split index and an index of version 4', async () => {
      const repository = TestRepository.create()
      repository.commit('first', { a: 'a\n', b: 'b\n' })
      repository.git('worktree', 'add', '--quiet', '../other tree', '-b', 'side')
      const linked = new TestRepository(path.join(repository.root, '..', 'other tree'))
      linked.commit('second', { a: 'side\n' })
      assert.equal(brief(await readerOf(linked).readFile(head, 'a')), 'side\n')
      assert.equal(brief(await readerOf(repository).readFile(head, 'a')), 'a\n')
      linked.git('update-index', '--split-index')
      linked.write('b', 'split\n')
      linked.git('add', 'b')
      assert.equal(brief(await readerOf(linked).readFile(index, 'b')), 'split\n')
      repository.git('update-index', '--index-version=4')
      assert.equal(brief(await readerOf(repository).readFile(index, 'b')), 'b\n')
    })

    it('reads a SHA-256 repository', async () => {
      const repository = TestRepository.create('work', '--object-format=sha256')
      repository.commit('first', { a: 'a\n' })
      const reader = readerOf(repository)
      assert.equal((await reader.readFile(head, 'a'))?.blob?.length, 64)
      assert.deepEqual(sorted(await reader.changedFiles(undefined, head)), ['added a'])
    })
  })

  describe('commitId', () => {
    it('resolves what git resolves, and nothing that is no commit', async () => {
      const repository = TestRepository.create()
      const reader = readerOf(repository)
      assert.equal(await reader.commitId('HEAD'), undefined)
      const first = repository.commit('first', { a: 'a' })
      const second = repository.commit('second')
      repository.git('tag', '-a', '-m', 'annotated', 'v1', first)
      assert.equal(await reader.commitId('HEAD'), second)
      assert.equal(await reader.commitId('HEAD^'), first)
      assert.equal(await reader.commitId('v1'), first)
      assert.equal(await reader.commitId(second.slice(0, 8)), second)
      for (const none of ['HEAD^^', 'HEAD:a', 'no-such', '--all', '-1', '', 'a..b', '0'.repeat(40)]) {
        assert.equal(await reader.commitId(none), undefined, none)
      }
    })

    it('rejects with advice outside of a repository and without git', async () => {
      const repository = TestRepository.create()
      rmSync(repository.path('.git'), { recursive: true })
      await assert.rejects(readerOf(repository).commitId('HEAD'), (error) => {
        assert.ok(error instanceof UserFacingError)
        assert.match(error.message, /not a git repository/)
        return true
      })
      await assert.rejects(readerOf(repository, { program: 'no-git-here' }).commitId('HEAD'), (error) => {
        assert.ok(error instanceof UserFacingError)
        assert.match(error.message, /Install git/)
        return true
      })
    })
  })

  describe('changedFiles', () => {
    it('follows renames and copies', async () => {
      const repository = TestRepository.create()
      const lines = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join('')
      const first = repository.commit('first', {
        moved: `${lines}moved\n`,
        source: `${lines.toUpperCase()}\n`,
        gone: 'gone',
        kept: 'kept',
      })
      repository.git('mv', 'moved', 'new name')
      rmSync(repository.path('gone'))
      repository.commit('second', {
        copy: `${lines.toUpperCase()}\n`,
        source: `${lines.toUpperCase()}changed\n`,
        added: 'added',
      })
      const reader = readerOf(repository)
      const expected = [
        'added added',
        'copied source copy',
        'deleted gone',
        'modified source',
        'renamed moved new name',
      ]
      const parent: Snapshot = { kind: 'commit', rev: first }
      assert.deepEqual(sorted(await reader.changedFiles(parent, head)), expected)
      assert.deepEqual(sorted(await reader.changedFiles(parent, index)), expected)
      assert.deepEqual(sorted(await reader.changedFiles(parent, worktree)), expected)
      assert.deepEqual(await reader.changedFiles(head, head), [])
    })

    it('gets along in a partial clone without what a rename would be found by, and fetches nothing', async () => {
      const origin = TestRepository.create()
      const lines = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join('')
      const first = origin.commit('first', { moved: lines, changed: `${lines}a`, gone: 'gone' })
      origin.git('mv', 'moved', 'new name')
      rmSync(origin.path('gone'))
      origin.commit('second', { changed: `${lines}b`, added: `${lines}c` })
      origin.git('config', 'uploadpack.allowFilter', 'true')
      origin.git('clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${origin.root}`, '../partial')
      const partial = new TestRepository(path.join(origin.root, '..', 'partial'))
      const missing = () => partial.git('rev-list', '--objects', '--all', '--missing=print').match(/^\?/gm)?.length
      assert.equal(missing(), 5)
      const reader = readerOf(partial)
      const parent: Snapshot = { kind: 'commit', rev: first }
      const changed = await reader.changedFiles(parent, head)
      assert.deepEqual(sorted(changed), ['added added', 'deleted gone', 'modified changed', 'renamed moved new name'])
      assert.deepEqual(await reader.commitsClaiming('added', 'HEAD', 5), [])
      assert.deepEqual(await reader.previousPaths('new name', 'HEAD'), ['moved'])
      // Nobody can tell whether this one was edited and renamed.
      assert.deepEqual(await reader.previousPaths('added', 'HEAD'), ['gone'])
      assert.deepEqual((await reader.readFiles(parent, ['changed'])).map(brief), ['skipped: unreadable'])
      assert.equal(missing(), 5)
    })

    it('takes an unborn HEAD for the empty tree', async () => {
      const repository = TestRepository.create()
      repository.write('a', 'a')
      repository.write('b', 'b')
      repository.git('add', 'a')
      const reader = readerOf(repository)
      assert.deepEqual(sorted(await reader.changedFiles(head, index)), ['added a'])
      assert.deepEqual(sorted(await reader.changedFiles(head, worktree)), ['added a', 'added b'])
      assert.deepEqual(sorted(await reader.changedFiles(undefined, worktree)), ['added a', 'added b'])
      assert.equal(await reader.readFile(head, 'a'), undefined)
      await assert.rejects(reader.changedFiles({ kind: 'commit', rev: 'nope' }, index), UserFacingError)
    })

    it('knows what is on disk only, what is ignored, and what merely was touched', async () => {
      const repository = TestRepository.create()
      repository.commit('first', { a: 'a\n', b: 'b\n', '.gitignore': 'ignored*\n' })
      utimesSync(repository.path('a'), 1e9, 1e9)
      repository.write('b', 'changed\n')
      repository.write('new/c', 'c\n')
      repository.write('ignored.txt', 'x')
      repository.git('init', '--quiet', 'nested')
      const reader = readerOf(repository)
      assert.deepEqual(sorted(await reader.changedFiles(head, worktree)), ['added new/c', 'modified b'])
      assert.deepEqual(sorted(await reader.changedFiles(index, worktree)), ['added new/c', 'modified b'])
      repository.git('rm', '--quiet', '--cached', 'b')
      assert.deepEqual(sorted(await reader.changedFiles(head, worktree)), ['added new/c', 'modified b'])
      assert.deepEqual(sorted(await reader.changedFiles(head, index)), ['deleted b'])
      assert.deepEqual(sorted(await reader.changedFiles(index, head)), ['added b'])
    })

    it('lists a file in conflict once', async () => {
      const repository = TestRepository.create()
      repository.commit('first', { a: 'a\n' })
      repository.git('switch', '--quiet', '-c', 'side')
      repository.commit('side', { a: 'side\n' })
      repository.git('switch', '--quiet', 'main')
      repository.commit('main', { a: 'main\n' })
      assert.equal(repository.try(['merge', 'side']).status, 1)
      const reader = readerOf(repository)
      assert.deepEqual(sorted(await reader.changedFiles(head, index)), ['modified a'])
      assert.deepEqual(sorted(await reader.changedFiles(head, worktree)), ['modified a'])
      assert.equal(await reader.readFile(index, 'a'), undefined)
      assert.equal((await reader.readFile(worktree, 'a'))?.kind, 'text')
    })

    it('is not led astray by configuration', async () => {
      const repository = TestRepository.create()
      repository.commit('first', { a: 'a\n' })
      repository.write('a', 'b\n')
      repository.write('.gitattributes', 'a diff=custom\n')
      const settings = {
        'diff.external': 'false',
        'diff.custom.textconv': 'false',
        'diff.noprefix': 'true',
        'diff.relative': 'true',
        'diff.renames': 'false',
        'color.ui': 'always',
        'core.pager': 'false',
        'core.quotepath': 'true',
        'log.showSignature': 'true',
        'log.follow': 'true',
        'format.pretty': 'oneline',
        'status.showUntrackedFiles': 'no',
      }
      for (const [name, value] of Object.entries(settings)) repository.git('config', name, value)
      const reader = readerOf(repository)
      assert.deepEqual(sorted(await reader.changedFiles(head, worktree)), ['added .gitattributes', 'modified a'])
      assert.deepEqual(
        (await reader.commitsBetween(undefined, 'HEAD')).map((commit) => commit.subject),
        ['first'],
      )
    })
  })

  describe('commitsClaiming', () => {
    const claim = (file: string): string => `\n\nAI-Lines: ${file} 1 @0000000`

    it('finds commits through renames, newest first, with the blob of each', async () => {
      const repository = TestRepository.create()
      const lines = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join('')
      const first = repository.commit(`first${claim('old')}`, { old: lines, other: 'x' })
      repository.commit('without a claim', { old: `${lines}more\n` })
      repository.git('mv', 'old', 'new')
      repository.commit('moved, without a claim')
      repository.commit(`elsewhere${claim('other')}`, { other: 'y' })
      const last = repository.commit(`squashed\n\n    AI-Lines: new 1 @0000000\n\nmore text`, {
        new: `${lines}even more\n`,
      })
      const reader = readerOf(repository)
      const expected = [
        {
          commit: last,
          path: 'new',
          blob: repository.git('rev-parse', `${last}:new`),
          message: 'squashed\n\n    AI-Lines: new 1 @0000000\n\nmore text\n',
        },
        {
          commit: first,
          path: 'old',
          blob: repository.git('rev-parse', `${first}:old`),
          message: `first${claim('old')}\n`,
        },
      ]
      assert.deepEqual(await reader.commitsClaiming('new', 'HEAD', 10), expected)
      assert.deepEqual(await reader.commitsClaiming('new', 'HEAD', 1), expected.slice(0, 1))
      assert.deepEqual(await reader.commitsClaiming('new', 'HEAD', 0), [])
      assert.deepEqual(await reader.commitsClaiming('new', first, 10), [])
      assert.deepEqual(await reader.commitsClaiming('new', 'no-such', 10), [])
    })

    it('finds a merge that is like none of its parents, and not others', async () => {
      const repository = TestRepository.create()
      repository.commit('first', { a: 'a\n', b: 'b\n' })
      repository.git('switch', '--quiet', '-c', 'side')
      const side = repository.commit(`side${claim('a')}`, { a: 'side\n', b: 'side\n' })
      repository.git('switch', '--quiet', 'main')
      repository.commit('main', { a: 'main\n' })
      repository.try(['merge', 'side'])
      const merge = repository.commit(`merged${claim('a')}`, { a: 'both\n' })
      const reader = readerOf(repository)
      const found = async (file: string) =>
        (await reader.commitsClaiming(file, 'HEAD', 10)).map(({ commit, blob }) => [commit, blob])
      assert.deepEqual(await found('a'), [
        [merge, repository.git('rev-parse', 'HEAD:a')],
        [side, repository.git('rev-parse', `${side}:a`)],
      ])
      assert.deepEqual(await found('b'), [[side, repository.git('rev-parse', `${side}:b`)]])
    })

    it('leaves out the commit that deleted the file', async () => {
      const repository = TestRepository.create()
      repository.commit('first', { a: 'a\n' })
      rmSync(repository.path('a'))
      repository.commit(`deleted${claim('a')}`)
      assert.deepEqual(await readerOf(repository).commitsClaiming('a', 'HEAD', 10), [])
    })

    it('takes paths with anything in them', async () => {
      const repository = TestRepository.create()
      const names = ['with space', ':(top)x', '*', 'ü']
      const id = repository.commit(`first${claim('x')}`, Object.fromEntries(names.map((name) => [name, 'x\n'])))
      const reader = readerOf(repository)
      for (const name of names) {
        assert.deepEqual(
          (await reader.commitsClaiming(name, 'HEAD', 10)).map(({ commit, path }) => [commit, path]),
          [[id, name]],
        )
      }
    })
  })

  describe('commitsBetween', () => {
    it('gives all of each commit, newest first', async () => {
      const repository = TestRepository.create()
      const first = repository.commit('first')
      repository.git('switch', '--quiet', '-c', 'side')
      const side = repository.commit('Grün\nover two lines\n\nbody\n\nTrailer: x')
      repository.git('switch', '--quiet', 'main')
      const main = repository.commit('main')
      repository.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'side')
      const merge = repository.git('rev-parse', 'HEAD')
      const reader = readerOf(repository)
      const committedAtMs = (id: string): number => Number(repository.git('log', '-1', '--format=%ct', id)) * 1_000
      const expected = [
        { id: merge, parents: [main, side], subject: 'merge', message: 'merge\n', committedAtMs: committedAtMs(merge) },
        { id: main, parents: [first], subject: 'main', message: 'main\n', committedAtMs: committedAtMs(main) },
        {
          id: side,
          parents: [first],
          subject: 'Grün over two lines',
          message: 'Grün\nover two lines\n\nbody\n\nTrailer: x\n',
          committedAtMs: committedAtMs(side),
        },
      ]
      assert.deepEqual(await reader.commitsBetween(first, 'HEAD'), expected)
      assert.deepEqual(await reader.commitsBetween('HEAD', 'HEAD'), [])
      assert.deepEqual(await reader.commitsBetween(undefined, 'HEAD'), [
        ...expected,
        { id: first, parents: [], subject: 'first', message: 'first\n', committedAtMs: committedAtMs(first) },
      ])
      await assert.rejects(reader.commitsBetween('nope', 'HEAD'), /There is no commit "nope"/)
    })

    it('gives a message of another encoding as Unicode', async () => {
      const repository = TestRepository.create()
      repository.git('config', 'i18n.commitEncoding', 'ISO-8859-1')
      execFileSync('git', ['commit', '--allow-empty', '-F', '-'], {
        cwd: repository.root,
        env: isolated,
        input: Buffer.from('Grün\n', 'latin1'),
      })
      assert.equal((await readerOf(repository).commitsBetween(undefined, 'HEAD'))[0]?.message, 'Grün\n')
    })
  })
})
