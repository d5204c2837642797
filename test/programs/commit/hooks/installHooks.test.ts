import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import * as path from 'node:path'
import { UserFacingError } from '../../../../src/base/errors'
import { hookState } from '../../../../src/commit/hooks/hookState'
import { installHooks } from '../../../../src/commit/hooks/installHooks'
import { uninstallHooks } from '../../../../src/commit/hooks/uninstallHooks'
import { temporaryFolder } from '../../../unit/ledger/temporaryFolder'
import { TestRepository, isolated } from '../../git/testRepository'
import { calls, found, standIn } from './standIn'

/** Everything in a folder: name -> mode and content. */
function contents(folder: string): Record<string, string> {
  const entries: Record<string, string> = {}
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const file = path.join(folder, name)
    const { mode } = lstatSync(file)
    const type = lstatSync(file).isSymbolicLink()
      ? readlinkSync(file)
      : lstatSync(file).isFile()
        ? readFileSync(file, 'latin1')
        : ''
    entries[name] = `${mode.toString(8)} ${type}`
  }
  return entries
}

const options = { environment: isolated }

describe('installHooks', function () {
  this.timeout(60_000)

  it('installs hooks that run the copy, and uninstalls without a trace', async () => {
    const repository = TestRepository.create("wörk “tree” $HOME `x` ' end")
    const where = await found(repository)
    const before = contents(repository.path('.git'))
    const hooksBefore = contents(repository.path('.git/hooks'))
    const installation = standIn()
    const { hooks, ...state } = await installHooks(where, installation)
    assert.deepEqual(
      { ...state, runtimes: state.runtimes.map(({ executable }) => executable) },
      {
        hooksFolder: repository.path('.git/hooks'),
        place: 'repository',
        method: 'files',
        installed: true,
        manual: [],
        cliVersion: '1.2.3',
        runtimes: state.runtimes.map(() => true),
        problem: undefined,
        complaint: undefined,
      },
    )
    assert.ok(state.runtimes.some(({ file }) => file === process.execPath))
    assert.deepEqual(
      hooks,
      ['prepare-commit-msg', 'commit-msg', 'post-rewrite'].map((name) => ({
        name,
        state: 'installed',
        file: repository.path(`.git/hooks/${name}`),
      })),
    )
    writeFileSync(repository.path('.git/byline/pending'), '')
    repository.commit('subject', { a: 'a' })
    assert.deepEqual(calls(where), [
      {
        argv: ['hook', 'prepare-commit-msg', '.git/COMMIT_EDITMSG', 'message'],
        stdin: '',
        // As it is called: found on PATH.
        runtime: 'node',
        cwd: repository.root,
        electronRunAsNode: '1',
      },
    ])
    assert.equal(repository.git('log', '--format=%B'), 'subject\nstand-in was here\n')

    rmSync(repository.path('.git/byline/pending'))
    const after = await uninstallHooks(where, options)
    assert.deepEqual([after.installed, after.cliVersion], [false, undefined])
    assert.deepEqual(contents(repository.path('.git/hooks')), hooksBefore)
    assert.deepEqual(
      Object.keys(before).filter((name) => !existsSync(repository.path(`.git/${name}`))),
      [],
    )
    assert.equal(existsSync(repository.path('.git/byline')), false)
    repository.commit('second', { a: 'b' })
    assert.equal(repository.git('log', '-1', '--format=%B'), 'second\n')
  })

  it('keeps hooks that are there and gives them back byte for byte', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    const hooks = repository.path('.git/hooks')
    rmSync(hooks, { recursive: true })
    mkdirSync(hooks)
    repository.script('.git/hooks/prepare-commit-msg', '#!/bin/sh\n# \xff no text\r\necho "from shell" >>"$1"\n', 0o750)
    mkdirSync(repository.path('scripts'))
    repository.script('scripts/commit-msg', '#!/bin/sh\necho "$*" >>.git/seen\n')
    symlinkSync('../../scripts/commit-msg', path.join(hooks, 'commit-msg'))
    repository.script('.git/hooks/post-rewrite', 'echo "$* $(cat)" >>.git/seen # without a first line\n', 0o711)
    repository.script('.git/hooks/pre-commit', '#!/bin/sh\nexit 0\n')
    const before = contents(hooks)
    const installation = standIn()
    const state = await installHooks(where, installation)
    assert.deepEqual(
      state.hooks.map((hook) => [hook.state, hook.original]),
      ['prepare-commit-msg', 'commit-msg', 'post-rewrite'].map((name) => [
        'installed',
        { file: path.join(hooks, `${name}.byline-original`), ignored: false },
      ]),
    )
    const installed = contents(hooks)
    assert.notDeepEqual(installed, before)
    await installHooks(where, installation)
    assert.deepEqual(contents(hooks), installed)

    writeFileSync(repository.path('.git/byline/pending'), '')
    mkdirSync(repository.path('.git/byline/records'))
    const first = repository.commit('subject', { a: 'a' })
    assert.equal(repository.git('log', '--format=%B'), 'subject\nfrom shell\nstand-in was here\n')
    repository.git('commit', '--quiet', '--amend', '-m', 'amended')
    const second = repository.git('rev-parse', 'HEAD')
    assert.equal(repository.read('.git/seen'), '.git/COMMIT_EDITMSG\n'.repeat(2) + `amend ${first} ${second}\n`)
    rmSync(repository.path('.git/seen'))
    await uninstallHooks(where, options)
    assert.deepEqual(contents(hooks), before)
  })

  it('lets a hook that fails stop the commit, as it would without Byline', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    await installHooks(where, standIn())
    writeFileSync(repository.path('.git/byline/pending'), '')
    for (const name of ['prepare-commit-msg', 'commit-msg']) {
      repository.script(`.git/hooks/${name}.byline-original`, '#!/bin/sh\necho refused >&2\nexit 7\n')
      const { status, stderr } = repository.try(['commit', '--allow-empty', '-m', 'subject'])
      assert.deepEqual([status, stderr.includes('refused')], [1, true], name)
      assert.equal(calls(where).length, name === 'commit-msg' ? 1 : 0)
      rmSync(repository.path(`.git/hooks/${name}.byline-original`))
    }
  })

  it('does not run a hook that git would not run, and says so', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    repository.script('.git/hooks/commit-msg', '#!/bin/sh\nexit 1\n', 0o644)
    const before = contents(repository.path('.git/hooks'))
    const state = await installHooks(where, standIn())
    assert.equal(state.hooks.find(({ name }) => name === 'commit-msg')?.original?.ignored, true)
    repository.commit('subject')
    await uninstallHooks(where, options)
    assert.deepEqual(contents(repository.path('.git/hooks')), before)
  })

  it('makes the hooks folder where there is none', async () => {
    const repository = TestRepository.create('work', '--template=')
    assert.equal(existsSync(repository.path('.git/hooks')), false)
    assert.equal((await installHooks(await found(repository), standIn())).installed, true)
  })

  it('works from and in a linked work tree and after the repository was moved', async () => {
    const repository = TestRepository.create()
    repository.commit('first')
    repository.git('worktree', 'add', '--quiet', '-b', 'side', '../linked tree')
    const linked = new TestRepository(path.join(repository.root, '..', 'linked tree'))
    const state = await installHooks(await found(linked), standIn())
    assert.equal(state.hooksFolder, repository.path('.git/hooks'))
    assert.equal(state.installed, true)
    assert.equal((await hookState(await found(repository), options)).installed, true)
    writeFileSync(repository.path('.git/byline/pending'), '')
    linked.commit('in the linked one')
    assert.deepEqual(
      calls(await found(repository)).map(({ cwd }) => cwd),
      [linked.root],
    )
    const moved = new TestRepository(`${repository.root} moved`)
    renameSync(repository.root, moved.root)
    moved.commit('after the move')
    assert.deepEqual(
      calls(await found(moved)).map(({ cwd }) => cwd),
      [moved.root],
    )
    assert.equal((await hookState(await found(moved), options)).installed, true)
  })

  it('never touches hooks that are files of the project, and says which lines to add', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    repository.script('.husky/commit-msg', '#!/bin/sh\n. "$(dirname "$0")/_/helper"\n')
    repository.write('.husky/_/helper', 'echo helped >>.git/seen\n')
    repository.git('config', 'core.hooksPath', '.husky')
    const before = contents(repository.path('.husky'))
    const hooksBefore = contents(repository.path('.git/hooks'))
    const state = await installHooks(where, standIn())
    assert.deepEqual(contents(repository.path('.husky')), before)
    assert.deepEqual(contents(repository.path('.git/hooks')), hooksBefore)
    if (state.method === 'config') return // git 2.54 or later needs no lines
    assert.deepEqual(
      [
        state.place,
        state.method,
        state.installed,
        state.manual.map(({ file, present }) => [path.basename(file), present]),
      ],
      [
        'workTree',
        'manual',
        false,
        [
          ['prepare-commit-msg', false],
          ['commit-msg', false],
          ['post-rewrite', false],
        ],
      ],
    )
    assert.match(state.problem ?? '', /does not edit.*Add one line/)
    for (const { file, line } of state.manual) {
      const content = existsSync(file) ? readFileSync(file, 'utf8') : '#!/bin/sh\n'
      writeFileSync(file, `${content}${line}\n`)
      chmodSync(file, 0o755)
    }
    const done = await hookState(where, options)
    assert.deepEqual([done.installed, done.problem], [true, undefined])
    writeFileSync(repository.path('.git/byline/pending'), '')
    repository.commit('subject', { a: 'a' })
    assert.equal(repository.git('log', '--format=%B'), 'subject\nstand-in was here\n')
    assert.equal(repository.read('.git/seen'), 'helped\n')
    assert.equal(calls(where).length, 1)

    rmSync(repository.path('.git/byline'), { recursive: true })
    repository.commit('the line does nothing without Byline', { a: 'b' })
  })

  it('leaves hooks that other repositories use alone', async () => {
    const repository = TestRepository.create()
    const shared = temporaryFolder()
    repository.git('config', 'core.hooksPath', shared)
    const state = await installHooks(await found(repository), standIn())
    assert.deepEqual(readdirSync(shared), [])
    if (state.method === 'config') return // git 2.54 or later needs no files
    assert.deepEqual([state.place, state.method, state.installed], ['elsewhere', 'manual', false])
    assert.match(state.problem ?? '', /other repositories use/)
  })

  it('writes hooks into the configuration for git 2.54, and takes them out of it', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    repository.git('config', 'core.hooksPath', '.husky')
    const config = repository.read('.git/config')
    // Says it is of that version and does the rest with the git that is here.
    const program = path.join(temporaryFolder(), 'git')
    writeFileSync(
      program,
      '#!/bin/sh\ncase "$*" in *--version) echo git version 2.54.0 ;; *) exec git "$@" ;; esac\n',
      {
        mode: 0o755,
      },
    )
    const state = await installHooks(where, standIn({ program }))
    assert.deepEqual([state.method, state.installed], ['config', true])
    const command = repository.git('config', 'hook.byline-commit-msg.command')
    assert.equal(repository.git('config', 'hook.byline-commit-msg.event'), 'commit-msg')
    writeFileSync(repository.path('.git/byline/pending'), '')
    writeFileSync(repository.path('.git/message file'), 'subject\n\nAI-Lines: a 1 @1234567\n')
    // As git runs such a command: by a shell, with the arguments of the hook behind it.
    const prepare = command.replaceAll('commit-msg', 'prepare-commit-msg')
    assert.equal(repository.git('config', 'hook.byline-prepare-commit-msg.command'), prepare)
    const ran = repository.try(['-c', `alias.hook-run=!${prepare}`, 'hook-run', '.git/message file', 'message'])
    assert.equal(ran.status, 0)
    assert.deepEqual(
      calls(where).map(({ argv }) => argv),
      [['hook', 'prepare-commit-msg', '.git/message file', 'message']],
    )
    rmSync(repository.path('.git/byline/pending'))
    assert.equal((await uninstallHooks(where, { environment: isolated, program })).installed, false)
    assert.equal(repository.read('.git/config'), config)
  })

  it('renews the copy when the command line has changed, and keeps other runtimes', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    await installHooks(where, standIn({ runtime: '/other/machine/code' }))
    const newer = standIn({ version: '2.0.0' })
    writeFileSync(newer.cliSource, '// newer\n')
    const state = await installHooks(where, newer)
    assert.equal(state.cliVersion, '2.0.0')
    assert.equal(repository.read('.git/byline/cli.js'), '// newer\n')
    assert.equal(repository.read('.git/byline/runtime'), `${process.execPath}\n/other/machine/code\n`)
    assert.deepEqual(
      state.runtimes.find(({ file }) => file === '/other/machine/code'),
      { file: '/other/machine/code', executable: false },
    )
    // Nothing half written is left.
    assert.deepEqual(readdirSync(repository.path('.git/byline/tmp')), [])
    const files = readdirSync(repository.path('.git/byline')).filter((name) => name !== 'tmp')
    assert.deepEqual(files.sort(), ['cli.js', 'hook.sh', 'package.json', 'runtime', 'version'])
  })

  it('renews an outdated hook file and refuses one with foreign lines', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    const installation = standIn()
    await installHooks(where, installation)
    const file = '.git/hooks/commit-msg'
    const current = repository.read(file)
    const other = TestRepository.create()
    other.git('config', 'core.hooksPath', '.git/deep/hooks')
    await installHooks(await found(other), installation)
    repository.write(file, other.read('.git/deep/hooks/commit-msg'))
    assert.equal((await hookState(where, options)).hooks[1]?.state, 'outdated')
    await installHooks(where, installation)
    assert.equal(repository.read(file), current)

    repository.write(file, `${current}echo mine\n`)
    assert.equal((await hookState(where, options)).hooks[1]?.state, 'changed')
    for (const action of [() => installHooks(where, installation), () => uninstallHooks(where, options)]) {
      await assert.rejects(action, (error) => {
        assert.ok(error instanceof UserFacingError)
        assert.match(error.message, /Something was added to Byline’s hook/)
        return true
      })
    }
    assert.equal(repository.read(file), `${current}echo mine\n`)
  })

  it('goes behind a hook that somebody put in the place of ours', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    repository.script('.git/hooks/commit-msg', '#!/bin/sh\necho first >>.git/seen\n')
    await installHooks(where, standIn())
    repository.script('.git/hooks/commit-msg', '#!/bin/sh\necho second >>.git/seen\n')
    assert.equal((await hookState(where, options)).installed, false)
    await installHooks(where, standIn())
    repository.commit('subject')
    assert.equal(repository.read('.git/seen'), 'second\n')
    await uninstallHooks(where, options)
    assert.equal(repository.read('.git/hooks/commit-msg'), '#!/bin/sh\necho second >>.git/seen\n')
    assert.equal(repository.read('.git/hooks/commit-msg.byline-replaced'), '#!/bin/sh\necho first >>.git/seen\n')
  })

  it('sees that pre-commit runs ours, and takes it out from there', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    repository.script('.git/hooks/commit-msg', '#!/bin/sh\necho mine >>.git/seen\n')
    await installHooks(where, standIn())
    // What `pre-commit install` does to a hook it finds.
    renameSync(repository.path('.git/hooks/commit-msg'), repository.path('.git/hooks/commit-msg.legacy'))
    repository.script(
      '.git/hooks/commit-msg',
      '#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\nexec "$0.legacy" "$@"\n',
    )
    const state = await hookState(where, options)
    assert.deepEqual([state.hooks[1]?.state, state.installed], ['chained', true])
    const installed = contents(repository.path('.git/hooks'))
    await installHooks(where, standIn())
    assert.deepEqual(contents(repository.path('.git/hooks')), installed)
    repository.commit('subject')
    assert.equal(repository.read('.git/seen'), 'mine\n')
    await uninstallHooks(where, options)
    assert.equal(repository.read('.git/hooks/commit-msg.legacy'), '#!/bin/sh\necho mine >>.git/seen\n')
  })

  it('leaves a hook alone that asks for its own name, and says which line to add', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    const script = '#!/bin/sh\necho "$(basename "$0")" >>.git/seen\n'
    repository.script('.git/hooks/prepare-commit-msg', script)
    const state = await installHooks(where, standIn())
    assert.deepEqual(
      [state.installed, state.hooks.map((hook) => hook.state), state.manual.map(({ file }) => path.basename(file))],
      [false, ['bound', 'installed', 'installed'], ['prepare-commit-msg']],
    )
    assert.match(
      state.problem ?? '',
      /may depend on their own name.*Add one line to each of prepare-commit-msg there\./,
    )
    assert.equal(repository.read('.git/hooks/prepare-commit-msg'), script)
    const edited = `${script}${state.manual[0]?.line}\n`
    repository.write('.git/hooks/prepare-commit-msg', edited)
    assert.equal((await hookState(where, options)).installed, true)
    writeFileSync(repository.path('.git/byline/pending'), '')
    repository.commit('subject')
    assert.equal(repository.read('.git/seen'), 'prepare-commit-msg\n')
    assert.equal(calls(where).length, 1)
    await uninstallHooks(where, options)
    assert.equal(repository.read('.git/hooks/prepare-commit-msg'), edited)
    repository.commit('the line does nothing any more')
  })

  it('leaves a hook in another language alone until its user has renamed it', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    const script = '#!/usr/bin/env node\nrequire("fs").appendFileSync(process.argv[2], "from node\\n")\n'
    repository.script('.git/hooks/prepare-commit-msg', script)
    const state = await installHooks(where, standIn())
    assert.deepEqual([state.installed, state.hooks[0]?.state, state.manual.length], [false, 'bound', 1])
    assert.match(
      state.problem ?? '',
      /prepare-commit-msg is no shell script\. .*: Rename it to prepare-commit-msg\.byline-original/,
    )
    assert.equal(repository.read('.git/hooks/prepare-commit-msg'), script)

    const hook = repository.path('.git/hooks/prepare-commit-msg')
    renameSync(hook, `${hook}.byline-original`)
    assert.equal((await installHooks(where, standIn())).installed, true)
    writeFileSync(repository.path('.git/byline/pending'), '')
    repository.commit('subject', { a: 'a' })
    assert.equal(repository.git('log', '--format=%B'), 'subject\nfrom node\nstand-in was here\n')
    await uninstallHooks(where, options)
    assert.equal(repository.read('.git/hooks/prepare-commit-msg'), script)
  })

  it('does not switch off the hooks of husky 4, which find their name in a file they source', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    // As husky 4.3.8 writes them, but that the programs it runs are left out.
    const stub = '#!/bin/sh\n# husky\n\n. "$(dirname "$0")/husky.sh"\n'
    for (const name of ['prepare-commit-msg', 'commit-msg', 'post-rewrite']) {
      repository.script(`.git/hooks/${name}`, stub)
    }
    repository.write(
      '.git/hooks/husky.sh',
      `hookName="$(basename "$0")"\nif ! grep -qs $hookName package.json; then\n  exit 0\nfi\necho refused >&2\nexit 1\n`,
    )
    repository.write('package.json', '{"husky":{"hooks":{"commit-msg":"commitlint"}}}')
    const before = contents(repository.path('.git/hooks'))
    const state = await installHooks(where, standIn())
    assert.deepEqual(
      [state.installed, state.hooks.map((hook) => hook.state), state.manual.map(({ present }) => present)],
      [false, ['bound', 'bound', 'bound'], [false, false, false]],
    )
    assert.deepEqual(contents(repository.path('.git/hooks')), before)
    const { status, stderr } = repository.try(['commit', '--allow-empty', '-m', 'subject'])
    assert.deepEqual([status, stderr], [1, 'refused\n'])

    // Behind the line that sources, which exits, nothing is run.
    repository.write('.git/hooks/husky.sh', 'hookName="$(basename "$0")"\nexit 0 # husky-run\n')
    for (const { file, line } of state.manual) writeFileSync(file, `${stub}${line}\n`)
    const unreached = await hookState(where, options)
    assert.equal(unreached.installed, false)
    assert.match(unreached.problem ?? '', /has to be at the top/)
    for (const { file, line } of state.manual) writeFileSync(file, stub.replace('\n', `\n${line}\n`))
    const reached = await hookState(where, options)
    assert.deepEqual([reached.installed, reached.problem], [true, undefined])
    writeFileSync(repository.path('.git/byline/pending'), '')
    repository.commit('subject')
    assert.equal(calls(where).length, 1)
  })

  it('names a line for each hook that is a link to one script for all', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    repository.script('scripts/hook', '#!/bin/sh\ncase $0 in */commit-msg) echo checked >>.git/seen ;; esac\n')
    for (const name of ['prepare-commit-msg', 'commit-msg', 'post-rewrite']) {
      symlinkSync('../../scripts/hook', repository.path(`.git/hooks/${name}`))
    }
    const state = await installHooks(where, standIn())
    assert.deepEqual(
      state.hooks.map((hook) => hook.state),
      ['bound', 'bound', 'bound'],
    )
    const [prepare, ...others] = state.manual.map(({ line }) => line)
    const script = repository.read('scripts/hook')
    repository.write('scripts/hook', `${script}${prepare}\n`)
    // The name of one hook is the end of the name of another.
    assert.deepEqual(
      (await hookState(where, options)).manual.map(({ present }) => present),
      [true, false, false],
    )
    repository.write('scripts/hook', `${script}${[prepare, ...others].join('\n')}\n`)
    assert.equal((await hookState(where, options)).installed, true)
    writeFileSync(repository.path('.git/byline/pending'), '')
    repository.commit('subject')
    assert.deepEqual(
      calls(where).map(({ argv }) => argv[1]),
      ['prepare-commit-msg'],
    )
    assert.equal(repository.read('.git/seen'), 'checked\n')
  })

  for (const stub of ['. "$(dirname "$0")/h"', '. "${0%/*}/h"']) {
    it(`has the user edit the hooks that husky 9 runs, not its own: ${stub}`, async () => {
      const repository = TestRepository.create()
      const where = await found(repository)
      const names = ['prepare-commit-msg', 'commit-msg', 'post-rewrite']
      // As husky 9 writes them.
      for (const name of names) repository.script(`.husky/_/${name}`, `#!/usr/bin/env sh\n${stub}`)
      repository.write('.husky/_/.gitignore', '*')
      repository.write(
        '.husky/_/h',
        '#!/usr/bin/env sh\nn=$(basename "$0")\ns=$(dirname "$(dirname "$0")")/$n\n\n[ ! -f "$s" ] && exit 0\n\nsh -e "$s" "$@"\nc=$?\n\nexit $c\n',
      )
      repository.git('config', 'core.hooksPath', '.husky/_')
      const state = await installHooks(where, standIn())
      if (state.method === 'config') return // git 2.54 or later needs no lines
      assert.deepEqual(
        state.manual.map(({ file, present, endsBefore }) => [file, present, endsBefore]),
        names.map((name) => [repository.path(`.husky/${name}`), false, false]),
      )
      assert.ok(state.problem?.includes(`in ${repository.path('.husky')},`), state.problem)

      // In husky’s own hooks it is never reached.
      for (const [index, name] of names.entries()) {
        repository.write(`.husky/_/${name}`, `#!/usr/bin/env sh\n${stub}\n${state.manual[index]?.line}\n`)
      }
      assert.equal((await hookState(where, options)).installed, false)

      for (const { file, line } of state.manual) writeFileSync(file, `${line}\n`)
      const done = await hookState(where, options)
      assert.deepEqual([done.installed, done.problem], [true, undefined])
      writeFileSync(repository.path('.git/byline/pending'), '')
      repository.commit('subject', { a: 'a' })
      assert.equal(repository.git('log', '--format=%B'), 'subject\nstand-in was here\n')
    })
  }

  it('takes out hooks where git no longer looks for them', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    const before = contents(repository.path('.git/hooks'))
    await installHooks(where, standIn())
    repository.git('config', 'core.hooksPath', '.husky')
    await uninstallHooks(where, options)
    assert.deepEqual(contents(repository.path('.git/hooks')), before)
  })

  it('explains what to do where it cannot write', async () => {
    const repository = TestRepository.create()
    const where = await found(repository)
    rmSync(repository.path('.git/hooks'), { recursive: true })
    writeFileSync(repository.path('.git/hooks'), 'in the way')
    await assert.rejects(installHooks(where, standIn()), (error) => {
      assert.ok(error instanceof UserFacingError)
      assert.match(error.message, /The commit hooks in .* cannot be changed \(ENOTDIR|EEXIST\)/)
      return true
    })
    assert.equal(repository.read('.git/hooks'), 'in the way')
  })
})
