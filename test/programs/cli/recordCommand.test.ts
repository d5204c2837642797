import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { Ledger } from '../../../src/ledger/ledger'
import { TestRepository } from './testRepository'

describe('byline record', function () {
  this.timeout(30_000)
  let repository: TestRepository

  beforeEach(() => {
    repository = new TestRepository()
    repository.write('a.ts', 'one()\ntwo()\n')
    repository.git('add', '.')
    repository.commit('Base')
  })

  afterEach(() => repository.dispose())

  function record(payload: unknown, folder = ''): void {
    const input = typeof payload === 'string' ? payload : JSON.stringify(payload)
    const outcome = repository.byline(['record', '--agent', 'generic'], { input, folder })
    assert.deepEqual(outcome, { code: 0, stdout: '', stderr: '' })
  }

  const ai = { contributor: 'ai', tool: 'cursor', model: 'openai/gpt-5', session: 's', mode: 'agent' }

  it('remembers everything the tool says, and that the text is not committed yet', async () => {
    record({ ...ai, path: 'a.ts', before: 'one()\ntwo()\n', after: 'one()\nnew()\ntwo()\n' })
    const ledger = await Ledger.open(join(repository.folder, '.git/byline'))
    const [observation, ...others] = await ledger.observationsOf('a.ts')
    assert.deepEqual(others, [])
    const { kind, parentTextId, textId } = observation!
    assert.deepEqual(
      { kind, parentTextId, textId },
      {
        kind: 'agent',
        parentTextId: ledger.textIdOf('one()\ntwo()\n'),
        textId: ledger.textIdOf('one()\nnew()\ntwo()\n'),
      },
    )
    const { at, ...origin } = (await observation!.read())!.lineOrigin(1)
    assert.deepEqual(origin, { ...ai, evidence: 'reported' })
    assert.equal(at, observation!.at)
    assert.deepEqual(await ledger.pending(), new Map([['a.ts', textId]]))
  })

  it('takes the file as it is on disk, in every encoding of line ends, for the text after', () => {
    repository.write('a.ts', '\ufeffone()\r\nnew()\r\ntwo()\r\n')
    record({ ...ai, path: 'a.ts', before: 'one()\r\ntwo()\r\n' })
    assert.equal(repository.contributors('a.ts'), 'unknown ai unknown')
  })

  it('reads what PowerShell writes: UTF-16, with and without a byte order mark', () => {
    const after = 'one()\nzwölf()\ntwo()\n'
    repository.write('a.ts', after)
    for (const mark of ['', '\uFEFF']) {
      const event = JSON.stringify({ ...ai, path: 'a.ts', before: 'one()\ntwo()\n', after })
      const input = Buffer.from(mark + event, 'utf16le')
      assert.equal(repository.byline(['record', '--agent', 'generic'], { input }).code, 0)
      assert.equal(repository.contributors('a.ts'), 'unknown ai unknown')
      repository.git('clean', '--quiet', '-d', '--force')
      rmSync(join(repository.folder, '.git/byline'), { recursive: true })
    }
  })

  it('counts lines as git does, which takes a lone CR for a character', () => {
    repository.installHooks()
    repository.writeAs('ai', 'a.ts', 'one()\nai1()\rai2()\nai3()\ntwo()\n')
    repository.append('a.ts', 'unseen()\n')
    repository.git('add', '.')
    repository.commit('Lone CR')
    assert.deepEqual(
      repository.trailers().filter((line) => line.startsWith('AI-Lines')),
      ['AI-Lines: a.ts 2-3'],
    )
    assert.equal(repository.contributors('a.ts', '--rev', 'HEAD'), 'unknown ai ai unknown unknown')
    // A file of classic Mac OS is one line.
    repository.writeAs('ai', 'mac.txt', 'ai1()\rai2()\r')
    repository.git('add', '.')
    repository.commit('Mac')
    assert.equal(repository.trailers().at(-1), 'AI-Lines: mac.txt 1')
  })

  it('claims nothing that somebody else may have written, where the tool does not say what was before', () => {
    repository.writeAs('ai', 'a.ts', 'one()\ntwo()\nai1()\n')
    // Somebody writes, which nobody sees, and then the tool.
    repository.append('a.ts', 'mine()\n')
    repository.append('a.ts', 'ai2()\n')
    record({ ...ai, path: 'a.ts' })
    assert.equal(repository.contributors('a.ts'), 'unknown unknown ai unknown unknown')
    assert.match(repository.log(), /a\.ts: without "before" nobody knows/)
  })

  it('claims a new file that was made and written in one go, and no older one', async () => {
    repository.write('new.ts', 'all()\n')
    record({ ...ai, path: 'new.ts' })
    assert.equal(repository.contributors('new.ts'), 'ai')
    repository.write('mine.ts', 'mine()\n')
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    repository.append('mine.ts', 'ai()\n')
    record({ ...ai, path: 'mine.ts' })
    assert.equal(repository.contributors('mine.ts'), 'unknown unknown')
  })

  it('is told twice and records once', async () => {
    const event = { ...ai, path: 'a.ts', before: 'one()\ntwo()\n', after: 'one()\ntwo()\nthree()\n' }
    record(event)
    record(event)
    assert.equal(repository.byline(['blame', 'a.ts', '--json']).code, 0)
    repository.write('a.ts', event.after)
    record({ ...ai, path: 'a.ts' })
    assert.equal(repository.contributors('a.ts'), 'unknown unknown ai')
  })

  it('keeps what AI wrote when a person edits round it, and the other way round', () => {
    repository.writeAs('ai', 'a.ts', 'one()\nai(1, 2)\ntwo()\n')
    repository.writeAs('human', 'a.ts', 'one()\nai(1, 3)\ntwo()\nmine()\n')
    repository.writeAs('ai', 'a.ts', 'one()\nai(1, 3)\ntwo()\nmine()\nlast()\n')
    assert.equal(repository.contributors('a.ts'), 'unknown mixed unknown human ai')
  })

  it('takes paths from the folder it runs in, absolute ones, and through links inside the repository', () => {
    mkdirSync(join(repository.folder, 'sub'))
    symlinkSync('sub', join(repository.folder, 'linked'))
    record({ ...ai, path: 'x.ts', before: '', after: 'x()\n' }, 'sub')
    record({ ...ai, path: join(repository.folder, 'sub/y.ts'), before: '', after: 'y()\n' })
    record({ ...ai, path: 'linked/z.ts', before: '', after: 'z()\n' })
    for (const name of ['x', 'y', 'z']) {
      repository.write(`sub/${name}.ts`, `${name}()\n`)
      assert.equal(repository.contributors(`sub/${name}.ts`), 'ai')
    }
    assert.equal(repository.log(), '')
  })

  it('forgets what was pending of a file that is gone', async () => {
    repository.writeAs('ai', 'b.ts', 'b()\n')
    rmSync(join(repository.folder, 'b.ts'))
    record({ ...ai, path: 'b.ts' })
    const ledger = await Ledger.open(join(repository.folder, '.git/byline'))
    assert.deepEqual(await ledger.pendingPaths(), [])
  })

  it('turns down what it cannot use: one line in the log, no record, no word', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'byline-elsewhere-'))
    mkdirSync(join(repository.folder, 'nested'))
    const nested = new TestRepository(join(repository.folder, 'nested'))
    try {
      symlinkSync(elsewhere, join(repository.folder, 'out'))
      symlinkSync('nowhere', join(repository.folder, 'dangling'))
      repository.write('.gitignore', 'ignored/\n:(top)secret\n')
      repository.write('ignored/x.ts', 'x()\n')
      repository.write('binary.bin', Buffer.from([0, 1, 2]))
      const event = { ...ai, before: '', after: 'x()\n' }
      const payloads: [payload: unknown, expected: RegExp][] = [
        ['', /not JSON/],
        ['{"path":', /not JSON/],
        ['[]', /path|payload/],
        [{ ...event, path: 'ignored/not there yet.ts' }, /ignored by git/],
        [{ ...event, path: ':(top)secret' }, /ignored by git/],
        [{ path: 'a.ts' }, /contributor/],
        [{ ...event, path: 'a.ts', contributor: 'mixed' }, /contributor/],
        [{ ...event, path: '' }, /path/],
        [{ ...event, path: 'a.ts', tool: 'x\nSigned-off-by: y' }, /tool/],
        [{ ...event, path: 'a.ts', mode: 'magic' }, /mode/],
        [{ ...event, path: join(elsewhere, 'x.ts') }, /outside/],
        [{ ...event, path: '../x.ts' }, /outside/],
        [{ ...event, path: 'out/x.ts' }, /outside/],
        [{ ...event, path: 'dangling' }, /ENOENT/],
        [{ ...event, path: '.' }, /outside/],
        [{ ...event, path: '.git/config' }, /part of git/],
        [{ ...event, path: '.GIT/config' }, /part of git/],
        [{ ...event, path: 'nested/.git/x.ts' }, /part of git/],
        [{ ...event, path: 'ignored/x.ts' }, /ignored/],
        [{ ...ai, path: 'binary.bin' }, /binary/],
        [{ ...event, path: 'a.ts', after: 'x'.repeat(6 * 1024 * 1024) }, /too large/],
        ['x'.repeat(13 * 1024 * 1024), /more than/],
      ]
      for (const [payload, expected] of payloads) {
        const before = repository.log()
        record(payload)
        const added = repository.log().slice(before.length)
        assert.match(added, expected)
        assert.equal(added.trimEnd().split('\n').length, 1)
      }
      assert.deepEqual(await (await Ledger.open(join(repository.folder, '.git/byline'))).paths(), [])
    } finally {
      nested.dispose()
      rmSync(elsewhere, { recursive: true })
    }
  })

  it('answers 0 and nothing to agents it does not know, to no agent and outside of repositories', () => {
    assert.equal(repository.byline(['record', '--agent', 'someday'], { input: '{}' }).code, 0)
    assert.match(repository.log(), /not known/)
    const { code, stdout } = repository.byline(['record'])
    assert.deepEqual([code, stdout], [0, ''])
    const elsewhere = mkdtempSync(join(tmpdir(), 'byline-elsewhere-'))
    record({ ...ai, path: 'a.ts' }, join('..', basename(elsewhere)))
    record('not JSON', join('..', basename(elsewhere)))
    rmSync(elsewhere, { recursive: true })
  })

  it('finds the repository by the file where the tool runs outside of any', () => {
    const path = join(repository.folder, 'a.ts')
    record({ ...ai, path, before: '', after: 'one()\ntwo()\n' }, '..')
    assert.equal(repository.contributors('a.ts'), 'ai ai')
  })

  it('keeps its log small', () => {
    repository.write('.git/byline/log', 'old line\n'.repeat(29_500))
    record('nonsense')
    assert.ok(repository.log().length < 140_000)
    assert.match(repository.log(), /not JSON.*\n$/)
  })

  it('takes out what is old once a day where no editor does, but for what commits hold', async () => {
    const file = join(repository.folder, '.git/byline')
    const ledger = await Ledger.open(file)
    const old = (i: number) => `const old${i} = ${i}\n`
    for (let i = 0; i < 14; i++) {
      const at = new Date(Date.now() - (90 - i) * 24 * 3_600_000).toISOString()
      await ledger.record({
        path: 'a.ts',
        attributed: AttributedText.of(old(i), { contributor: 'ai' }),
        kind: 'saved',
        at,
      })
    }
    await ledger.close()
    repository.write('a.ts', old(1))
    repository.git('commit', '--quiet', '-am', 'Without any hook')
    const known = async (): Promise<(string | undefined)[]> => {
      const found = await (await Ledger.open(file)).observationsOf('a.ts')
      return Promise.all(found.map(async (observation) => (await observation.read())?.text()))
    }
    const edit = (n: number): void => record({ ...ai, path: 'a.ts', before: old(1), after: `const new${n} = 1\n` })
    edit(1)
    edit(2)
    assert.equal((await known()).length, 16)
    const yesterday = new Date(Date.now() - 25 * 3_600_000)
    utimesSync(join(file, 'pruned'), yesterday, yesterday)
    edit(3)
    const left = await known()
    assert.deepEqual(left.slice(-2), [old(7), old(1)])
    assert.equal(left.length, 11)
    assert.equal(repository.log(), '')
  })
})
