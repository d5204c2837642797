import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../unit/ledger/temporaryFolder'
import { TestRepository } from './testRepository'

describe('byline doctor', function () {
  this.timeout(120_000)
  let repository: TestRepository

  beforeEach(() => {
    repository = new TestRepository()
    repository.write('a.ts', 'a()\n')
    repository.git('add', '.')
    repository.commit('First')
    repository.byline(['install'])
  })

  afterEach(() => repository.dispose())

  const at = (file: string): string => join(repository.folder, file)
  const doctor = (): { readonly code: number | null; readonly first: string; readonly rest: string } => {
    const { code, stdout, stderr } = repository.byline(['doctor'])
    const [first = '', ...rest] = (stdout + stderr).split('\n')
    return { code, first, rest: rest.join('\n') }
  }
  const yes = 'The next commit here gets trailers if it adds AI lines.'
  const expectNo = (why: RegExp): void => {
    const { code, first } = doctor()
    assert.match(first, /^The next commit here gets no trailers\. /)
    assert.match(first, why)
    assert.equal(code, 1)
  }
  /** Commits a new AI line while everything named node does this. */
  const commitWhile = (script: string, line: string): void => {
    const bin = temporaryFolder()
    writeFileSync(join(bin, 'node'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    repository.writeAs('ai', 'a.ts', `${repository.read('a.ts') ?? ''}${line}\n`)
    repository.git('add', 'a.ts')
    const { code } = repository.tryGit(['commit', '--quiet', '-m', line], { PATH: `${bin}:${process.env['PATH']}` })
    assert.equal(code, 0)
    assert.deepEqual(repository.trailers(), [])
  }

  it('says yes, and a commit does get its trailers', () => {
    const { code, first, rest } = doctor()
    assert.deepEqual([code, first], [0, yes])
    assert.doesNotMatch(rest, /^!/m)
    repository.writeAs('ai', 'a.ts', 'a()\nb()\n')
    repository.commit('Second', '-a')
    assert.equal(repository.trailers().at(-1), 'AI-Lines: a.ts 2')
  })

  it('says no, why and what to do wherever a commit gets none', () => {
    const hook = '.git/hooks/prepare-commit-msg'
    chmodSync(at(hook), 0o644)
    expectNo(/not executable.*: prepare-commit-msg .*"byline install" mends that/)
    rmSync(at(hook))
    expectNo(/gone or were replaced: prepare-commit-msg .*"byline install" puts them back/)
    repository.write(hook, '#!/bin/sh\n')
    expectNo(/gone or were replaced: prepare-commit-msg/)
    repository.byline(['install'])
    assert.equal(doctor().first, yes)

    repository.git('config', 'byline.trailers', 'false')
    expectNo(/"git config byline.trailers" is false/)
    repository.git('config', '--unset', 'byline.trailers')
    repository.write('byline.json', '{ "trailers": false }')
    expectNo(/settings switch the trailers off.*byline\.json/)
    rmSync(at('byline.json'))
    repository.write('.git/byline/skip-next-commit', `${repository.git('rev-parse', 'HEAD').trim()}\n`)
    expectNo(/You asked to leave them out of it/)
    rmSync(at('.git/byline/skip-next-commit'))

    rmSync(at('.git/byline/hook.sh'))
    expectNo(/What the commit hooks run is gone/)
    repository.byline(['install'])
    mkdirSync(at('.husky'))
    repository.git('config', 'core.hooksPath', '.husky')
    const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(repository.git('--version'))!.map(Number)
    if (major === 2 && minor < 54) expectNo(/files of the project.*\.husky.*Add one line/)
    repository.git('config', '--unset', 'core.hooksPath')
    assert.equal(doctor().first, yes)

    repository.byline(['uninstall'])
    expectNo(/not installed/)
    rmSync(at('.git/byline'), { recursive: true })
    expectNo(/Nobody agreed.*"byline install"/)
  })

  it('tells of a last commit without its trailers, and whether that was asked for', () => {
    repository.write('.git/byline/skip-next-commit', `${repository.git('rev-parse', 'HEAD').trim()}\n`)
    repository.writeAs('ai', 'a.ts', 'a()\nb()\n')
    repository.commit('Second', '-a')
    assert.deepEqual(repository.trailers(), [])
    const skipped = doctor()
    assert.deepEqual([skipped.code, skipped.first], [0, yes])
    assert.match(skipped.rest, /^- The last commit has no trailers, as you asked to leave them out of it\.$/m)
    repository.writeAs('ai', 'a.ts', 'a()\nb()\nc()\n')
    repository.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-a', '-m', 'Third')
    assert.match(doctor().rest, /^- The last commit adds AI lines and has no trailers: .* "byline amend" adds them/m)
    repository.write('a.ts', 'a()\nb()\nc()\nmine()\n')
    repository.commit('By hand', '-a')
    assert.doesNotMatch(doctor().rest, /The last commit/)
  })

  it('has the hooks find what runs them, and repeats what a shim says in one line', () => {
    const bin = temporaryFolder()
    writeFileSync(join(bin, 'node'), '#!/bin/sh\necho "No version is set for node" >&2\nexit 126\n', { mode: 0o755 })
    repository.write('.git/byline/runtime', '/not/here\n')
    const { code, stdout } = repository.byline(['doctor'], { env: { PATH: `${bin}:${process.env['PATH']}` } })
    assert.equal(code, 1)
    assert.match(
      stdout,
      /^The next commit here gets no trailers\. Nothing here can run the hooks\. What was tried said: No version is set for node\. /,
    )
    assert.deepEqual(
      readdirSync(at('.git/byline')).filter((name) => name.startsWith('unfinished')),
      [],
    )
  })

  it('says where there is no git', () => {
    const bin = temporaryFolder()
    symlinkSync(process.execPath, join(bin, 'node'))
    const { code, stderr } = repository.byline(['doctor'], { env: { PATH: bin } })
    assert.deepEqual([code, stderr.split('.')[0]], [2, 'byline: Git was not found on PATH'])
  })

  it('shows no code and no stack of what failed', () => {
    repository.write('.git/byline/cli.js', `${'x;'.repeat(1_000)}throw new Error('broken')\n`)
    repository.writeAs('ai', 'a.ts', 'a()\nb()\n')
    repository.commit('Second', '-a')
    const { rest } = doctor()
    assert.match(rest, /^! The last run of a hook said: ReferenceError: x is not defined$/m)
    assert.ok(Math.max(...rest.split('\n').map((line) => line.length)) < 400)
  })

  it('has waited for a machine that was slow, whose commit got its trailers, and waits longer from then on', () => {
    const bin = temporaryFolder()
    writeFileSync(join(bin, 'node'), `#!/bin/sh\nsleep 3.5\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 })
    repository.writeAs('ai', 'a.ts', 'a()\nslow()\n')
    const { code } = repository.tryGit(['commit', '--quiet', '-am', 'Slow'], { PATH: `${bin}:${process.env['PATH']}` })
    assert.deepEqual([code, repository.trailers().at(-1)], [0, 'AI-Lines: a.ts 2'])
    assert.match(repository.read('.git/byline/limit') ?? '', /^1[0-5] 0\n$/)
    assert.deepEqual(
      readdirSync(at('.git/byline')).filter((name) => name.startsWith('unfinished')),
      [],
    )
    // What is fast again is given less, step by step.
    repository.writeAs('ai', 'a.ts', 'a()\nslow()\nfast()\n')
    repository.commit('Fast', '-a')
    assert.match(repository.read('.git/byline/limit') ?? '', /^(?:[89]|1[0-2]) 0\n$/)
  })

  it('names the commit whose hook was stopped, and amend gives it the trailers', () => {
    commitWhile('exec sleep 60', 'struck()')
    const before = repository.git('log', '-1', '--format=%an %ae %ad %cn %cd %T')
    assert.match(
      doctor().rest,
      /^! The last commit lacks its trailers, as its hook was stopped after 5 s\. "byline amend"/m,
    )
    repository.write('staged.ts', 's()\n')
    repository.git('add', 'staged.ts')
    const amended = repository.byline(['amend'])
    assert.equal(amended.code, 0, amended.stderr)
    assert.deepEqual(repository.trailers().slice(1), [
      'AI-Provenance: ai=1 mixed=0 human=0 unknown=0 evidence=reported',
      'AI-Lines: a.ts 2',
    ])
    assert.equal(repository.git('log', '-1', '--format=%an %ae %ad %cn %cd %T'), before)
    assert.equal(repository.git('status', '--porcelain').trim(), 'A  staged.ts')
    assert.doesNotMatch(doctor().rest, /lacks its trailers/)
    assert.match(repository.byline(['amend']).stdout, /^HEAD has its trailers/)
    assert.equal(repository.git('fsck', '--no-dangling').trim(), '')
  })

  it('names the commit whose hook was stopped also where the one before is of the second in which it began', () => {
    commitWhile('exec sleep 60', 'late()')
    const [mark] = readdirSync(at('.git/byline')).filter((name) => name.startsWith('unfinished.'))
    assert.ok(mark)
    // Git keeps whole seconds: the first commit is of the same one as the run, the one that it was for of the next.
    const log = at('.git/logs/HEAD')
    const started = Math.floor(statSync(at(`.git/byline/${mark}`)).birthtimeMs / 1_000)
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
    const timed = lines.map((line, i) => line.replace(/> \d+ /, `> ${started + i} `))
    writeFileSync(log, `${timed.join('\n')}\n`)
    assert.match(doctor().rest, /^! The last commit lacks its trailers, as its hook /m)
  })

  it('keeps a signed commit signed when it amends it, and leaves one alone that a tag has', function () {
    const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(repository.git('--version'))!.map(Number)
    const key = join(temporaryFolder(), 'key')
    const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    if (made.status !== 0 || (major === 2 && minor < 34)) return this.skip() // git signs with nothing that is here
    writeFileSync(`${key}.allowed`, `ada@example.com ${readFileSync(`${key}.pub`, 'utf8')}`)
    repository.git('config', 'gpg.format', 'ssh')
    repository.git('config', 'user.signingkey', `${key}.pub`)
    repository.git('config', 'gpg.ssh.allowedSignersFile', `${key}.allowed`)
    repository.writeAs('ai', 'a.ts', 'a()\nb()\n')
    repository.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-S', '-am', 'Größe')
    repository.git('tag', 'v1')
    assert.match(repository.byline(['amend']).stderr, /HEAD is in v1 as well, so it is not changed/)
    repository.git('tag', '-d', 'v1')
    const author = repository.git('log', '-1', '--format=%an %ae %ad')
    assert.equal(repository.byline(['amend']).code, 0)
    assert.equal(repository.git('log', '-1', '--format=%an %ae %ad'), author)
    assert.equal(repository.git('log', '-1', '--format=%G? %s').trim(), 'G Größe')
    assert.equal(repository.trailers().at(-1), 'AI-Lines: a.ts 2')
  })

  it('names commits that were made since, and leaves what was pushed alone', () => {
    rmSync(at('.git/byline/runtime'))
    commitWhile('exit 1', 'again()')
    repository.write('b.ts', 'b()\n')
    repository.git('add', 'b.ts')
    repository.commit('By hand')
    const { rest } = doctor()
    assert.match(rest, /^! An earlier commit lacks its trailers/m)
    assert.match(rest, /^ {4}[0-9a-f]{10} again\(\)$/m)
    repository.git('reset', '--quiet', '--hard', 'HEAD~')
    repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    const { code, stderr } = repository.byline(['amend'])
    assert.deepEqual([code, repository.trailers()], [2, []])
    assert.match(stderr, /HEAD was pushed \(origin\/main has it\), so it is not changed\. "byline sync"/)
  })

  it('forgets a stopped hook whose commit has nothing of AI, or was never made', () => {
    repository.writeAs('ai', 'other.ts', 'o()\n')
    repository.write(
      '.git/byline/unfinished.1',
      `prepare-commit-msg\t${repository.folder}\t.git/COMMIT_EDITMSG\nwas stopped after 5 s\n`,
    )
    repository.write('a.ts', 'a()\nmine()\n')
    repository.commit('By hand', '-a')
    assert.doesNotMatch(doctor().rest, /lacks its trailers/)
    assert.equal(existsSync(at('.git/byline/unfinished.1')), false)
  })
})
