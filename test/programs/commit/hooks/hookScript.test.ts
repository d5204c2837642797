import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import * as path from 'node:path'
import type { Repository } from '../../../../src/git/findRepository'
import { installHooks } from '../../../../src/commit/hooks/installHooks'
import { hookScript } from '../../../../src/commit/hooks/hookScript'
import { projectRoot } from '../../../host/projectRoot'
import { temporaryFolder } from '../../../unit/ledger/temporaryFolder'
import { TestRepository } from '../../git/testRepository'
import { calls, found, pathWithoutNode, standIn } from './standIn'

function isRunning(pid: string): boolean {
  try {
    return process.kill(Number(pid), 0)
  } catch {
    return false
  }
}

describe('the hook script', function () {
  this.timeout(120_000)
  let repository: TestRepository
  let where: Repository
  const pending = (): void => writeFileSync(repository.path('.git/byline/pending'), '')
  const events = (): string[] => calls(where).map(({ argv }) => argv[1] ?? '')
  /** A commit; whether it came about and what ran. */
  const commit = (environment: NodeJS.ProcessEnv, ...args: string[]): [number | null, string[]] => {
    const { status } = repository.try(['commit', '--quiet', '--allow-empty', ...args], environment)
    return [status, events()]
  }

  /** What runs that did not come to their end left behind. */
  const marks = (): string[] =>
    readdirSync(repository.path('.git/byline'))
      .filter((name) => name.startsWith('unfinished.'))
      .map((name) => readFileSync(repository.path(`.git/byline/${name}`), 'utf8'))

  beforeEach(async () => {
    repository = TestRepository.create('wörk tree')
    where = await found(repository)
    await installHooks(where, standIn())
  })

  it('is understood by every shell that is here', () => {
    const shells = ['dash', 'bash', 'ksh', 'mksh', 'busybox'].filter(
      (shell) => spawnSync('sh', ['-c', `command -v ${shell}`]).status === 0,
    )
    assert.ok(shells.length > 0)
    const file = path.join(temporaryFolder(), 'hook.sh')
    writeFileSync(file, hookScript)
    for (const shell of shells) {
      const { status, stderr } = spawnSync(shell, [...(shell === 'busybox' ? ['sh'] : []), '-n', file], {
        encoding: 'utf8',
      })
      assert.deepEqual([status, stderr], [0, ''], shell)
    }
  })

  it('has nothing that shellcheck finds, where that is installed', function () {
    if (spawnSync('shellcheck', ['--version']).status !== 0) return this.skip()
    const folder = path.join(projectRoot(), 'src', 'commit', 'hooks')
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.sh'))
    assert.ok(scripts.length > 0)
    const { stdout } = spawnSync('shellcheck', ['--external-sources', ...scripts], { cwd: folder, encoding: 'utf8' })
    assert.equal(stdout, '')
  })

  it('runs nothing where nothing is pending and the message has no trailers of ours', () => {
    assert.deepEqual(commit({}, '-m', 'subject\n\nSigned-off-by: Ann\nnot AI-Lines: at the beginning'), [0, []])
    assert.deepEqual(commit({}, '--amend', '-m', 'amended'), [0, []])
  })

  it('prepares the message while something is pending', () => {
    pending()
    assert.deepEqual(commit({}, '-m', 'subject'), [0, ['prepare-commit-msg']])
  })

  it('runs for messages with our trailers, however indented', () => {
    for (const trailer of ['AI-Provenance: ai=1', '  AI-Lines: a 1 @1234567', '\tAI-Lines: +7 files']) {
      assert.deepEqual(commit({}, '-m', `subject\n\n${trailer}`), [0, ['prepare-commit-msg']], trailer)
    }
  })

  it('guards messages that may be empty without our trailers', () => {
    pending()
    const edit = (message: string): [number | null, string[]] => {
      writeFileSync(repository.path('.git/edited'), message)
      return commit({ GIT_EDITOR: 'cp .git/edited' })
    }
    const both = ['prepare-commit-msg', 'commit-msg']
    assert.deepEqual(edit('words\n\nAI-Provenance: ai=1\n'), [0, ['prepare-commit-msg']])
    assert.deepEqual(edit('\n\nAI-Provenance: ai=1\n'), [0, both])
    assert.deepEqual(edit('# comment\nAI-Provenance: ai=1\n'), [0, both])
    assert.deepEqual(edit('AI-Provenance: ai=1\n'), [0, both])
    assert.deepEqual(edit('Assisted-by: x\nAI-Provenance: ai=1\n'), [0, both])
    writeFileSync(repository.path('.git/byline/template'), 'words\n')
    assert.deepEqual(edit('words\n\nAI-Provenance: ai=1\n'), [0, both])
  })

  it('leaves trailers alone whose every blob is what is staged', () => {
    repository.write('src/a.ts', 'a\n')
    repository.write('b', 'b\n')
    repository.git('add', '.')
    const [a = '', b = ''] = [':src/a.ts', ':b'].map((file) =>
      repository.git('rev-parse', file).replace(/^(.{4})(.{4}).*/, '$1_$2'),
    )
    const message = (...trailers: string[]): string => `subject\n\n${trailers.join('\n')}`
    const counts = 'AI-Provenance: ai=1 mixed=0 human=0 unknown=0'
    const good = `AI-Lines: src/a.ts 1-3,5 mixed 4 blob=${a}`
    const ran = (...trailers: string[]): string[] => commit({}, '-m', message(...trailers))[1]
    assert.deepEqual(ran(counts, good), [])
    assert.deepEqual(ran('Assisted-by: x', counts, good, `AI-Lines: b 1 blob=${b}`, 'Signed-off-by: y'), [])
    const run = ['prepare-commit-msg']
    assert.deepEqual(ran(counts), run)
    assert.deepEqual(ran(good), run)
    assert.deepEqual(ran(counts, counts, good), run)
    assert.deepEqual(ran(counts, `AI-Lines: src/a.ts 1 blob=${b}`), run)
    assert.deepEqual(ran(counts, good, `AI-Lines: b 1 blob=${a}`), run)
    assert.deepEqual(ran(counts, `AI-Lines: gone 1 blob=${a}`), run)
    assert.deepEqual(ran(counts, good, 'AI-Lines: +7 files'), run)
    assert.deepEqual(ran(counts, `AI-Lines: "src/a.ts" 1 blob=${a}`), run)
    assert.deepEqual(ran(counts, `AI-Lines: src/a.ts 1 blob=*`), run)
    assert.deepEqual(ran(counts, `AI-Lines: src/a.ts 1 blob=`), run)
    assert.deepEqual(ran(counts, `AI-Lines: src/a.ts 1`), run)
    assert.deepEqual(ran(counts, `AI-Lines: src/a.ts 1 blob=${a.slice(0, 4)}`), run)
    // As earlier versions wrote it.
    const old = (id: string): string => `@${id.replace('_', '')}`
    assert.deepEqual(ran(counts, `AI-Lines: src/a.ts 1 ${old(a)}`, `AI-Lines: b 1 blob=${b}`), [])
    assert.deepEqual(ran(counts, `AI-Lines: src/a.ts 1 ${old(b)}`), run)
    assert.deepEqual(ran(counts, `AI-Lines: src/a.ts 1 @`), run)
    assert.deepEqual(ran(counts, `AI-Lines: src/a.ts 1 @${a.slice(0, 2)}`), run)
    assert.deepEqual(ran(counts, `  ${good}`), run)
    pending()
    assert.deepEqual(ran(counts, good), run)
  })

  it('looks at the index of the commit that is being made', () => {
    repository.write('a', 'a\n')
    repository.write('b', 'b\n')
    repository.git('add', '.')
    repository.git('commit', '--quiet', '-m', 'first')
    repository.write('a', 'changed\n')
    const changed = repository.git('hash-object', 'a')
    // `commit <path>` gives the hooks another index than the one on disk.
    const message = `subject\n\nAI-Provenance: ai=1\nAI-Lines: a 1 @${changed.slice(0, 9)}`
    assert.deepEqual(commit({}, '-m', message, '--', 'a'), [0, []])
  })

  it('runs after a rebase where there are records, with what git says on standard input', () => {
    repository.commit('first', { a: 'a' })
    repository.git('switch', '--quiet', '-c', 'side')
    const old = repository.commit('side', { b: 'b' })
    repository.git('switch', '--quiet', 'main')
    repository.commit('second', { a: 'aa' })
    repository.git('switch', '--quiet', 'side')
    repository.git('rebase', '--quiet', 'main')
    assert.deepEqual(events(), [])
    mkdirSync(repository.path('.git/byline/records'))
    const before = repository.git('rev-parse', 'HEAD')
    repository.git('rebase', '--quiet', '--apply', '--force-rebase', 'main')
    const after = repository.git('rev-parse', 'HEAD')
    assert.notEqual(before, old)
    assert.deepEqual(
      calls(where).map(({ argv, stdin }) => [argv, stdin]),
      [[['hook', 'post-rewrite', 'rebase'], `${before} ${after}\n`]],
    )
  })

  it('leaves the picks of a rebase alone that have nothing of what is pending', () => {
    repository.commit('first', { a: 'a' })
    repository.git('switch', '--quiet', '-c', 'side')
    for (const name of ['b', 'c', 'd é']) repository.commit(`side ${name}`, { [name]: name })
    repository.git('switch', '--quiet', 'main')
    repository.commit('second', { a: 'aa' })
    const rebased = (...content: string[]): number => {
      rmSync(repository.path('.git/byline/pending'), { recursive: true, force: true })
      mkdirSync(repository.path('.git/byline/pending'))
      content.forEach((line, at) => writeFileSync(repository.path(`.git/byline/pending/${at}`), line))
      repository.git('switch', '--quiet', '-C', 'again', 'side')
      calls(where)
      repository.git('rebase', '--quiet', 'main')
      return events().length
    }
    const id = 'f'.repeat(64)
    assert.equal(rebased(`elsewhere\t${id}\n`), 0)
    assert.equal(rebased(`elsewhere\t${id}\n`, `c\t${id}\n`), 1)
    assert.equal(rebased(`d é\t${id}\n`), 1)
    // What is not understood is looked at.
    assert.equal(rebased(`a\\tb\t${id}\n`), 3)
    assert.equal(rebased('damaged\n'), 3)
    assert.equal(rebased(), 3)
  })

  it('leaves commits alone that have nothing of what is pending, but no amend', () => {
    repository.commit('first', { a: 'a' })
    mkdirSync(repository.path('.git/byline/pending'))
    writeFileSync(repository.path('.git/byline/pending/1'), `elsewhere\t${'f'.repeat(64)}\n`)
    assert.deepEqual(commit({}, '-m', 'subject'), [0, ['prepare-commit-msg']])
    // The command line does that, which a stand-in stands in for here.
    writeFileSync(repository.path('.git/byline/looked'), '.git\n')
    assert.deepEqual(commit({}, '-m', 'subject'), [0, []])
    assert.deepEqual(commit({ GIT_EDITOR: 'cp .git/HEAD' }), [0, []])
    const date = { GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z' }
    assert.deepEqual(commit(date, '--amend', '--date', '2020-02-02T02:02:02', '-m', 'again'), [
      0,
      ['prepare-commit-msg'],
    ])
    assert.deepEqual(commit({}, '--amend', '--no-edit'), [0, ['prepare-commit-msg']])
    writeFileSync(repository.path('elsewhere'), 'here\n')
    repository.git('add', 'elsewhere')
    assert.deepEqual(commit({}, '-m', 'subject'), [0, ['prepare-commit-msg']])
  })

  it('runs where a file is gone that is pending, and the commit adds one: it may have been moved', () => {
    repository.commit('first', { a: 'a' })
    mkdirSync(repository.path('.git/byline/pending'))
    const mark = repository.path('.git/byline/pending/1')
    const add = (name: string): void => {
      writeFileSync(repository.path(name), name)
      repository.git('add', name)
    }
    writeFileSync(mark, `gone\t${'f'.repeat(64)}\n`)
    writeFileSync(repository.path('.git/byline/looked'), '.git\n')
    add('a')
    assert.deepEqual(commit({}, '-m', 'changes one'), [0, []])
    add('b')
    assert.deepEqual(commit({}, '-m', 'adds one'), [0, ['prepare-commit-msg']])
    // It is there, and waits.
    writeFileSync(repository.path('gone'), 'here again\n')
    add('c')
    assert.deepEqual(commit({}, '-m', 'adds another'), [0, []])
    // A linked work tree has it, which is not expected here.
    rmSync(repository.path('gone'))
    renameSync(mark, `${mark}-${'0'.repeat(16)}`)
    add('d')
    assert.deepEqual(commit({}, '-m', 'adds a third'), [0, []])
  })

  it('runs once HEAD was moved back, not where it only moved on', () => {
    for (const name of ['a', 'b', 'c']) repository.commit(name, { [name]: name })
    repository.git('reset', '--quiet')
    assert.deepEqual(commit({}, '-m', 'after unstaging'), [0, []])
    repository.git('reset', '--quiet', '--soft', 'HEAD~2')
    assert.deepEqual(commit({}, '-m', 'after moving back'), [0, ['prepare-commit-msg']])
    // Remembered by the command line, which a stand-in stands in for here.
    writeFileSync(repository.path('.git/byline/moved'), repository.git('rev-parse', 'ORIG_HEAD'))
    assert.deepEqual(commit({}, '-m', 'and another'), [0, []])
    repository.git('switch', '--quiet', '-c', 'side', 'HEAD~')
    repository.commit('side', { side: 'side' })
    repository.git('merge', '--quiet', '--no-edit', 'main')
    assert.deepEqual(commit({}, '-m', 'after a merge'), [0, []])
    assert.equal(
      readFileSync(repository.path('.git/byline/moved'), 'utf8').trim(),
      repository.git('rev-parse', 'ORIG_HEAD').trim(),
    )
  })

  it('runs once a version with AI lines comes back, and knows what is made of one', () => {
    const versions = repository.path('.git/byline/ai-versions')
    const blobOf = (file: string): string => repository.git('rev-parse', `HEAD:${file}`).trim()
    for (const [name, text] of [
      ['before', 'mine\n'],
      ['ai', 'mine\nai\n'],
    ] as const) {
      repository.commit(name, { a: text, [`${name} ü`]: name })
      repository.git('tag', name)
    }
    assert.equal(existsSync(versions), false)
    // The command line does that, which a stand-in stands in for here.
    mkdirSync(versions)
    writeFileSync(path.join(versions, blobOf('a')), '')
    const staged = (...checkout: string[]): string[] => {
      repository.git('checkout', '--quiet', ...checkout)
      return commit({}, '-a', '-m', 'subject')[1]
    }
    assert.deepEqual(staged('before', '--', 'a'), [])
    assert.deepEqual(staged('ai', '--', 'a'), ['prepare-commit-msg'])
    repository.write('a', 'mine\nai\nand more\n')
    assert.deepEqual(commit({}, '-a', '-m', 'by hand'), [0, []])
    repository.git('tag', 'more')
    repository.git('mv', 'a', 'moved')
    assert.deepEqual(commit({}, '-m', 'moved'), [0, []])
    repository.git('update-index', '--chmod=+x', 'moved')
    assert.deepEqual(commit({}, '-m', 'executable'), [0, []])
    assert.deepEqual(staged('more', '--', 'a'), ['prepare-commit-msg'])
    repository.git('rm', '--quiet', 'a', 'moved')
    assert.deepEqual(commit({}, '-m', 'gone'), [0, []])
    assert.deepEqual(staged('--orphan', 'new'), ['prepare-commit-msg'])
    assert.deepEqual(readdirSync(versions).length, 3)
    repository.git('switch', '--quiet', 'main')
    repository.git('merge', '--quiet', '--no-edit', '--no-ff', '-s', 'ours', '--allow-unrelated-histories', 'new')
    repository.git('switch', '--quiet', '--detach', 'before')
    repository.git('merge', '--quiet', '--no-edit', '--no-ff', 'more')
    assert.deepEqual(events(), [])
  })

  it('runs for a pick without commit of what has trailers of ours', () => {
    repository.commit('first', { a: 'a\n' })
    repository.git('switch', '--quiet', '-c', 'side')
    repository.commit('side\n\nAI-Provenance: ai=1', { b: 'b\n' })
    calls(where)
    repository.git('switch', '--quiet', 'main')
    repository.git('cherry-pick', '--no-commit', 'side')
    assert.deepEqual(commit({}, '-m', 'picked'), [0, ['prepare-commit-msg']])
    assert.deepEqual(commit({}, '-m', 'and on'), [0, []])
  })

  it('asks grep where a message is long', () => {
    const lines = Array.from({ length: 150 }, (_, line) => `line ${line}`)
    assert.deepEqual(commit({}, '-m', `subject\n\n${lines.join('\n')}`), [0, []])
    const marked = ['subject', '', ...lines, 'AI-Provenance: ai=1'].join('\n')
    assert.deepEqual(commit({}, '-m', marked), [0, ['prepare-commit-msg']])
  })

  it('sees an amend by what git was asked for, through line ends in it', () => {
    assert.deepEqual(commit({}, '-m', 'x\n\nAI-Provenance: ai=1'), [0, ['prepare-commit-msg']])
    assert.deepEqual(commit({}, '-m', 'new\n\nwords', '--amend'), [0, ['prepare-commit-msg']])
    assert.deepEqual(commit({}, '-m', 'another, and no --am'), [0, []])
  })

  describe('finds something to run the command line with', () => {
    beforeEach(pending)
    /** What of the machine's shell is called when there is no node. */
    const runtimeFile = (): string => repository.path('.git/byline/runtime')

    it('node on PATH first', () => {
      const bin = pathWithoutNode()
      symlinkSync(process.execPath, path.join(bin, 'node'))
      assert.equal(repository.try(['commit', '--allow-empty', '-m', 'x'], { PATH: bin }).status, 0)
      assert.deepEqual(
        calls(where).map(({ runtime }) => runtime),
        ['node'],
      )
    })

    it('then the recorded ones that can be executed here', () => {
      const place = path.join(temporaryFolder(), 'the editor')
      symlinkSync(process.execPath, place)
      writeFileSync(runtimeFile(), `/not/here/code\n${repository.root}\n${place}\n`)
      assert.equal(repository.try(['commit', '--allow-empty', '-m', 'x'], { PATH: pathWithoutNode() }).status, 0)
      const [call, ...more] = calls(where)
      assert.deepEqual([call?.runtime, call?.electronRunAsNode, more], [place, '1', []])
    })

    it('then the one of the editor that started git', () => {
      rmSync(runtimeFile())
      const environment = { PATH: pathWithoutNode(), VSCODE_GIT_ASKPASS_NODE: process.execPath }
      assert.deepEqual(commit(environment, '-m', 'x'), [0, ['prepare-commit-msg']])
    })

    it('none: the commit goes on silently', () => {
      rmSync(runtimeFile())
      const { status, stdout, stderr } = repository.try(['commit', '--quiet', '--allow-empty', '-m', 'x'], {
        PATH: pathWithoutNode(),
      })
      assert.deepEqual([status, stdout, stderr, events()], [0, '', '', []])
      assert.equal(repository.git('log', '--format=%B'), 'x\n')
    })

    it('goes on to the next where one fails, and keeps what it said for the diagnosis', () => {
      const bin = pathWithoutNode()
      writeFileSync(path.join(bin, 'node'), '#!/bin/sh\necho too old >&2\nexit 9\n', { mode: 0o755 })
      const { status, stderr } = repository.try(['commit', '--quiet', '--allow-empty', '-m', 'x'], { PATH: bin })
      assert.deepEqual([status, stderr, events()], [0, '', ['prepare-commit-msg']])
      assert.equal(readFileSync(repository.path('.git/byline/hook.log'), 'utf8'), 'too old\n')
    })

    it('does without the programs that limit the time and list processes', () => {
      assert.deepEqual(commit({ PATH: pathWithoutNode('timeout', 'sleep') }, '-m', 'x'), [0, ['prepare-commit-msg']])
    })

    it('takes another one where a shim only talks, or node is from long ago', () => {
      const bin = pathWithoutNode()
      for (const shim of ['echo "No version is set for node"; exit 126', 'kill -9 $$', 'echo "$PWD"; exit 1']) {
        writeFileSync(path.join(bin, 'node'), `#!/bin/sh\n${shim}\n`, { mode: 0o755 })
        const { status, stdout, stderr } = repository.try(['commit', '--quiet', '--allow-empty', '-m', 'x'], {
          PATH: bin,
        })
        assert.deepEqual([status, stdout, stderr, events()], [0, '', '', ['prepare-commit-msg']], shim)
      }
    })
  })

  it('lets the commit go on where the command line fails, hangs or is gone', () => {
    pending()
    assert.deepEqual(commit({ STAND_IN_FAILS: '1' }, '-m', 'fails')[0], 0)
    calls(where)
    const begun = Date.now()
    assert.deepEqual(commit({ STAND_IN_SLEEPS: '1' }, '-m', 'hangs'), [0, []])
    assert.ok(Date.now() - begun < 20_000)
    assert.match(marks()[0] ?? '', /^prepare-commit-msg\t.*\t.git\/COMMIT_EDITMSG\n/)
    rmSync(repository.path('.git/byline/cli.js'))
    assert.deepEqual(commit({}, '-m', 'gone'), [0, []])
    rmSync(repository.path('.git/byline'), { recursive: true })
    assert.deepEqual(commit({}, '-m', 'all gone'), [0, []])
    assert.equal(existsSync(repository.path('.git/byline')), false)
  })

  it('leaves the mark of an earlier run alone where its own process has the same number', () => {
    pending()
    const earlier = 'commit-msg\t/gone\tmessage\n'
    const script = `printf '${earlier}' >.git/byline/unfinished.$$
      exec sh .git/byline/hook.sh prepare-commit-msg message message`
    const environment = { ...process.env, BYLINE_HAS_WORK: '1', STAND_IN_FAILS: '1' }
    assert.equal(spawnSync('sh', ['-c', script], { cwd: repository.root, env: environment }).status, 0)
    const [first = '', second = '', ...others] = marks().toSorted()
    assert.deepEqual([first, others], [earlier, []])
    assert.match(second, /^prepare-commit-msg\t/)
  })

  it('ends what ignores the order to end, whatever programs there are, and leaves no process behind', async () => {
    pending()
    const bin = pathWithoutNode('timeout')
    const pids = path.join(temporaryFolder(), 'pids')
    // A shim that starts another process, as most do, and neither goes by itself.
    writeFileSync(
      path.join(bin, 'node'),
      `#!/bin/sh\ntrap '' TERM INT HUP\n(trap '' TERM; echo $PPID >>'${pids}'; while :; do sleep 1; done) &\necho $! >>'${pids}'\necho $$ >>'${pids}'\nwhile :; do sleep 1; done\n`,
      { mode: 0o755 },
    )
    const begun = Date.now()
    // As an editor does it that reads what git says: whatever holds these pipes open holds up the editor.
    const { status, stdout, stderr } = repository.try(['commit', '--quiet', '--allow-empty', '-m', 'x'], { PATH: bin })
    assert.deepEqual([status, stdout, stderr], [0, '', ''])
    assert.ok(Date.now() - begun < 20_000, `${Date.now() - begun} ms`)
    assert.match(marks()[0] ?? '', /\nwas stopped after 5 s\n$/)
    assert.equal(readFileSync(repository.path('.git/byline/limit'), 'utf8'), '10 1\n')
    const started = readFileSync(pids, 'utf8').trim().split('\n')
    // Whoever takes in orphans may take a moment to notice that one has ended.
    for (let left = 50; left > 0 && started.some(isRunning); left--) await new Promise((done) => setTimeout(done, 100))
    assert.deepEqual(started.filter(isRunning), [])
  })

  it('waits less long again for what hangs every time, and longer for what was only slow', () => {
    pending()
    const limit = repository.path('.git/byline/limit')
    const limitAfter = (before: string): string => {
      writeFileSync(limit, before)
      commit({ STAND_IN_SLEEPS: '1' }, '-m', 'hangs')
      return readFileSync(limit, 'utf8')
    }
    assert.equal(limitAfter('5 2\n'), '5 3\n')
    // Whatever somebody wrote there, a commit waits for no longer than a quarter of a minute.
    const begun = Date.now()
    assert.equal(limitAfter('99999999999999999999 x\n'), '10 1\n')
    assert.ok(Date.now() - begun < 20_000)
  })

  it('waits for no pipe that lies where a file of its own belongs', function () {
    if (spawnSync('mkfifo', [path.join(temporaryFolder(), 'x')]).status !== 0) this.skip()
    for (const name of ['moved', 'looked', 'limit', 'hook.log']) {
      spawnSync('mkfifo', [repository.path(`.git/byline/${name}`)])
    }
    writeFileSync(repository.path('.git/ORIG_HEAD'), `${'1'.repeat(40)}\n`)
    mkdirSync(repository.path('.git/byline/pending'))
    spawnSync('mkfifo', [repository.path('.git/byline/pending/1')])
    const begun = Date.now()
    assert.deepEqual(commit({}, '-m', 'x'), [0, ['prepare-commit-msg']])
    assert.ok(Date.now() - begun < 20_000)
  })

  it('is not disturbed by what the user’s environment does to node', () => {
    pending()
    const disturbed = [
      { NODE_OPTIONS: '--require /no/such/file' },
      { NODE_OPTIONS: '--import /no/such/file.mjs --experimental-default-type=module' },
      { NODE_PATH: '/no/such/folder', NODE_EXTRA_CA_CERTS: '/no/such/file', NODE_V8_COVERAGE: '/dev/null/x' },
    ]
    for (const environment of disturbed) {
      assert.deepEqual(commit(environment, '-m', 'x'), [0, ['prepare-commit-msg']])
      assert.equal(readFileSync(repository.path('.git/byline/hook.log'), 'utf8'), '')
    }
  })

  it('runs in a project of modules, and in one whose package.json nobody can read', () => {
    pending()
    for (const packageJson of ['{"type":"module"}', '{"type":', '\0']) {
      repository.write('package.json', packageJson)
      assert.deepEqual(commit({}, '-m', 'x'), [0, ['prepare-commit-msg']], packageJson)
    }
  })
})
