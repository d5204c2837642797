import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cliBundle, environment, TestRepository } from './testRepository'

/** Bits of everything below a folder, itself as `.`. */
function modes(folder: string): Map<string, number> {
  const found = new Map([['.', lstatSync(folder).mode & 0o777]])
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    found.set(name, lstatSync(join(folder, name)).mode & 0o777)
  return found
}

/** What others than the owner may do with anything below a folder. */
function openToOthers(folder: string): string[] {
  return [...modes(folder)].filter(([, mode]) => (mode & 0o077) !== 0).map(([name]) => name)
}

describe('the permissions of what Byline keeps', function () {
  this.timeout(60_000)
  let repository: TestRepository
  let byline: string

  before(function () {
    if (process.platform === 'win32') this.skip()
  })

  beforeEach(() => {
    repository = new TestRepository()
    byline = join(repository.folder, '.git', 'byline')
    repository.write('a.txt', 'one\n')
    repository.git('add', '.')
    repository.commit('Base')
  })

  afterEach(() => repository.dispose())

  it('are the owner’s alone, whatever the umask says', () => {
    repository.installHooks()
    repository.writeAs('ai', 'a.txt', 'one\ntwo\n')
    repository.git('commit', '--quiet', '-am', 'Two')
    repository.byline(['record', '--agent', 'generic'], { input: 'nonsense' })
    assert.equal(repository.trailers().length, 3)
    // The shell part of a hook makes its log with the umask, inside of a folder that is closed.
    assert.deepEqual(
      openToOthers(byline).filter((name) => name !== 'hook.log'),
      [],
    )
    assert.ok(modes(byline).has('log'))
  })

  it('are tightened where an earlier version left them open', () => {
    repository.installHooks()
    repository.writeAs('ai', 'a.txt', 'one\ntwo\n')
    for (const [name, mode] of modes(byline)) chmodSync(join(byline, name), mode | 0o044)
    chmodSync(byline, 0o755)
    repository.writeAs('ai', 'a.txt', 'one\ntwo\nthree\n')
    assert.deepEqual(openToOthers(byline), [])
  })

  it('are those of core.sharedRepository, also where it is set later', () => {
    repository.writeAs('ai', 'a.txt', 'one\ntwo\n')
    repository.git('config', 'core.sharedRepository', 'group')
    repository.writeAs('ai', 'a.txt', 'one\ntwo\nthree\n')
    for (const [name, mode] of modes(byline)) {
      const expected = lstatSync(join(byline, name)).isDirectory() ? 0o770 : 0o660
      assert.equal(mode.toString(8), expected.toString(8), name)
    }
    repository.git('config', 'core.sharedRepository', 'false')
    repository.writeAs('ai', 'a.txt', 'one\ntwo\nthree\nfour\n')
    assert.deepEqual(openToOthers(byline), [])
  })

  describe('with a second user', () => {
    const first = 5001
    const second = 5002
    const group = 6000
    let home: string

    before(function () {
      if (process.getuid?.() !== 0 || spawnSync('setpriv', ['--version']).error) this.skip()
    })

    beforeEach(() => {
      home = mkdtempSync(join(tmpdir(), 'byline-home-'))
      chmodSync(home, 0o755)
      writeFileSync(join(home, '.gitconfig'), '[safe]\n\tdirectory = *\n[user]\n\tname = B\n\temail = b@example.com\n')
      chmodSync(repository.folder, 0o777)
    })

    afterEach(() => rmSync(home, { recursive: true, force: true }))

    function own(folder: string, uid: number): void {
      for (const name of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
        chownSync(join(folder, name), uid, group)
    }

    function as(uid: number, command: string, args: readonly string[], input = '') {
      const program = ['--reuid', `${uid}`, '--regid', `${group}`, '--clear-groups', command, ...args]
      const env = { ...environment(), HOME: home, GIT_CONFIG_GLOBAL: join(home, '.gitconfig') }
      const { status, stdout, stderr } = spawnSync('setpriv', program, {
        cwd: repository.folder,
        env,
        input,
        encoding: 'utf8',
      })
      return { code: status, stdout, stderr }
    }

    function bylineAs(uid: number, args: readonly string[], input = '') {
      const cli = cliBundle()
      chmodSync(join(cli, '..'), 0o755)
      return as(uid, process.execPath, [cli, ...args], input)
    }

    const edit = (before: string, after: string): string =>
      JSON.stringify({ path: 'a.txt', contributor: 'ai', tool: 'cursor', before, after })

    it('serves the group of a shared repository', () => {
      repository.git('config', 'core.sharedRepository', 'group')
      own(repository.folder, first)
      spawnSync('chmod', ['-R', 'g+rwX', repository.folder])
      bylineAs(first, ['install'])
      bylineAs(first, ['record', '--agent', 'generic'], edit('one\n', 'one\ntwo\n'))
      assert.deepEqual(bylineAs(second, ['record', '--agent', 'generic'], edit('one\ntwo\n', 'one\ntwo\nthree\n')), {
        code: 0,
        stdout: '',
        stderr: '',
      })
      repository.write('a.txt', 'one\ntwo\nthree\n')
      assert.equal(as(second, 'git', ['commit', '-qam', 'Three']).code, 0)
      assert.match(as(second, 'git', ['log', '-1', '--format=%B']).stdout, /^AI-Lines: a\.txt 2-3/m)
      assert.equal(bylineAs(second, ['doctor']).code, 0)
    })

    it('tells who may not use what another user keeps', () => {
      own(repository.folder, first)
      bylineAs(first, ['install'])
      bylineAs(first, ['record', '--agent', 'generic'], edit('one\n', 'one\ntwo\n'))
      const outcome = bylineAs(second, ['record', '--agent', 'generic'], edit('one\ntwo\n', 'one\ntwo\nthree\n'))
      assert.equal(outcome.code, 0)
      assert.equal(outcome.stdout, '')
      assert.match(outcome.stderr, /^byline: .*cannot be read|^byline: .*could not store/)
      const doctor = bylineAs(second, ['doctor'])
      assert.equal(doctor.code, 1)
      assert.match(doctor.stdout, /^! Your user may not use .*byline, .*belongs to the user with the number 5001/m)
    })

    it('leaves the owner what root wrote in between', () => {
      own(repository.folder, first)
      const outcome = spawnSync(process.execPath, [cliBundle(), 'record', '--agent', 'generic'], {
        cwd: repository.folder,
        env: { ...environment(), HOME: home, GIT_CONFIG_GLOBAL: join(home, '.gitconfig') },
        input: edit('one\n', 'one\ntwo\n'),
        encoding: 'utf8',
      })
      assert.equal(outcome.stderr, '')
      bylineAs(first, ['record', '--agent', 'generic'], edit('one\ntwo\n', 'one\ntwo\nthree\n'))
      repository.write('a.txt', 'one\ntwo\nthree\n')
      assert.equal(repository.log(), '')
      const blame = bylineAs(first, ['blame', 'a.txt'])
      assert.match(blame.stdout, /2 +ai .*\n3 +ai /)
    })

    it('says in doctor what root left unreadable', () => {
      own(repository.folder, first)
      bylineAs(first, ['record', '--agent', 'generic'], edit('one\n', 'one\ntwo\n'))
      mkdirSync(join(byline, 'records', '00'), { mode: 0o700 })
      const doctor = bylineAs(first, ['doctor'])
      assert.match(doctor.stdout, /^! Your user may not use .*records\/00, .*number 0 .*chown -R/m)
      assert.equal(doctor.code, 1)
    })
  })
})
