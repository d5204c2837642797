import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Random } from '../../unit/attribution/random'
import { cliBundle, environment, TestRepository } from './testRepository'

const seed = Number(process.env['SEED'] ?? 4)

/** Runs a program to its end without holding up the others. */
async function run(program: string, args: readonly string[], cwd: string): Promise<number | null> {
  const child = spawn(program, args, { cwd, env: environment(), stdio: 'ignore' })
  return new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve))
}

/** Whether a test may have a small file system of its own, as on most Linux machines without being root. */
function hasMounts(): boolean {
  return spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0
}

/** The processes of Node that the hooks of a repository have started and that still run. */
function hooksRunningIn(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [, script] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
        return script?.endsWith('/byline/cli.js') === true && readlinkSync(`/proc/${pid}/cwd`) === folder
      } catch {
        return false // ended meanwhile
      }
    })
    .map(Number)
}

describe('When things go wrong around a commit', () => {
  let repository: TestRepository

  beforeEach(() => {
    repository = new TestRepository().installHooks()
  })

  afterEach(() => repository.dispose())

  const locks = () =>
    readdirSync(join(repository.folder, '.git'), { recursive: true, encoding: 'utf8' }).filter(
      // Git's own housekeeping after a commit is killed along with the hook.
      (file) => file.endsWith('.lock') && file !== join('objects', 'maintenance.lock'),
    )

  it(`a hook that is killed at any moment costs neither the commit nor its message (seed ${seed})`, async function () {
    if (!existsSync('/proc/self/cmdline')) return this.skip() // the processes are found in /proc
    this.timeout(120_000)
    const random = new Random(seed)
    const running = () => hooksRunningIn(repository.folder)
    let killed = 0
    let text = ''
    for (let commit = 1; commit <= 20; commit++) {
      text += `export const value${commit} = ${commit}\n`
      repository.writeAs('ai', 'a.ts', text)
      repository.git('add', 'a.ts')
      const commitment = { ended: false }
      const committed = run('git', ['commit', '--quiet', '-m', `Commit ${commit}`], repository.folder).finally(
        () => (commitment.ended = true),
      )
      // How long the hook has run is the point of it, so the moment is no condition.
      while (running().length === 0 && !commitment.ended) await new Promise((resolve) => setTimeout(resolve, 1))
      await new Promise((resolve) => setTimeout(resolve, random.below(220)))
      for (const pid of running()) {
        try {
          process.kill(pid, 'SIGKILL')
          killed++
        } catch {
          // It was done already.
        }
      }
      assert.equal(await committed, 0)
      assert.equal(repository.message().split('\n')[0], `Commit ${commit}`)
      assert.deepEqual(locks(), [])
    }
    assert.ok(killed >= 5, `only ${killed} hooks were still running`)
    assert.equal(repository.git('status', '--porcelain'), '')
    assert.equal(existsSync(join(repository.folder, '.git/byline/damaged')), false)
    assert.equal(repository.contributors('a.ts'), Array.from({ length: 20 }, () => 'ai').join(' '))
    repository.writeAs('ai', 'a.ts', `${text}export const last = 0\n`)
    repository.commit('Last', '-a')
    assert.deepEqual(repository.trailers().at(-1), 'AI-Lines: a.ts 21')
    // What a kill left beside a message, the next one that is written takes along.
    assert.equal(existsSync(join(repository.folder, '.git/COMMIT_EDITMSG.byline')), false)
    const doctor = repository.byline(['doctor'])
    assert.equal(doctor.code, 0, doctor.stdout)
  })

  it('commits in two work trees at the same time all get their own trailers', async function () {
    this.timeout(120_000)
    repository.writeAs('ai', 'first.ts', 'export const first = 1\n')
    repository.git('add', 'first.ts')
    repository.commit('First')
    const other = mkdtempSync(join(tmpdir(), 'byline-linked-'))
    try {
      repository.git('worktree', 'add', '--quiet', '-b', 'side', join(other, 'tree'))
      const commits = 6
      const work = async (folder: string, name: string): Promise<void> => {
        for (let commit = 1; commit <= commits; commit++) {
          const event = { path: `${name}.ts`, contributor: 'ai', tool: 'codex', before: '', after: lines(name, commit) }
          const recorded = spawn(process.execPath, [cliBundle(), 'record', '--agent', 'generic'], {
            cwd: folder,
            env: environment(),
            stdio: ['pipe', 'ignore', 'ignore'],
          })
          recorded.stdin.end(JSON.stringify(event))
          await new Promise((resolve) => recorded.once('exit', resolve))
          writeFileSync(join(folder, `${name}.ts`), lines(name, commit))
          assert.equal(await run('git', ['add', '-A'], folder), 0)
          assert.equal(await run('git', ['commit', '--quiet', '-m', `${name} ${commit}`], folder), 0)
        }
      }
      await Promise.all([work(repository.folder, 'main'), work(join(other, 'tree'), 'side')])
      for (const branch of ['main', 'side']) {
        const seen = Array.from({ length: commits }, (_, i) =>
          repository.trailers(`${branch}~${i}`).at(-1),
        ).toReversed()
        assert.deepEqual(
          seen,
          Array.from({ length: commits }, (_, i) => `AI-Lines: ${branch}.ts ${i + 1}`),
        )
      }
      // What is committed is no longer pending as soon as the next commit of its work tree looks.
      for (const folder of [repository.folder, join(other, 'tree')]) {
        assert.equal(await run('git', ['commit', '--quiet', '--allow-empty', '-m', 'Nothing'], folder), 0)
      }
      assert.deepEqual(locks(), [])
      const doctor = repository.byline(['doctor'])
      assert.equal(doctor.code, 0, doctor.stdout)
      assert.match(doctor.stdout, /0 files with AI text not yet committed/)
    } finally {
      rmSync(other, { recursive: true, force: true })
    }
  })

  it('a full disk under the ledger leaves the commit as git makes it, and what was recorded readable', function () {
    if (!hasMounts()) return this.skip() // a small file system cannot be mounted here
    this.timeout(60_000)
    repository.writeAs('ai', 'a.ts', 'export const a = 1\n')
    repository.git('add', 'a.ts')
    const { status, stdout, stderr } = onSmallDisk(
      repository,
      '.git/byline',
      `
      git commit --quiet -m 'On a full disk' || exit 10
      printf '{"path":"b.ts","contributor":"ai","tool":"codex","after":"export const b = 1\\\\n"}' |
        node "$CLI" record --agent generic || exit 11
      node "$CLI" blame a.ts --json >/dev/null || exit 12
      node "$CLI" report --format json >/dev/null || exit 13
      rm .git/byline/fill
      printf 'export const b = 1\\n' >b.ts
      git add b.ts && git commit --quiet -m 'With room again' || exit 14
      node "$CLI" doctor && [ ! -e .git/byline/damaged ]`,
    )
    assert.equal(status, 0, stdout + stderr)
    assert.match(repository.message('HEAD~1'), /^On a full disk/)
    assert.deepEqual(repository.trailers('HEAD~1').at(-1), 'AI-Lines: a.ts 1')
    assert.equal(repository.message(), 'With room again')
    assert.doesNotMatch(stdout, /damaged|hook said/i)
    assert.deepEqual(locks(), [])
  })

  it('a read-only repository is read, and what cannot be written is said', function () {
    if (!hasMounts()) return this.skip() // a read-only file system cannot be mounted here
    repository.writeAs('ai', 'a.ts', 'export const a = 1\n')
    repository.git('add', 'a.ts')
    repository.commit('First')
    const { status, stdout, stderr } = inNamespace(
      repository,
      `
      mount --bind .git .git && mount -o remount,bind,ro .git || exit 9
      node "$CLI" blame a.ts || exit 10
      printf '{"path":"a.ts","contributor":"ai","tool":"codex","after":"export const b = 1\\\\n"}' |
        node "$CLI" record --agent generic || exit 11
      node "$CLI" install; echo "install: $?"
      node "$CLI" uninstall; echo "uninstall: $?"
      node "$CLI" doctor || exit 12`,
    )
    assert.equal(status, 0, stdout + stderr)
    assert.match(stdout, /1 {2}ai .*export const a = 1/)
    assert.match(stdout, /install: 2/)
    assert.match(stderr, /read-only/i)
    assert.equal(repository.contributors('a.ts'), 'ai')
  })
})

function lines(name: string, count: number): string {
  return Array.from({ length: count }, (_, i) => `export const ${name}${i} = ${i}\n`).join('')
}

/** Runs a shell script in the repository with mounts of its own, which end with it. */
function inNamespace(repository: TestRepository, script: string) {
  return spawnSync('unshare', ['-rm', 'sh', '-c', script], {
    cwd: repository.folder,
    encoding: 'utf8',
    env: { ...environment(), CLI: cliBundle() },
  })
}

/** The same with one folder on a file system that has not a byte left, until the script removes `fill` in it. */
function onSmallDisk(repository: TestRepository, folder: string, script: string) {
  return inNamespace(
    repository,
    `
    cp -a ${folder} ${folder}.copy && mount -t tmpfs -o size=2m none ${folder} && cp -a ${folder}.copy/. ${folder}/ || exit 9
    dd if=/dev/zero of=${folder}/fill bs=4096 2>/dev/null
    printf x >${folder}/probe 2>/dev/null && exit 8
    ${script}
    result=$?
    rm -rf ${folder}.copy
    exit $result`,
  )
}
