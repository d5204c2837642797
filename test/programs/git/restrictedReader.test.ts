import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { findRepository } from '../../../src/git/findRepository'
import { KnownOnceTrusted } from '../../../src/git/restricted/knownOnceTrusted'
import { RestrictedReader, type RestrictedReaderOptions } from '../../../src/git/restricted/restrictedReader'
import { ProgramReader } from '../../../src/git/reader/programReader'
import type { Snapshot } from '../../../src/provenance/sources'
import { projectRoot } from '../../host/projectRoot'
import { temporaryFolder } from '../../unit/ledger/temporaryFolder'
import { TestRepository, isolated } from './testRepository'

const head: Snapshot = { kind: 'commit', rev: 'HEAD' }

const script = path.join(projectRoot(), 'dist', 'restrictedReader.js')

const onceTrusted = (reason: RegExp) => (error: unknown) => {
  assert.ok(error instanceof KnownOnceTrusted)
  assert.match(error.message, /^Who wrote this is known once you trust this folder: /)
  assert.match(error.message, reason)
  return true
}

describe('RestrictedReader', function () {
  this.timeout(60_000)
  const opened: RestrictedReader[] = []

  async function readerOf(
    repository: TestRepository,
    options: Partial<RestrictedReaderOptions> = {},
  ): Promise<RestrictedReader> {
    const found = await findRepository(repository.root)
    if (found?.kind !== 'repository') throw new Error('no repository')
    const reader = new RestrictedReader(found, { script, ...options })
    opened.push(reader)
    return reader
  }

  afterEach(() => {
    for (const reader of opened.splice(0)) reader.dispose()
  })

  const lines = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join('')
  const claim = (file: string): string => `\n\nAI-Lines: ${file} 1 @0000000`

  /** Renames, merges, odd names and everything that has no text; loose and, after `git gc`, packed. */
  function history(): TestRepository {
    const repository = TestRepository.create('wörk tree')
    repository.commit(`first${claim('old')}`, { 'deep/er/old': lines, other: 'x\n', 'ü "q"': 'ü\n' })
    repository.git('tag', '-a', '-m', 'annotated', 'v1')
    repository.commit('more', { 'deep/er/old': `${lines}more\n` })
    mkdirSync(repository.path('moved'))
    repository.git('mv', 'deep/er/old', 'moved/new')
    repository.commit('moved')
    repository.git('switch', '--quiet', '-c', 'side')
    repository.commit(`side${claim('moved/new')}`, { 'moved/new': `${lines}side\n`, other: 'side\n' })
    repository.git('switch', '--quiet', 'main')
    repository.commit(`main${claim('other')}`, { 'moved/new': `${lines}main\n` })
    repository.try(['merge', 'side'])
    repository.commit(`merged${claim('moved/new')}`, { 'moved/new': `${lines}both\n` })
    symlinkSync('other', repository.path('link'))
    repository.git('update-index', '--add', '--cacheinfo', `160000,${repository.git('rev-parse', 'HEAD')},sub`)
    repository.write('nul.bin', Buffer.from([1, 0, 2]))
    repository.write('large', 'x'.repeat(10_001))
    repository.write('crlf', '\ufeffa\r\nb\r\n')
    repository.write('picture.psd', 'version https://git-lfs.github.com/spec/v1\noid sha256:x\n')
    repository.write('.gitattributes', '*.psd filter=lfs\n')
    repository.git('add', 'link', 'nul.bin', 'large', 'crlf', 'picture.psd', '.gitattributes')
    repository.git('commit', '--quiet', '-m', `odd files${claim('moved/new')}`)
    return repository
  }

  const packing: Readonly<Record<string, (repository: TestRepository) => void>> = {
    loose: () => undefined,
    packed: (repository) => void repository.git('gc', '--quiet', '--prune=now'),
  }

  for (const [name, pack] of Object.entries(packing)) {
    it(`says what the git program says, ${name}`, async () => {
      const repository = history()
      pack(repository)
      const reader = await readerOf(repository, { maxBytes: 10_000 })
      const program = new ProgramReader(repository.root, { environment: isolated, maxBytes: 10_000 })
      const revs = [
        'HEAD',
        '@',
        'HEAD^',
        'HEAD~2',
        'HEAD^^2',
        'HEAD^2^1~1',
        'main',
        'side',
        'v1',
        'refs/heads/main',
        'HEAD~99',
        'HEAD^3',
        'nope',
        '',
      ]
      const full = repository.git('rev-parse', 'HEAD~1')
      for (const rev of [...revs, full, '0'.repeat(40), repository.git('rev-parse', 'HEAD:other')]) {
        assert.equal(await reader.commitId(rev), await program.commitId(rev), rev)
      }
      const files = [
        'moved/new',
        'deep/er/old',
        'other',
        'ü "q"',
        'link',
        'sub',
        'nul.bin',
        'large',
        'crlf',
        'picture.psd',
        'moved',
        'moved/new/x',
        'none',
      ]
      for (const rev of ['HEAD', 'side', 'v1', full]) {
        const snapshot: Snapshot = { kind: 'commit', rev }
        assert.deepEqual(await reader.readFiles(snapshot, files), await program.readFiles(snapshot, files), rev)
      }
      for (const file of ['moved/new', 'other', 'ü "q"', 'none', 'crlf']) {
        const expected = await program.commitsClaiming(file, 'HEAD', 10)
        assert.deepEqual(await reader.commitsClaiming(file, 'HEAD', 10), expected, file)
      }
      const claims = await reader.commitsClaiming('moved/new', 'HEAD', 10)
      assert.deepEqual(
        claims.map((found) => [found.message.split('\n')[0], found.path]),
        [
          ['merged', 'moved/new'],
          ['main', 'moved/new'],
          ['side', 'moved/new'],
          ['first', 'deep/er/old'],
        ],
      )
      assert.deepEqual(await reader.commitsClaiming('moved/new', 'HEAD', 1), claims.slice(0, 1))
      for (const file of ['moved/new', 'other', 'ü "q"', 'link', 'nul.bin', 'crlf']) {
        assert.deepEqual(await reader.lastChange(file, 'HEAD'), await program.lastChange(file, 'HEAD'), file)
      }
      for (const rev of ['HEAD', 'side', 'HEAD~2', 'nope']) {
        assert.deepEqual(await reader.commit(rev), await program.commit(rev), rev)
      }
      await assert.rejects(reader.readFile({ kind: 'commit', rev: 'nope' }, 'other'), /There is no commit "nope"/)
    })
  }

  it('knows no commit before the first one', async () => {
    const reader = await readerOf(TestRepository.create())
    assert.equal(await reader.commitId('HEAD'), undefined)
    assert.equal(await reader.readFile(head, 'a'), undefined)
    assert.deepEqual(await reader.commitsClaiming('a', 'HEAD', 5), [])
  })

  it('sees commits that are made after it was opened, also after a repack', async () => {
    const repository = TestRepository.create()
    repository.commit('first', { a: '1\n' })
    const reader = await readerOf(repository)
    assert.equal((await reader.readFile(head, 'a'))?.kind, 'text')
    for (const text of ['2\n', '3\n']) {
      repository.commit('next', { a: text })
      repository.git('gc', '--quiet', '--prune=now')
      const file = await reader.readFile(head, 'a')
      assert.equal(file?.kind === 'text' && file.text, text)
    }
  })

  it('leaves out a linked work tree, and reads a detached HEAD and the end of a shallow clone', async () => {
    const repository = TestRepository.create()
    repository.commit('first', { a: 'main\n' })
    repository.git('worktree', 'add', '--quiet', '-b', 'side', '../linked')
    const linked = new TestRepository(path.join(repository.root, '..', 'linked'))
    const side = linked.commit(`side${claim('a')}`, { a: 'side\n' })
    const refused = await readerOf(linked)
    await assert.rejects(refused.commitId('HEAD'), onceTrusted(/the repository is outside of the folder/))
    assert.equal(
      refused.unreadable,
      'Who wrote this is known once you trust this folder: the repository is outside of the folder.',
    )
    repository.git('switch', '--quiet', '--detach', 'side')
    const reader = await readerOf(repository)
    assert.equal(await reader.commitId('HEAD'), side)
    repository.git('switch', '--quiet', '--detach', 'HEAD~1')
    const file = await reader.readFile(head, 'a')
    assert.equal(file?.kind === 'text' && file.text, 'main\n')
    assert.equal(reader.unreadable, undefined)
    repository.git('clone', '--quiet', '--depth=1', '--branch=side', `file://${repository.root}`, '../shallow')
    const shallow = await readerOf(new TestRepository(path.join(repository.root, '..', 'shallow')))
    assert.equal(await shallow.commitId('HEAD~1'), undefined)
    assert.deepEqual(
      (await shallow.commitsClaiming('a', 'HEAD', 5)).map(({ commit }) => commit),
      [side],
    )
  })

  it('knows no commit by references that are broken or lead round in a circle', async () => {
    const repository = TestRepository.create()
    const first = repository.commit('first', { a: 'a\n' })
    repository.git('pack-refs', '--all')
    const told = {
      loop: 'ref: refs/heads/back',
      back: 'ref: refs/heads/loop',
      cut: first.slice(0, 20),
      out: 'ref: ../../x',
    }
    for (const [name, content] of Object.entries(told)) repository.write(`.git/refs/heads/${name}`, `${content}\n`)
    repository.write('.git/refs/heads/named', 'ref: refs/heads/main\n')
    const reader = await readerOf(repository)
    assert.equal(await reader.commitId('main'), first)
    assert.equal(await reader.commitId('named'), first)
    for (const name of [...Object.keys(told), '../HEAD', 'heads/../../HEAD', '/etc/passwd', 'a b']) {
      assert.equal(await reader.commitId(name), undefined, name)
    }
    writeFileSync(repository.path('.git/refs/heads/main'), `${'0'.repeat(40)}\n`)
    await assert.rejects(reader.commitId('HEAD'), onceTrusted(/Could not find 0000/))
  })

  it('follows nothing that leads out of an untrusted folder', async () => {
    const secret = TestRepository.create('secret')
    secret.commit('secret', { a: 'secret\n' })
    const hostile = TestRepository.create('hostile')
    hostile.commit('first', { a: 'a\n' })
    const objects = hostile.path('.git/objects')
    rmSync(objects, { recursive: true })
    symlinkSync(secret.path('.git/objects'), objects)
    writeFileSync(hostile.path('.git/refs/heads/main'), `${secret.git('rev-parse', 'HEAD')}\n`)
    await assert.rejects((await readerOf(hostile)).readFile(head, 'a'), onceTrusted(/./))

    const file = temporaryFolder()
    writeFileSync(path.join(file, '.git'), `gitdir: ${secret.path('.git')}\n`)
    await assert.rejects(
      (await readerOf(new TestRepository(file))).readFile(head, 'a'),
      onceTrusted(/outside of the folder/),
    )
    const link = temporaryFolder()
    symlinkSync(secret.path('.git'), path.join(link, '.git'))
    await assert.rejects(
      (await readerOf(new TestRepository(link))).commitId('HEAD'),
      onceTrusted(/outside of the folder/),
    )
    const headLink = TestRepository.create()
    headLink.commit('first', { a: 'a' })
    rmSync(headLink.path('.git/HEAD'))
    symlinkSync(secret.path('.git/HEAD'), headLink.path('.git/HEAD'))
    await assert.rejects((await readerOf(headLink)).commitId('HEAD'), onceTrusted(/leads out of the folder/))
  })

  it('says what it cannot read instead of reading it wrong', async () => {
    const sha256 = TestRepository.create('work', '--object-format=sha256')
    sha256.commit('first', { a: 'a' })
    await assert.rejects((await readerOf(sha256)).commitId('HEAD'), onceTrusted(/objects are named by sha256/))

    const origin = TestRepository.create()
    origin.commit('first', { a: 'a\n' })
    origin.git('config', 'uploadpack.allowFilter', 'true')
    origin.git('clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${origin.root}`, '../partial')
    const partial = new TestRepository(path.join(origin.root, '..', 'partial'))
    await assert.rejects((await readerOf(partial)).readFile(head, 'a'), onceTrusted(/the clone is partial/))

    origin.git('clone', '--quiet', '--shared', origin.root, '../borrowing')
    const borrowing = new TestRepository(path.join(origin.root, '..', 'borrowing'))
    await assert.rejects((await readerOf(borrowing)).commitId('HEAD'), onceTrusted(/borrowed from another repository/))

    const refTable = TestRepository.create()
    refTable.commit('first')
    refTable.git('config', 'extensions.refStorage', 'reftable')
    await assert.rejects((await readerOf(refTable)).commitId('HEAD'), onceTrusted(/references are stored as reftable/))

    const damaged = TestRepository.create()
    damaged.commit('first', { a: 'a\n' })
    const blob = damaged.git('rev-parse', 'HEAD:a')
    rmSync(damaged.path(`.git/objects/${blob.slice(0, 2)}`), { recursive: true })
    await assert.rejects((await readerOf(damaged)).readFile(head, 'a'), onceTrusted(/Could not find/))
    const commit = damaged.git('rev-parse', 'HEAD')
    renameSync(damaged.path(`.git/objects/${commit.slice(0, 2)}`), damaged.path('.git/gone'))
    await assert.rejects((await readerOf(damaged)).readFile(head, 'a'), onceTrusted(/Could not find/))
  })

  it('leaves the index, the disk and differences to the git program', async () => {
    const repository = TestRepository.create()
    repository.commit('first', { a: 'a\n' })
    const reader = await readerOf(repository)
    await assert.rejects(reader.readFile({ kind: 'index' }, 'a'), onceTrusted(/read by git/))
    await assert.rejects(reader.readFile({ kind: 'worktree' }, 'a'), onceTrusted(/read by git/))
    await assert.rejects(reader.changedFiles(undefined, head), onceTrusted(/found by git/))
    await assert.rejects(reader.commitsBetween(undefined, 'HEAD'), onceTrusted(/found by git/))
  })

  it('writes nothing', async () => {
    const repository = history()
    const names = (): string[] => readdirSync(repository.path('.git'), { recursive: true, encoding: 'utf8' }).sort()
    const before = names()
    const reader = await readerOf(repository)
    await reader.commitsClaiming('moved/new', 'HEAD', 10)
    await reader.readFile(head, 'other')
    assert.deepEqual(names(), before)
  })

  it('answers many questions of one moment, and none after it was closed', async () => {
    const repository = history()
    const reader = await readerOf(repository)
    const answers = await Promise.all(Array.from({ length: 20 }, () => reader.readFile(head, 'other')))
    assert.equal(new Set(answers.map((file) => JSON.stringify(file))).size, 1)
    reader.dispose()
    await assert.rejects(reader.readFile(head, 'other'), onceTrusted(/closed/))
  })
})
