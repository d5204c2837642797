import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cliBundle, environment, TestRepository } from './testRepository'

describe('Paths on the command line', function () {
  this.timeout(60_000)
  let repository: TestRepository

  before(() => {
    repository = new TestRepository()
    repository.write('a.ts', 'root()\n')
    repository.write('src/a.ts', 'one()\ntwo()\n')
    repository.write('src/deep/b.ts', 'b()\n')
    repository.git('add', '.')
    repository.commit('Base')
    repository.git('config', 'alias.byline', `!"${process.execPath}" "${cliBundle()}"`)
  })

  after(() => repository.dispose())

  const viaAlias = (folder: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}) =>
    repository.tryGit(['-C', join(repository.folder, folder), 'byline', ...args], variables)
  const blamed = ({ stdout }: { readonly stdout: string }): unknown => (JSON.parse(stdout) as { path: string }).path

  it('start where the user stands, also through an alias of git', () => {
    for (const run of [viaAlias, (folder: string, args: readonly string[]) => repository.byline(args, { folder })]) {
      assert.equal(blamed(run('src', ['blame', 'a.ts', '--json'])), 'src/a.ts')
      assert.equal(blamed(run('src/deep', ['blame', '../a.ts', '--json'])), 'src/a.ts')
      assert.equal(blamed(run('', ['blame', 'src/deep/b.ts', '--json'])), 'src/deep/b.ts')
      assert.equal(blamed(run('src', ['blame', join(repository.folder, 'a.ts'), '--json'])), 'a.ts')
      assert.match(run('src', ['blame', '../../x']).stderr, /is outside of/)
      assert.equal(run('src', ['report', '--format', 'json', '--output', 'deep/report.json']).code, 0)
      assert.match(repository.read('src/deep/report.json')!, /^\{/)
      rmSync(join(repository.folder, 'src/deep/report.json'))
    }
  })

  it('start where the user stands in a linked work tree, and where GIT_DIR names the repository', () => {
    const other = mkdtempSync(join(tmpdir(), 'byline-linked-'))
    try {
      repository.git('worktree', 'add', '--quiet', '--detach', join(other, 'tree'))
      const linked = repository.tryGit(['-C', join(other, 'tree', 'src'), 'byline', 'blame', 'a.ts', '--json'])
      assert.deepEqual([blamed(linked), linked.stderr], ['src/a.ts', ''])
    } finally {
      repository.git('worktree', 'remove', '--force', join(other, 'tree'))
      rmSync(other, { recursive: true })
    }
    const variables = { GIT_DIR: join(repository.folder, '.git'), GIT_WORK_TREE: repository.folder }
    assert.equal(blamed(viaAlias('src', ['blame', 'a.ts', '--json'], variables)), 'src/a.ts')
  })

  it('start in the folder of the process where git said something else earlier', () => {
    // As a shell that was opened from an alias, or the editor of a commit, and went elsewhere.
    const run = (folder: string, variables: NodeJS.ProcessEnv) =>
      JSON.parse(
        execFileSync(process.execPath, [cliBundle(), 'blame', 'a.ts', '--json'], {
          cwd: join(repository.folder, folder),
          env: environment(variables),
          encoding: 'utf8',
        }),
      ).path as string
    assert.equal(run('src', { GIT_PREFIX: 'src/deep/' }), 'src/a.ts')
    assert.equal(run('', { GIT_PREFIX: 'gone/' }), 'a.ts')
    assert.equal(run('', { GIT_PREFIX: 'src/', GIT_INDEX_FILE: join(repository.folder, '.git/index') }), 'a.ts')
  })

  it('that name a folder are told from submodules', () => {
    const library = new TestRepository()
    try {
      library.write('lib.ts', 'lib()\n')
      library.git('add', '.')
      library.commit('Lib')
      repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.folder, 'sub')
      repository.commit('Add a submodule')
      symlinkSync('src', join(repository.folder, 'link'))
      const says = (...args: string[]) => {
        const { code, stdout, stderr } = repository.byline(['blame', ...args])
        assert.deepEqual([code, stdout], [2, ''])
        return stderr.trim()
      }
      assert.deepEqual(
        [
          says('src'),
          says('src/'),
          says('src/deep', '--rev', 'HEAD'),
          says('.'),
          says('sub'),
          says('sub', '--rev', 'HEAD'),
          says('src', '--rev', 'HEAD~1'),
          says('link'),
        ],
        [
          'byline: src is a folder. Name a file in it.',
          'byline: src is a folder. Name a file in it.',
          'byline: src/deep is a folder in HEAD. Name a file in it.',
          'byline: . is a folder. Name a file in it.',
          'byline: sub is not looked at: it is a submodule.',
          'byline: sub is not looked at: it is a submodule.',
          'byline: src is a folder in HEAD~1. Name a file in it.',
          'byline: link is not looked at: it is a symbolic link.',
        ],
      )
    } finally {
      rmSync(join(repository.folder, 'link'), { force: true })
      library.dispose()
    }
  })

  it('take the lines that git blame takes', () => {
    const text = Array.from({ length: 30 }, (_, line) => (line % 10 === 0 ? `function f${line}() {` : `  line${line}`))
    repository.write('long.c', `${text.join('\n')}\n`)
    repository.git('add', '.')
    repository.commit('Long')
    repository.append('long.c', 'not committed\n')
    const ranges = [
      ['3,5'],
      ['5,3'],
      ['3'],
      ['3,'],
      [',5'],
      [','],
      ['3,+2'],
      ['5,-2'],
      ['1,-3'],
      ['28,99'],
      ['31'],
      ['20,22', '2,4', '3,6'],
      [':f10'],
      ['/line4/,+3'],
      ['/line4/,/line7/'],
      ['12,/line15/'],
    ]
    for (const range of ranges) {
      const options = range.map((each) => `-L${each}`)
      const expected = [
        ...repository.git('blame', '--porcelain', ...options, 'long.c').matchAll(/^[0-9a-f]{40} \d+ (\d+)/gm),
      ]
      const { code, stdout, stderr } = repository.byline(['blame', 'long.c', '--json', ...options])
      assert.equal(code, 0, stderr)
      assert.deepEqual(
        [range, (JSON.parse(stdout).lines as { line: number }[]).map(({ line }) => line)],
        [range, expected.map(([, line]) => Number(line))],
      )
    }
    assert.match(repository.byline(['blame', 'long.c', '-L', '9,10']).stdout, /^ 9 .*\| {3}line8\n10 .*\| {3}line9\n$/)
    assert.match(
      repository.byline(['blame', 'long.c', '-L', ':none']).stderr,
      /names no lines of long\.c: .*no match\.$/m,
    )
    assert.match(repository.byline(['blame', 'long.c', '-L', '99']).stderr, /the file has 31/)
  })
})
