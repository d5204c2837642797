import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IgnoredFiles } from '../../../src/editor/repositories/ignoredFiles'
import { findRepository } from '../../../src/git/findRepository'
import { GitProgram } from '../../../src/git/gitProgram'
import { ignoredPaths } from '../../../src/git/ignoredPaths'
import { environment, TestRepository } from '../cli/testRepository'

describe('what git ignores', function () {
  this.timeout(30_000)
  let repository: TestRepository
  let git: GitProgram

  beforeEach(() => {
    repository = new TestRepository()
    git = new GitProgram(repository.folder, { environment: environment() })
  })

  afterEach(() => repository.dispose())

  async function ignored(...paths: string[]): Promise<(boolean | undefined)[]> {
    const answers = await ignoredPaths(git, paths)
    return paths.map((path) => answers.get(path))
  }

  it('is what git says, whatever a path looks like and whether or not there is a file', async () => {
    repository.write('.gitignore', '*.key\n!keep.key\nbuild/\n:(top)x\n\\!bang\n')
    repository.write('nested/.gitignore', 'secret\n')
    const yes = ['a.key', 'build/deep/x', ':(top)x', '!bang', 'nested/secret', 'nested/deeper/secret', 'ä/ü.key']
    const no = ['keep.key', 'secret', ':!a', '*', 'nested/x', 'builds/x', '-x']
    assert.deepEqual(
      await ignored(...yes),
      yes.map(() => true),
    )
    assert.deepEqual(
      await ignored(...no),
      no.map(() => false),
    )
    assert.deepEqual(await ignored(), [])
  })

  it('counts the rules outside of .gitignore', async () => {
    repository.write('.git/info/exclude', 'local\n')
    repository.write('rules', 'everywhere\n')
    repository.git('config', 'core.excludesFile', join(repository.folder, 'rules'))
    assert.deepEqual(await ignored('local', 'everywhere', 'other'), [true, true, false])
  })

  it('is no file that git tracks, also one that is left out of the work tree', async () => {
    repository.write('.gitignore', '*.env\n')
    for (const name of ['kept.env', 'skipped.env']) repository.write(name, 'x\n')
    repository.git('add', '--force', '.')
    repository.commit('Base')
    repository.git('update-index', '--skip-worktree', 'skipped.env')
    assert.deepEqual(await ignored('kept.env', 'skipped.env', 'other.env'), [false, false, true])
    repository.git('rm', '--quiet', '--cached', 'kept.env')
    assert.deepEqual(await ignored('kept.env'), [true])
  })

  it('is not said of what lies behind a link, and of everything else all the same', async () => {
    repository.write('.gitignore', 'secret\n')
    mkdirSync(join(repository.folder, 'real'))
    symlinkSync('real', join(repository.folder, 'link'))
    assert.deepEqual(await ignored('a', 'link/x', 'secret', 'b'), [false, undefined, true, false])
  })

  it('cannot be found out without a repository', async () => {
    repository.git('config', 'core.repositoryformatversion', '99')
    await assert.rejects(ignored('a', 'b'), { name: 'UserFacingError' })
  })

  describe('in a window', () => {
    const logged: string[] = []

    async function files(program: GitProgram): Promise<IgnoredFiles> {
      const found = await findRepository(repository.folder)
      assert.equal(found?.kind, 'repository')
      return new IgnoredFiles(found, program, (message) => logged.push(message))
    }

    it('is asked again as soon as a rule changes', async () => {
      const asked = await files(git)
      repository.write('deep/er/x', '')
      assert.equal(await asked.isIgnored('deep/er/x'), false)
      for (const [file, rule] of [
        ['.gitignore', 'x'],
        ['deep/.gitignore', '!x'],
        ['deep/er/.gitignore', 'x'],
        ['deep/er/.gitignore', ''],
        ['.git/info/exclude', 'x'],
      ] as const) {
        repository.write(file, `# changed\n${rule}\n`)
        assert.equal(await asked.isIgnored('deep/er/x'), (await ignored('deep/er/x'))[0], `${file} ${rule}`)
      }
      repository.git('add', '--force', 'deep/er/x')
      assert.equal(await asked.isIgnored('deep/er/x'), false)
      assert.equal(asked.lastAnswer('deep/er/x'), false)
    })

    it('counts as ignored where git cannot be asked, and says why once', async () => {
      const gone = new IgnoredFiles(
        (await findRepository(repository.folder)) as never,
        new GitProgram(repository.folder, { program: '/no/such/git' }),
        (message) => logged.push(message),
      )
      logged.length = 0
      for (const asked of [new IgnoredFiles((await findRepository(repository.folder)) as never, undefined), gone]) {
        assert.equal(await asked.isIgnored('a'), true)
        assert.equal(asked.lastAnswer('a'), undefined)
        assert.equal(asked.isUnanswered('a'), true)
        assert.equal(await asked.isIgnored('b'), true)
      }
      assert.equal(logged.length, 1)
      assert.match(logged[0] ?? '', /Nothing is recorded, as git does not say what it ignores: /)
    })
  })

  it('is asked of git in every kind of clone', async () => {
    repository.write('.gitignore', '.env\n')
    repository.git('add', '.')
    repository.commit('Base')
    repository.git('config', 'uploadpack.allowFilter', 'true')
    const base = join(repository.folder, 'clones')
    mkdirSync(base)
    const origin = `file://${repository.folder}`
    const clones = [
      ['--filter=blob:none', origin],
      ['--reference', repository.folder, origin],
      ['--depth=1', origin],
    ]
    for (const [at, args] of clones.entries()) repository.git('clone', '--quiet', ...args, join(base, `${at}`))
    repository.git('init', '--quiet', '--object-format=sha256', join(base, '3'))
    writeFileSync(join(base, '3', '.gitignore'), '.env\n')
    for (const at of [0, 1, 2, 3]) {
      const folder = join(base, `${at}`)
      const found = await findRepository(folder)
      const asked = new IgnoredFiles(found as never, new GitProgram(folder, { environment: environment() }))
      assert.deepEqual([await asked.isIgnored('.env'), await asked.isIgnored('a')], [true, false], `clone ${at}`)
    }
  })
})
