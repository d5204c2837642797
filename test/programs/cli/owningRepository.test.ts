import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cliBundle, environment, TestRepository } from './testRepository'

describe('the repository that a file belongs to', function () {
  this.timeout(60_000)
  let top: string

  beforeEach(() => (top = realpathSync(mkdtempSync(join(tmpdir(), 'byline-owner-')))))
  afterEach(() => rmSync(top, { recursive: true, force: true }))

  const git = (folder: string, ...args: string[]): string =>
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
      cwd: join(top, folder),
      env: { ...environment(), ...identity },
      encoding: 'utf8',
    })
  const identity = {
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  }
  const byline = (folder: string, args: readonly string[], input = '', variables: NodeJS.ProcessEnv = {}) => {
    const cwd = join(top, folder)
    const env = environment(variables)
    const { status, stdout, stderr } = spawnSync(process.execPath, [cliBundle(), ...args], {
      cwd,
      env,
      input,
      encoding: 'utf8',
    })
    return { code: status, stdout, stderr }
  }
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(top, path)), { recursive: true })
    writeFileSync(join(top, path), text)
  }
  /** A repository with one committed file and the hooks. */
  const create = (folder: string): void => {
    mkdirSync(join(top, folder), { recursive: true })
    git(folder, 'init', '--quiet', '--initial-branch=main')
    write(`${folder}/a.ts`, 'one()\n')
    git(folder, 'add', 'a.ts')
    git(folder, 'commit', '--quiet', '-m', 'Base')
    assert.equal(byline(folder, ['install']).code, 0)
  }
  /** AI writes a second line, and its tool says so in `folder`. */
  const aiLine = (file: string, folder: string, path: string, variables: NodeJS.ProcessEnv = {}): void => {
    const [before, after] = ['one()\n', 'one()\nai()\n']
    write(file, after)
    const event = JSON.stringify({ path, contributor: 'ai', tool: 'claude-code', before, after })
    assert.deepEqual(byline(folder, ['record', '--agent', 'generic'], event, variables), {
      code: 0,
      stdout: '',
      stderr: '',
    })
  }
  const contributors = (folder: string, path: string, variables: NodeJS.ProcessEnv = {}): string => {
    const { stdout, stderr } = byline(folder, ['blame', '--json', path], '', variables)
    assert.equal(stderr, '')
    return (JSON.parse(stdout).lines as { contributor: string }[]).map(({ contributor }) => contributor).join(' ')
  }
  const committed = (folder: string): string => {
    git(folder, 'commit', '--quiet', '--all', '-m', 'AI')
    return git(folder, 'log', '-1', '--format=%(trailers:key=AI-Lines,valueonly)').replace(/ blob=.*/s, '')
  }

  it('is the nested one, the submodule, and the linked work tree, named from outside of it', () => {
    create('outer')
    create('outer/nested')
    create('library')
    git('outer', 'submodule', '--quiet', 'add', join(top, 'library'), 'sub')
    git('outer', 'commit', '--quiet', '-m', 'Submodule')
    assert.equal(byline('outer/sub', ['install']).code, 0)
    write('outer/.gitignore', '.claude/\n')
    git('outer', 'worktree', 'add', '--quiet', '.claude/worktrees/agent', '-b', 'agent')
    for (const folder of ['nested', 'sub', '.claude/worktrees/agent']) {
      aiLine(`outer/${folder}/a.ts`, 'outer', `${folder}/a.ts`)
      assert.equal(contributors('outer', `${folder}/a.ts`), 'unknown ai', folder)
      assert.equal(contributors('.', `outer/${folder}/a.ts`), 'unknown ai', folder)
      assert.equal(committed(`outer/${folder}`), 'a.ts 2', folder)
    }
    // And the outer one, named from inside of another.
    aiLine('outer/a.ts', 'outer/nested', '../a.ts')
    assert.equal(committed('outer'), 'a.ts 2')
  })

  it('is found through links, and with a git directory elsewhere', () => {
    create('real')
    symlinkSync('real', join(top, 'link'))
    aiLine('real/a.ts', '.', join(top, 'link/a.ts'))
    assert.equal(contributors('link', 'a.ts'), 'unknown ai')
    assert.equal(committed('real'), 'a.ts 2')

    git('.', 'init', '--quiet', '--separate-git-dir=separate.git', 'separate')
    create('separate')
    aiLine('separate/a.ts', '.', 'separate/a.ts')
    assert.equal(committed('separate'), 'a.ts 2')

    create('here')
    mkdirSync(join(top, 'there'))
    git('here', 'config', 'core.worktree', join(top, 'there'))
    aiLine('there/a.ts', 'here', '../there/a.ts')
    assert.equal(contributors('here', '../there/a.ts'), 'unknown ai')
    assert.equal(committed('here'), 'a.ts 2')
  })

  it('is what git variables name, as for the files of a home folder, unless a nearer one owns the file', () => {
    git('.', 'init', '--quiet', '--bare', 'dots.git')
    write('home/.profile', 'one()\n')
    const variables = { GIT_DIR: join(top, 'dots.git'), GIT_WORK_TREE: join(top, 'home') }
    const dots = (...args: string[]) => git('home', '--git-dir=../dots.git', '--work-tree=.', ...args)
    dots('add', '.profile')
    dots('commit', '--quiet', '-m', 'Base')
    create('home/project')
    assert.equal(byline('home', ['install'], '', variables).code, 0)
    assert.equal(byline('home', ['doctor'], '', variables).code, 0)
    aiLine('home/.profile', 'home', '.profile', variables)
    aiLine('home/project/a.ts', 'home', 'project/a.ts', variables)
    assert.equal(contributors('home', '.profile', variables), 'unknown ai')
    assert.equal(
      contributors('home/project', '../.profile', { ...variables, GIT_DIR: '../../dots.git', GIT_WORK_TREE: '..' }),
      'unknown ai',
    )
    assert.match(byline('home', ['report'], '', variables).stdout, /1 of 1 added line/)
    dots('commit', '--quiet', '--all', '-m', 'AI')
    assert.match(dots('log', '-1', '--format=%B'), /^AI-Lines: .profile 2 /m)
    assert.equal(committed('home/project'), 'a.ts 2')
  })

  it('is not that of a git hook somewhere else, which started the tool', () => {
    create('mine')
    create('other')
    for (const variables of [{ GIT_DIR: '.git' }, { GIT_DIR: join(top, 'other/.git'), GIT_INDEX_FILE: '.git/index' }]) {
      rmSync(join(top, 'mine/.git/byline/records'), { recursive: true, force: true })
      aiLine('mine/a.ts', 'mine', 'a.ts', variables)
      assert.equal(contributors('mine', 'a.ts'), 'unknown ai')
    }
  })

  it('is none where the nearest one is broken', () => {
    mkdirSync(join(top, 'outer'))
    const outer = new TestRepository(join(top, 'outer'))
    outer.write('broken/.git', 'nonsense')
    outer.write('broken/a.ts', '')
    aiLine('outer/broken/a.ts', 'outer', 'broken/a.ts')
    assert.match(outer.log(), /does not say where the repository is.*nothing recorded/)
  })
})
