import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { GitProgram } from '../../../src/git/gitProgram'
import { fetchNotes } from '../../../src/sharing/exchangeNotes'
import { cliBundle, TestRepository } from './testRepository'

describe('byline sync', function () {
  this.timeout(60_000)
  let repository: TestRepository
  let server: string

  beforeEach(() => {
    repository = new TestRepository()
    server = mkdtempSync(join(tmpdir(), 'byline-server-'))
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', server])
    repository.git('remote', 'add', 'origin', server)
    repository.writeAs('human', 'a.ts', 'one()\n')
    repository.writeAs('ai', 'a.ts', 'one()\nai()\n')
    repository.git('add', '.')
    repository.commit('Base')
  })

  afterEach(() => {
    repository.dispose()
    rmSync(server, { recursive: true, force: true })
  })

  const push = () => repository.git('push', '--quiet', 'origin', 'main')
  const refs = () => repository.git('for-each-ref', '--format=%(refname)', 'refs/notes', 'refs/byline').split('\n')
  const onServer = (...args: string[]) => execFileSync('git', ['-C', server, ...args], { encoding: 'utf8' })

  it('shares what was recorded of pushed commits, tells how far it is, and says so when there is nothing new', () => {
    push()
    const first = repository.byline(['sync'])
    assert.deepEqual([first.code, first.stdout], [0, 'Shared 1 note with origin; it has 1 now.\n'])
    assert.deepEqual(first.stderr.split('\n'), [
      'byline: Fetching notes from origin …',
      'byline: Comparing records with pushed commits …',
      'byline: Writing 1 note …',
      'byline: Pushing notes to origin …',
      '',
    ])
    const tip = onServer('rev-parse', 'refs/notes/byline')
    assert.equal(repository.byline(['sync']).stdout, 'Nothing new to share with origin; it has 1 note.\n')
    assert.equal(onServer('rev-parse', 'refs/notes/byline'), tip)
    assert.deepEqual(refs(), ['refs/notes/byline', 'refs/notes/remotes/origin/byline', ''])
    assert.doesNotMatch(onServer('log', '-p', '--format=fuller', 'refs/notes/byline'), /Ada|s1|:[1-9]\d:\d\d/)
  })

  it('says in a dry run how much there is to share, and asks nobody', () => {
    push()
    const refsBefore = refs()
    assert.equal(repository.byline(['sync', '--dry-run']).stdout, 'There is 1 note to share with origin.\n')
    repository.git('remote', 'set-url', 'origin', '/nonexistent')
    const { code, stdout } = repository.byline(['sync', '--dry-run', '--json'])
    assert.deepEqual([code, JSON.parse(stdout)], [0, { remote: 'origin', published: 1, notes: 1 }])
    assert.deepEqual(refs(), refsBefore)
    assert.equal(onServer('for-each-ref', 'refs/notes'), '')
    repository.git('remote', 'set-url', 'origin', server)
    assert.deepEqual(JSON.parse(repository.byline(['sync', '--json']).stdout), {
      remote: 'origin',
      published: 1,
      notes: 1,
    })
    assert.equal(repository.byline(['sync', '--dry-run']).stdout, 'There are 0 notes to share with origin.\n')
  })

  it('can be stopped, says so and leaves nothing half', async function () {
    if (process.platform === 'win32') this.skip() // a signal ends a process there without a word
    push()
    // A server that takes its time: the push is under way when the signal comes.
    const hook = join(server, 'hooks', 'pre-receive')
    writeFileSync(hook, '#!/bin/sh\necho waiting > waiting\nexec sleep 30\n')
    chmodSync(hook, 0o755)
    const child = spawn(process.execPath, [cliBundle(), 'sync'], { cwd: repository.folder, stdio: 'pipe' })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (data: string) => (said += data))
    const ended = new Promise((resolve) => child.on('close', resolve))
    while (!existsSync(join(server, 'waiting')) && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    child.kill('SIGTERM')
    assert.equal(await ended, 2)
    assert.match(said, /^byline: Stopped\. Nothing is left half; run it again at any time\.$/m)
    rmSync(hook)
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
  })

  it('says so where nothing can be written, and leaves nothing half', function () {
    if (process.platform === 'win32') this.skip() // there is no such limit
    push()
    // No file may grow by a byte: what a full disk does, on any machine.
    const script = `trap '' XFSZ; ulimit -f 0; "${process.execPath}" "${cliBundle()}" sync 2>&1; echo "exit: $?"`
    const pipe = spawnSync('sh', ['-c', `{ ${script}; } | cat`], {
      cwd: repository.folder,
      encoding: 'utf8',
    })
    assert.match(pipe.stdout, /^byline: .*nothing was shared: .*EFBIG.*$/m)
    assert.match(pipe.stdout, /^exit: 2$/m)
    const left = readdirSync(join(repository.folder, '.git'), { recursive: true, encoding: 'utf8' })
    assert.deepEqual(
      left.filter((name) => name.endsWith('.lock')),
      [],
    )
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
  })

  it('is told of by the doctor', () => {
    assert.match(repository.byline(['doctor']).stdout, /^- There are no notes here: "byline sync" shares/m)
    push()
    repository.byline(['sync'])
    repository.write('.git/byline/notes.json', '{"v":1,"notes":"always"}')
    assert.match(
      repository.byline(['doctor']).stdout,
      /^- Notes are read from refs\/notes\/byline and refs\/notes\/remotes\/origin\/byline; .*\. They are shared after each push/m,
    )
  })

  it('shares nothing where nothing was pushed', () => {
    assert.match(repository.byline(['sync']).stdout, /^Nothing new/)
    assert.equal(onServer('for-each-ref'), '')
    assert.deepEqual(refs(), [''])
  })

  it('looks at what is new only, and at everything again where the remote lost its notes', () => {
    push()
    // Recorded before the first sync, committed and pushed after it.
    repository.writeAs('human', 'late.ts', 'late()\n')
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
    repository.git('add', '.')
    repository.commit('Late')
    push()
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 2 now.\n')
    assert.match(repository.read('.git/byline/compared.json') ?? '', /"origin"/)
    onServer('update-ref', '-d', 'refs/notes/byline')
    for (const ref of ['refs/notes/byline', 'refs/notes/remotes/origin/byline']) repository.git('update-ref', '-d', ref)
    assert.equal(repository.byline(['sync']).stdout, 'Shared 2 notes with origin; it has 2 now.\n')
    repository.write('.git/byline/compared.json', '{')
    assert.equal(repository.byline(['sync']).stdout, 'Nothing new to share with origin; it has 2 notes.\n')
  })

  it('does not disturb an ordinary fetch, nor one from a remote without notes', () => {
    push()
    const config = repository.git('config', '--local', '--list')
    repository.byline(['sync'])
    assert.equal(repository.git('config', '--local', '--list'), config)
    repository.git('fetch', '--quiet', '--prune')
    assert.deepEqual(refs(), ['refs/notes/byline', 'refs/notes/remotes/origin/byline', ''])
  })

  it('needs no identity, and follows neither follow-tags nor submodule settings', () => {
    repository.git('tag', '-m', 'x', 'v1')
    repository.git('config', '--unset', 'user.name')
    repository.git('config', '--unset', 'user.email')
    repository.git('config', 'user.useConfigOnly', 'true')
    push()
    repository.git('config', 'push.followTags', 'true')
    assert.equal(repository.byline(['sync']).code, 0)
    assert.doesNotMatch(onServer('for-each-ref', '--format=%(refname)'), /tags/)
  })

  /** A second server, for a remote of that name. */
  function otherServer(name: string): string {
    const folder = join(server, `${name.replace('/', '-')}.git`)
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder])
    // Git 2.55 adds none whose name begins with another's and knows those that are there.
    repository.git('config', `remote.${name}.url`, folder)
    repository.git('config', `remote.${name}.fetch`, `+refs/heads/*:refs/remotes/${name}/*`)
    return folder
  }

  it('tells a remote nothing of a file that it does not have, though it has the same text elsewhere', () => {
    otherServer('internal')
    push()
    repository.git('switch', '--quiet', '--create', 'secret')
    repository.writeAs('human', 'unannounced/a.ts', 'one()\n')
    repository.writeAs('ai', 'unannounced/a.ts', 'one()\nai()\n')
    repository.git('add', '.')
    repository.commit('Secret')
    repository.git('push', '--quiet', 'internal', 'secret')
    assert.equal(repository.byline(['sync', 'internal']).stdout, 'Shared 1 note with internal; it has 1 now.\n')
    assert.match(repository.git('grep', '-h', 'range', 'refs/notes/byline'), /unannounced/)
    assert.equal(repository.byline(['sync', 'origin']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
    const shared = onServer('grep', '-h', '-e', '', 'refs/notes/byline')
    assert.match(shared, /"path":"a\.ts"/)
    assert.doesNotMatch(shared, /unannounced/)
    assert.match(repository.byline(['sync', 'origin']).stdout, /^Nothing new/)
    // Once it is there, all is told, also where the records are gone.
    repository.git('push', '--quiet', 'origin', 'secret')
    rmSync(join(repository.folder, '.git', 'byline', 'records'), { recursive: true })
    assert.equal(repository.byline(['sync', 'origin']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
    assert.match(onServer('grep', '-h', '-e', '', 'refs/notes/byline'), /unannounced/)
  })

  it('takes the branches of a remote with a longer name for its own only', () => {
    otherServer('origin/internal')
    push()
    repository.git('switch', '--quiet', '--create', 'secret')
    repository.writeAs('ai', 'secret.ts', 'secret()\n')
    repository.git('add', '.')
    repository.commit('Secret')
    repository.git('push', '--quiet', 'origin/internal', 'secret')
    assert.equal(repository.byline(['sync', 'origin']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
    assert.doesNotMatch(onServer('grep', '-h', '-e', '', 'refs/notes/byline'), /secret/)
    const { stdout } = repository.byline(['sync', 'origin/internal'])
    assert.equal(stdout, 'Shared 2 notes with origin/internal; it has 2 now.\n')
  })

  it('fetches notes from where it pushes them to', () => {
    push()
    repository.byline(['sync'])
    const fork = join(server, 'fork.git')
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', fork])
    repository.git('config', 'remote.origin.pushurl', fork)
    // First what the other repository has: it has no notes.
    for (const [at, said] of ['Shared 2 notes', 'Shared 1 note', 'Shared 1 note'].entries()) {
      repository.writeAs('ai', `b${at}.ts`, `ai${at}()\n`)
      repository.git('add', '.')
      repository.commit('More')
      push()
      const { stdout, stderr } = repository.byline(['sync'])
      assert.equal(stdout, `${said} with origin; it has ${at + 2} now.\n`, stderr)
      assert.doesNotMatch(stderr, /faster/)
    }
    assert.match(repository.byline(['sync']).stdout, /^Nothing new/)
  })

  it('tells a new address of a remote nothing that only the old one has', () => {
    push()
    repository.git('switch', '--quiet', '--create', 'secret')
    repository.writeAs('ai', 'secret.ts', 'secret()\n')
    repository.git('add', '.')
    repository.commit('Secret')
    repository.git('push', '--quiet', 'origin', 'secret')
    assert.equal(repository.byline(['sync']).stdout, 'Shared 2 notes with origin; it has 2 now.\n')
    repository.git('remote', 'set-url', 'origin', otherServer('elsewhere'))
    push()
    repository.git('fetch', '--quiet', '--prune', 'origin')
    assert.equal(repository.byline(['sync', 'origin']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
  })

  it('runs no hook that checks what is pushed', () => {
    push()
    const hook = join(repository.folder, '.git', 'hooks', 'pre-push')
    writeFileSync(hook, '#!/bin/sh\necho the name of the branch is wrong >&2\nexit 1\n')
    chmodSync(hook, 0o755)
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
  })

  const failures: [name: string, prepare: () => void, args: readonly string[], expected: RegExp][] = [
    [
      'there is no remote',
      () => repository.git('remote', 'remove', 'origin'),
      [],
      /^byline: This repository has no remote/,
    ],
    [
      'the remote has another name',
      () => undefined,
      ['upstream'],
      /^byline: There is no remote "upstream"\. There are: origin\.$/,
    ],
    [
      'the remote is gone',
      () => rmSync(server, { recursive: true }),
      [],
      /^byline: The notes of origin could not be fetched: .*\. Nothing was published\. Check its address .*again\.$/m,
    ],
    [
      'nobody is there',
      () => repository.git('remote', 'set-url', 'origin', 'https://127.0.0.1:1/x.git'),
      [],
      /^byline: The notes of origin could not be fetched: unable to access .*127\.0\.0\.1.* Check the network, then .*$/m,
    ],
    [
      'the remote refuses',
      () => {
        push()
        writeFileSync(join(server, 'hooks', 'update'), '#!/bin/sh\necho maintainers only >&2\nexit 1\n')
        chmodSync(join(server, 'hooks', 'update'), 0o755)
      },
      [],
      /^byline: origin refuses the notes: .*hook declined.*, "maintainers only.*"\. Whoever runs it has to allow pushes to refs\/notes\/byline\./m,
    ],
  ]
  for (const [name, prepare, args, expected] of failures) {
    it(`says in a sentence what is wrong and exits with 2 where ${name}`, () => {
      prepare()
      const { code, stdout, stderr } = repository.byline(['sync', ...args])
      assert.deepEqual([code, stdout], [2, ''])
      const [said = ''] = stderr.split('\n').filter((line) => !line.endsWith('…'))
      assert.match(said, expected)
    })
  }

  /** A program of the remote that `script` stands before. */
  function before(program: 'git-receive-pack' | 'git-upload-pack', script: string): string {
    repository.write('.git/wrapper.sh', `#!/bin/sh\n${script}\nexec ${program} "$@"\n`)
    const path = join(repository.folder, '.git', 'wrapper.sh')
    chmodSync(path, 0o755)
    return path
  }

  it('says so where the disk of the remote is full, and shares later', function () {
    if (process.platform === 'win32') this.skip() // there is no such limit
    push()
    // No file of the server may grow by a byte.
    repository.git('config', 'remote.origin.receivepack', before('git-receive-pack', `trap '' XFSZ\nulimit -f 0`))
    const { code, stdout, stderr } = repository.byline(['sync'])
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /^byline: origin could not store the notes: .* Its disk may be full; tell whoever runs it, /m)
    repository.git('config', '--unset', 'remote.origin.receivepack')
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
  })

  it('can be stopped with Ctrl+C while the remote says nothing, and leaves nothing locked', async function () {
    if (process.platform === 'win32') this.skip() // there are no such groups of processes
    push()
    const waiting = join(repository.folder, '.git', 'waiting')
    const hanging = `echo $$ > '${waiting}.new' && mv '${waiting}.new' '${waiting}'\nexec sleep 60`
    repository.git('config', 'remote.origin.uploadpack', before('git-upload-pack', hanging))
    const child = spawn(process.execPath, [cliBundle(), 'sync'], {
      cwd: repository.folder,
      stdio: 'pipe',
      detached: true,
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (data: string) => (said += data))
    const ended = new Promise((resolve) => child.on('close', resolve))
    while (!existsSync(waiting) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20))
    // To all of them, as a terminal does.
    process.kill(-child.pid!, 'SIGINT')
    assert.equal(await ended, 2)
    assert.match(said, /^byline: Stopped\. Nothing is left half; run it again at any time\.$/m)
    const left = readdirSync(join(repository.folder, '.git'), { recursive: true, encoding: 'utf8' })
    assert.deepEqual(
      left.filter((name) => name.endsWith('.lock')),
      [],
    )
    repository.git('config', '--unset', 'remote.origin.uploadpack')
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
  })

  it('gives a remote up that says nothing for too long', async function () {
    if (process.platform === 'win32') this.skip() // no shell script stands before a program there
    const asleep = join(repository.folder, '.git', 'asleep')
    repository.git(
      'config',
      'remote.origin.uploadpack',
      before('git-upload-pack', `echo $$ > '${asleep}'\nexec sleep 60`),
    )
    await assert.rejects(fetchNotes(new GitProgram(repository.folder), 'origin', { timeoutMs: 1_500 }), {
      message:
        'The notes of origin could not be fetched: origin did not answer within 1.5 s. Nothing was published. ' +
        'Sync again later.',
    })
    await isGone(asleep)
  })

  it('leaves no ssh behind where it gives up or is stopped, which would hold the terminal it asks on', async function () {
    if (process.platform === 'win32') this.skip() // no shell script stands in for ssh there
    const started = join(repository.folder, '.git', 'ssh-started')
    const ssh = join(repository.folder, '.git', 'ssh')
    // As some do, it starts another program that asks, and neither goes by itself.
    writeFileSync(ssh, `#!/bin/sh\ntrap '' TERM INT HUP\nsleep 60 &\necho $! $$ > '${started}'\nwait\n`, {
      mode: 0o755,
    })
    repository.git('remote', 'set-url', 'origin', 'ssh://localhost/x.git')
    const git = new GitProgram(repository.folder, { environment: { ...process.env, GIT_SSH_COMMAND: ssh } })
    await assert.rejects(fetchNotes(git, 'origin', { timeoutMs: 3_000 }), /did not answer within 3 s/)
    await isGone(started)
    const stop = new AbortController()
    const stopped = fetchNotes(git, 'origin', { signal: stop.signal })
    stopped.catch(() => undefined)
    while (!existsSync(started)) await new Promise((resolve) => setTimeout(resolve, 50))
    stop.abort(new Error('enough'))
    await assert.rejects(stopped, /enough/)
    await isGone(started)
  })

  it('takes no address, and no name of a remote, for an option of git', () => {
    const pwned = join(repository.folder, '.git', 'pwned')
    const addresses = [`--upload-pack=touch ${pwned}`, `-oProxyCommand=touch ${pwned}`, `ext::sh -c "touch ${pwned}"`]
    for (const key of ['url', 'pushurl']) {
      for (const address of addresses) {
        repository.git('config', `remote.origin.${key}`, address)
        assert.equal(repository.byline(['sync', 'origin']).code, 2)
      }
    }
    repository.git('config', '--remove-section', 'remote.origin')
    repository.git('config', `remote.${addresses[0]!}.url`, server)
    const { code, stderr } = repository.byline(['sync'])
    assert.equal(code, 2)
    assert.match(stderr, /This repository has no remote/)
    assert.equal(existsSync(pwned), false)
  })

  /** Waits until the processes are gone whose numbers are in a file, and removes it. */
  async function isGone(file: string): Promise<void> {
    const pids = readFileSync(file, 'utf8').trim().split(/\s+/)
    const isRunning = (pid: string): boolean => {
      try {
        return process.kill(Number(pid), 0)
      } catch {
        return false
      }
    }
    for (let left = 50; left > 0 && pids.some(isRunning); left--) {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    assert.deepEqual(pids.filter(isRunning), [])
    rmSync(file)
  }

  it('shares later what was refused', () => {
    push()
    const hook = join(server, 'hooks', 'update')
    writeFileSync(hook, '#!/bin/sh\nexit 1\n')
    chmodSync(hook, 0o755)
    assert.equal(repository.byline(['sync']).code, 2)
    rmSync(join(repository.folder, '.git', 'byline', 'records'), { recursive: true })
    rmSync(hook)
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
  })

  it('runs a lost race again', () => {
    push()
    // Before the push is taken somebody else's notes arrive, twice.
    const hook = join(server, 'hooks', 'pre-receive')
    const script = [
      '#!/bin/sh',
      'unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES',
      'test $(wc -l < raced) -ge 2 && exit 0',
      'echo race >> raced',
      'export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x',
      'git notes --ref=byline append -m "{}" main',
    ]
    writeFileSync(join(server, 'raced'), '')
    writeFileSync(hook, `${script.join('\n')}\n`)
    chmodSync(hook, 0o755)
    const { code, stdout, stderr } = repository.byline(['sync'])
    assert.deepEqual([code, stdout], [0, 'Shared 1 note with origin; it has 2 now.\n'], stderr)
    assert.equal(stderr.match(/once more/g)?.length, 2)
    assert.equal(onServer('notes', '--ref=byline', 'list').trim().split('\n').length, 2)
  })

  // git holds these for microseconds; what a kill then leaves is removed by a later sync.
  const ownLock = /^refs\/notes\/(?:remotes\/origin\/)?byline\.lock$/

  it('can be killed at any moment and leaves nothing half, no lock that anybody else meets, and none for long', async () => {
    push()
    const locks = () =>
      readdirSync(join(repository.folder, '.git'), { recursive: true, encoding: 'utf8' }).filter((file) =>
        file.endsWith('.lock'),
      )
    // A git that is killed while it writes a reference leaves its lock: on the notes' own references only.
    const othersLocks = () => locks().filter((file) => !ownLock.test(file))
    for (const afterMs of [20, 60, 90, 110, 130, 150, 170, 190, 210, 230, 250, 280, 310, 350, 400]) {
      const child = spawn(process.execPath, [cliBundle(), 'sync'], {
        cwd: repository.folder,
        detached: true,
        stdio: 'ignore',
      })
      const ended = new Promise((resolve) => child.on('exit', resolve))
      // The moment is the point of it, no condition.
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        // It was done already.
      }
      await ended
      assert.deepEqual([othersLocks(), refs().filter((ref) => ref.startsWith('refs/byline'))], [[], []])
      assert.equal(repository.tryGit(['fsck', '--no-dangling']).code, 0)
    }
    for (const name of readdirSync(join(repository.folder, '.git'), { recursive: true, encoding: 'utf8' })) {
      if (ownLock.test(name)) utimesSync(join(repository.folder, '.git', name), new Date(0), new Date(0))
    }
    assert.equal(repository.byline(['sync']).code, 0)
    assert.equal(repository.byline(['sync']).stdout, 'Nothing new to share with origin; it has 1 note.\n')
    assert.deepEqual(locks(), [])
  })

  it('gets over the lock that a killed git left on a reference of the notes, and on no other', () => {
    push()
    for (const name of ['refs/notes/byline.lock', 'refs/notes/remotes/origin/byline.lock', 'refs/notes/other.lock']) {
      repository.write(`.git/${name}`, '')
      utimesSync(join(repository.folder, '.git', name), new Date(0), new Date(0))
    }
    assert.equal(repository.byline(['sync']).code, 0)
    assert.equal(repository.read('.git/refs/notes/other.lock'), '')
    assert.deepEqual(refs(), ['refs/notes/byline', 'refs/notes/remotes/origin/byline', ''])
  })

  it('waits for another sync that is at the same references', async () => {
    push()
    repository.byline(['sync'])
    const ref = 'refs/notes/remotes/origin/byline'
    const lock = join(repository.folder, '.git', `${ref}.lock`)
    repository.git('update-ref', '-d', ref)
    mkdirSync(dirname(lock), { recursive: true })
    writeFileSync(lock, '')
    const git = new GitProgram(repository.folder)
    const fetching = fetchNotes(git, 'origin')
    // Git itself waits for a tenth of a second.
    await new Promise((resolve) => setTimeout(resolve, 300))
    rmSync(lock)
    await fetching
    assert.equal(refs().includes(ref), true)
  })

  it('lives with whatever somebody pushed as notes', () => {
    push()
    const blob = repository.git('rev-parse', 'main:a.ts').trim()
    repository.git('notes', '--ref=byline', 'add', '-m', '[x](command:evil)\u001b[31m not json', blob)
    repository.git('push', '--quiet', 'origin', 'refs/notes/byline')
    assert.equal(repository.byline(['sync']).code, 0)
    const reader = repository.clone()
    try {
      reader.git('remote', 'set-url', 'origin', server)
      assert.equal(reader.byline(['sync']).code, 0)
      assert.equal(reader.contributors('a.ts'), 'human ai')
      const log = reader.log().trim().split('\n')
      assert.equal(log.length, 1)
      assert.match(log[0]!, /notes: 1 of 1 are not valid in full/)
      assert.doesNotMatch(log[0]!, /evil/)
    } finally {
      reader.dispose()
    }
  })

  it('says what it cannot use where the reference of the remote is no commit, and keeps the notes here', () => {
    push()
    onServer('update-ref', 'refs/notes/byline', onServer('rev-parse', 'main^{tree}').trim())
    const { code, stderr } = repository.byline(['sync'])
    assert.equal(code, 2)
    assert.match(stderr, /^byline: origin cannot take the notes: its refs\/notes\/byline is a tree and no commit\. /m)
    assert.equal(repository.contributors('a.ts'), 'human ai')
    assert.equal(repository.git('notes', '--ref=byline', 'list').trim().split('\n').length, 1)
  })

  it('says so where a reference on the remote is in the way, and keeps the notes here', () => {
    push()
    onServer('update-ref', 'refs/notes/byline/x/byline', 'main')
    const { code, stderr } = repository.byline(['sync'])
    assert.equal(code, 2)
    assert.match(stderr, /^byline: origin cannot take the notes: something is in the way of refs\/notes\/byline there/m)
    assert.equal(repository.git('notes', '--ref=byline', 'list').trim().split('\n').length, 1)
    onServer('update-ref', '-d', 'refs/notes/byline/x/byline')
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
  })

  it('passes over what lies beside the notes on the remote, readable or not', () => {
    push()
    const broken = execFileSync('git', ['-C', server, 'hash-object', '-w', '-t', 'tree', '--stdin', '--literally'], {
      input: '100644 short',
      encoding: 'utf8',
    }).trim()
    const commit = onServer('-c', 'user.name=x', '-c', 'user.email=x@x', 'commit-tree', '-m', 'x', broken).trim()
    onServer('update-ref', 'refs/notes/byline-evil/byline', commit)
    // As earlier versions fetched it.
    repository.git('update-ref', 'refs/notes/remotes/origin/byline/x/byline', 'main')
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
    assert.deepEqual(refs(), ['refs/notes/byline', 'refs/notes/remotes/origin/byline', ''])
    onServer('update-ref', '-d', 'refs/notes/byline')
    assert.equal(repository.byline(['sync']).stdout, 'Shared 1 note with origin; it has 1 now.\n')
  })
})
