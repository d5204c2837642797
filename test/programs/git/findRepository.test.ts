import assert from 'node:assert/strict'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { findRepository } from '../../../src/git/findRepository'
import { temporaryFolder } from '../../unit/ledger/temporaryFolder'
import { TestRepository } from './testRepository'

describe('findRepository', function () {
  this.timeout(30_000)

  const found = (root: string) => ({
    kind: 'repository',
    root,
    gitDir: path.join(root, '.git'),
    commonDir: path.join(root, '.git'),
    linkedWorktree: false,
  })

  it('finds it from the root, a folder, a file and what does not exist yet', async () => {
    const { root } = TestRepository.create('wörk tree')
    mkdirSync(path.join(root, 'src', 'deep'), { recursive: true })
    writeFileSync(path.join(root, 'src', 'a.ts'), '')
    for (const from of ['', 'src/deep', 'src/a.ts', 'src/new/b.ts']) {
      assert.deepEqual(await findRepository(path.join(root, from)), found(root), from)
    }
  })

  it('finds nothing where there is nothing, an empty .git folder included', async () => {
    const folder = temporaryFolder()
    assert.equal(await findRepository(folder), undefined)
    mkdirSync(path.join(folder, '.git'))
    assert.equal(await findRepository(folder), undefined)
  })

  it('finds the inner of nested repositories', async () => {
    const outer = TestRepository.create()
    outer.git('init', '--quiet', 'inner')
    assert.deepEqual(await findRepository(outer.path('inner/a')), found(outer.path('inner')))
  })

  it('tells a linked work tree from a submodule', async () => {
    const repository = TestRepository.create()
    repository.commit('first', { a: 'a' })
    repository.git('worktree', 'add', '--quiet', '../linked')
    const linked = path.join(repository.root, '..', 'linked')
    assert.deepEqual(await findRepository(path.join(linked, 'a')), {
      kind: 'repository',
      root: linked,
      gitDir: repository.path('.git/worktrees/linked'),
      commonDir: repository.path('.git'),
      linkedWorktree: true,
    })
    const outer = TestRepository.create('outer')
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repository.root, 'sub')
    assert.deepEqual(await findRepository(outer.path('sub')), {
      kind: 'repository',
      root: outer.path('sub'),
      gitDir: outer.path('.git/modules/sub'),
      commonDir: outer.path('.git/modules/sub'),
      linkedWorktree: false,
    })
    renameSync(repository.root, `${repository.root}-moved`)
    const broken = await findRepository(linked)
    assert.equal(broken?.kind, 'broken')
    assert.match(broken.reason, /git worktree repair/)
  })

  it('says what is wrong with a bare or damaged one', async () => {
    const bare = TestRepository.create('bare.git', '--bare')
    const reason = async (from: string) => {
      const repository = await findRepository(from)
      return repository?.kind === 'broken' ? repository.reason : 'not broken'
    }
    assert.equal(await reason(path.join(bare.root, 'hooks')), `${bare.root} is a repository without a work tree.`)
    const folder = temporaryFolder()
    writeFileSync(path.join(folder, '.git'), 'nonsense')
    assert.equal(await reason(folder), `${path.join(folder, '.git')} does not say where the repository is.`)
    const repository = TestRepository.create()
    repository.commit('first', { a: 'a' })
    repository.git('worktree', 'add', '--quiet', '../linked')
    rmSync(repository.path('.git/objects'), { recursive: true })
    assert.match(await reason(path.join(repository.root, '..', 'linked')), /has no objects/)
    const damaged = TestRepository.create('damaged')
    writeFileSync(damaged.path('.git/HEAD'), 'garbage\n')
    assert.match(damaged.try(['status']).stderr, /not a git repository/)
    assert.equal(
      await reason(damaged.root),
      `${damaged.path('.git/HEAD')} is damaged, so git takes this for no repository. "ref: refs/heads/main" in it, with the name of your branch, mends it.`,
    )
    writeFileSync(damaged.path('.git/HEAD'), 'ref: refs/heads/main\n')
    assert.equal(await reason(damaged.root), 'not broken')
  })

  it('goes by the variables of a git process where they are given', async () => {
    const repository = TestRepository.create()
    const { root } = repository
    const outside = temporaryFolder()
    assert.deepEqual(await findRepository(root, { GIT_DIR: '.git' }), found(root))
    const GIT_DIR = repository.path('.git')
    // Such a git process looks at a work tree that the repository itself does not name, and so do those that it starts.
    assert.deepEqual(await findRepository(outside, { GIT_DIR }), {
      ...found(root),
      root: outside,
      variables: { GIT_DIR, GIT_WORK_TREE: outside },
    })
    assert.deepEqual(await findRepository(outside, { GIT_DIR, GIT_WORK_TREE: root }), found(root))
    assert.equal((await findRepository(root, { GIT_DIR: outside }))?.kind, 'broken')
  })
})
