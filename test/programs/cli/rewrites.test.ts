import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { Ledger } from '../../../src/ledger/ledger'
import { TestRepository } from './testRepository'

function provenance(ai: number, human = 0, unknown = 0, evidence = 'reported'): string {
  return `AI-Provenance: ai=${ai} mixed=0 human=${human} unknown=${unknown} evidence=${evidence}`
}
const assistedBy = 'Assisted-by: Claude Code:claude-opus-5'

describe('rewriting commits', function () {
  this.timeout(30_000)
  let repository: TestRepository

  beforeEach(() => {
    repository = new TestRepository()
    repository.write('a.ts', 'one()\ntwo()\nthree()\n')
    repository.git('add', '.')
    repository.commit('Base')
    repository.installHooks()
  })

  afterEach(() => repository.dispose())

  /** Commits a file of its own with one AI line for each name. */
  function commitEach(...names: readonly string[]): void {
    for (const name of names) {
      repository.writeAs('ai', `${name}.ts`, `${name}()\n`)
      repository.git('add', `${name}.ts`)
      repository.commit(name)
    }
  }

  /** `git rebase -i` with a todo list that a sed script makes. */
  function rebase(script: string, onto: string, variables: NodeJS.ProcessEnv = {}): void {
    repository.write('.git/todo.sh', `#!/bin/sh\nsed -i -e '${script}' "$1"\n`)
    chmodSync(join(repository.folder, '.git/todo.sh'), 0o755)
    const { code, stderr } = repository.tryGit(['rebase', '--quiet', '-i', onto], {
      GIT_SEQUENCE_EDITOR: join(repository.folder, '.git/todo.sh'),
      ...variables,
    })
    assert.equal(code, 0, stderr)
  }

  function subjects(): string {
    return repository.git('log', '--format=%s', '--reverse').trim().split('\n').slice(1).join(' ')
  }

  it('amend measures the whole commit anew, however the message is given', () => {
    repository.writeAs('ai', 'a.ts', 'one()\nai()\ntwo()\nthree()\n')
    repository.commit('Add', '-a')
    repository.writeAs('ai', 'a.ts', 'one()\nai()\ntwo()\nthree()\nmore()\n')
    repository.git('commit', '--quiet', '-a', '--amend', '--no-edit')
    const both = [assistedBy, provenance(2), 'AI-Lines: a.ts 2,5']
    assert.deepEqual(repository.trailers(), both)
    repository.git('commit', '--quiet', '--amend', '-m', 'Another subject')
    assert.deepEqual([repository.message().split('\n')[0], repository.trailers()], ['Another subject', both])
    repository.git('commit', '--quiet', '--amend')
    assert.deepEqual(repository.trailers(), both)
    repository.git('config', 'alias.again', 'commit --amend --quiet -m')
    repository.git('again', 'By an alias, of --amend')
    assert.deepEqual(repository.trailers(), both)
    repository.git(
      'commit',
      '--quiet',
      '--amend',
      '--reset-author',
      '--date',
      '2020-02-02T02:02:02',
      '-m',
      'Other date',
    )
    assert.deepEqual(repository.trailers(), both)
    repository.write('a.ts', 'one()\ntwo()\nthree()\nmine()\n')
    repository.git('commit', '--quiet', '-a', '--amend', '--no-edit')
    assert.equal(repository.message(), 'Other date')
  })

  it('amends a first commit against nothing', () => {
    repository.writeAs('ai', 'b.ts', 'b()\n')
    repository.git('add', '.')
    repository.git('commit', '--quiet', '--amend', '-m', 'Root')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1, 0, 3), 'AI-Lines: b.ts 1'])
  })

  it('takes two commits of the same second for two commits', () => {
    const date = { GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' }
    for (const name of ['b', 'c']) {
      repository.writeAs('ai', `${name}.ts`, `${name}()\n`)
      repository.git('add', '.')
      assert.equal(repository.tryGit(['commit', '--quiet', '-m', 'not an --amend'], date).code, 0)
      assert.deepEqual(repository.trailers(), [assistedBy, provenance(1), `AI-Lines: ${name}.ts 1`])
    }
  })

  it('reorders, rewords, squashes and drops in a rebase', () => {
    commitEach('b', 'c', 'd', 'e', 'f')
    // c, then b with d squashed and e fixed up into it; f reworded.
    rebase('1{h;d};2G;3s/^pick/squash/;4s/^pick/fixup/;5s/^pick/reword/', 'HEAD~5')
    assert.equal(subjects(), 'c b f')
    assert.deepEqual(repository.trailers('HEAD~2').slice(1), [provenance(1), 'AI-Lines: c.ts 1'])
    assert.deepEqual(repository.trailers('HEAD~1').slice(1), [
      provenance(3),
      'AI-Lines: b.ts 1',
      'AI-Lines: d.ts 1',
      'AI-Lines: e.ts 1',
    ])
    assert.deepEqual(repository.trailers('HEAD').slice(1), [provenance(1), 'AI-Lines: f.ts 1'])
    rebase('2d', 'HEAD~2')
    assert.equal(subjects(), 'c b')
  })

  it('forgets at the first pick what was pending and is committed', async () => {
    commitEach('b', 'c')
    const ledger = await Ledger.open(join(repository.folder, '.git', 'byline'))
    assert.deepEqual(await ledger.pendingPaths(), ['c.ts'])
    rebase('1{h;d};2G;2,$s/^pick/pick/', 'HEAD~2', { GIT_EDITOR: 'true' })
    assert.deepEqual(await ledger.pendingPaths(), [])
  })

  it('melts fixups in by autosquash', () => {
    commitEach('b', 'c')
    repository.writeAs('ai', 'b.ts', 'b()\nfixed()\n')
    repository.git('commit', '--quiet', '-a', '--fixup', 'HEAD~1')
    assert.equal(repository.tryGit(['rebase', '--quiet', '-i', '--autosquash', 'HEAD~3']).code, 0)
    assert.equal(subjects(), 'b c')
    assert.deepEqual(repository.trailers('HEAD~1'), [assistedBy, provenance(2), 'AI-Lines: b.ts 1-2'])
  })

  it('stops for an edit and splits a commit', () => {
    repository.writeAs('ai', 'b.ts', 'b()\n')
    repository.writeAs('ai', 'c.ts', 'c()\n')
    repository.git('add', '.')
    repository.commit('Both')
    rebase('1s/^pick/edit/', 'HEAD~1')
    repository.git('reset', '--quiet', 'HEAD~')
    for (const name of ['b', 'c']) {
      repository.git('add', `${name}.ts`)
      repository.commit(name)
      assert.deepEqual(repository.trailers(), [assistedBy, provenance(1), `AI-Lines: ${name}.ts 1`])
    }
    repository.git('rebase', '--continue')
  })

  it('moves the lines when the base grows above them', () => {
    repository.git('checkout', '--quiet', '-b', 'topic')
    repository.writeAs('ai', 'a.ts', 'one()\ntwo()\nthree()\nai()\n')
    repository.commit('Topic', '-a')
    repository.git('checkout', '--quiet', 'main')
    repository.write('a.ts', 'zero()\none()\ntwo()\nthree()\n')
    repository.commit('Main', '-a')
    repository.git('rebase', '--quiet', 'main', 'topic')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1, 0, 0, 'derived'), 'AI-Lines: a.ts 5'])
    assert.equal(repository.contributors('a.ts'), 'unknown unknown unknown unknown ai')
  })

  it('counts what was resolved by hand in a conflict as unknown, and what AI resolved as AI', () => {
    repository.git('checkout', '--quiet', '-b', 'topic')
    repository.writeAs('ai', 'a.ts', 'one()\nai()\nthree()\n')
    repository.commit('Topic', '-a')
    repository.git('checkout', '--quiet', 'main')
    repository.write('a.ts', 'one()\nmain()\nthree()\n')
    repository.commit('Main', '-a')
    for (const resolve of ['byHand', 'byAi'] as const) {
      repository.git('checkout', '--quiet', '-B', 'picked', 'main')
      assert.equal(repository.tryGit(['cherry-pick', 'topic']).code, 1)
      const text = `one()\n${resolve}()\nai()\nthree()\n`
      if (resolve === 'byAi') repository.writeAs('ai', 'a.ts', text)
      else repository.write('a.ts', text)
      repository.git('add', '.')
      repository.git('cherry-pick', '--continue')
      const expected = resolve === 'byAi' ? provenance(2, 0, 0, 'derived') : provenance(1, 0, 1, 'derived')
      assert.deepEqual([resolve, repository.trailers()[1]], [resolve, expected])
    }
  })

  it('knows AI lines again when they are picked, reverted and brought back', () => {
    repository.git('checkout', '--quiet', '-b', 'topic')
    repository.writeAs('ai', 'a.ts', 'one()\nai1()\nai2()\ntwo()\nthree()\n')
    repository.commit('Topic', '-a')
    repository.git('checkout', '--quiet', 'main')
    repository.append('a.ts', 'main()\n')
    repository.commit('Main', '-a')
    repository.git('cherry-pick', 'topic')
    assert.deepEqual(repository.trailers().slice(1), [provenance(2, 0, 0, 'derived'), 'AI-Lines: a.ts 2-3'])
    repository.git('revert', '--no-edit', 'HEAD')
    assert.deepEqual(repository.trailers(), [])
    repository.append('a.ts', 'later()\n')
    repository.commit('Later', '-a')
    repository.git('revert', '--no-edit', 'HEAD~')
    assert.deepEqual(repository.trailers().slice(1), [provenance(2, 0, 0, 'derived'), 'AI-Lines: a.ts 2-3'])
  })

  it('sums up a merge --squash', () => {
    repository.git('checkout', '--quiet', '-b', 'topic')
    commitEach('b', 'c')
    repository.git('checkout', '--quiet', 'main')
    repository.git('merge', '--quiet', '--squash', 'topic')
    repository.git('commit', '--quiet', '--no-edit')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(2), 'AI-Lines: b.ts 1', 'AI-Lines: c.ts 1'])
    assert.match(repository.message(), /^Squashed commit of the following:/)
    assert.doesNotMatch(repository.message(), / {4}AI-/)
  })

  it('leaves trailers out of what is picked, squashed or reworded when they were taken out', () => {
    repository.git('config', 'byline.trailers', 'false')
    commitEach('b', 'c')
    repository.git('config', '--unset', 'byline.trailers')
    rebase('1s/^pick/reword/;2s/^pick/squash/', 'HEAD~2', { GIT_EDITOR: 'sed -i "1s/^/Re/"' })
    assert.deepEqual(repository.trailers(), [])
    repository.git('checkout', '--quiet', '-b', 'other', 'HEAD~')
    repository.commit('Other', '--allow-empty')
    repository.git('cherry-pick', 'main')
    assert.deepEqual(repository.trailers(), [])
  })

  it("keeps a colleague's trailers where the ledger knows less than they say", () => {
    repository.writeAs('ai', 'a.ts', 'one()\nai()\ntwo()\nthree()\n')
    repository.writeAs('human', 'a.ts', 'one()\nai()\nmine()\ntwo()\nthree()\n')
    repository.write('byline.json', '{"trailers":{"detail":"summary"}}')
    repository.git('add', '.')
    repository.commit('Add')
    const colleague = repository.clone()
    try {
      colleague.installHooks()
      const trailers = repository.trailers()
      assert.equal(trailers.length, 2)
      colleague.git('commit', '--quiet', '--amend', '--signoff', '--no-edit')
      assert.deepEqual(colleague.trailers(), trailers)
      colleague.git('reset', '--quiet', '--hard', 'HEAD~')
      colleague.append('a.ts', 'four()\n')
      colleague.commit('Four', '-a')
      colleague.git('fetch', '--quiet', 'origin')
      colleague.git('cherry-pick', 'origin/main')
      assert.deepEqual(colleague.trailers(), trailers)
    } finally {
      colleague.dispose()
    }
  })

  it("moves a colleague's lines along by what their trailers claim", () => {
    repository.writeAs('ai', 'a.ts', 'one()\nai()\ntwo()\nthree()\n')
    repository.commit('Add', '-a')
    const colleague = repository.clone()
    try {
      colleague.installHooks()
      colleague.git('checkout', '--quiet', '-b', 'mine', 'HEAD~')
      colleague.write('a.ts', 'zero()\none()\ntwo()\nthree()\n')
      colleague.commit('Zero', '-a')
      colleague.git('cherry-pick', 'main')
      assert.deepEqual(colleague.trailers(), [assistedBy, provenance(1, 0, 0, 'derived'), 'AI-Lines: a.ts 3'])
    } finally {
      colleague.dispose()
    }
  })

  it("brings a colleague's lines back when their revert is reverted", () => {
    repository.writeAs('ai', 'a.ts', 'one()\nai()\ntwo()\nthree()\n')
    repository.commit('Add', '-a')
    repository.git('revert', '--no-edit', 'HEAD')
    const colleague = repository.clone()
    try {
      colleague.installHooks()
      colleague.writeAs('human', 'a.ts', 'one()\ntwo()\nthree()\nmine()\n')
      colleague.commit('Mine', '-a')
      colleague.git('revert', '--no-edit', 'HEAD~')
      assert.deepEqual(colleague.trailers(), [assistedBy, provenance(1, 0, 0, 'derived'), 'AI-Lines: a.ts 2'])
    } finally {
      colleague.dispose()
    }
  })

  it('counts AI lines that a fixup brings into a commit without any', () => {
    repository.write('h.ts', 'mine()\n')
    repository.git('add', 'h.ts')
    repository.commit('Mine')
    repository.writeAs('ai', 'h.ts', 'mine()\nai()\n')
    repository.git('commit', '--quiet', '-a', '--fixup', 'HEAD')
    repository.git('checkout', '--quiet', '-b', 'other', 'HEAD~2')
    repository.commit('Moved on', '--allow-empty')
    repository.git('checkout', '--quiet', 'main')
    const { code } = repository.tryGit(['rebase', '--quiet', '-i', '--autosquash', 'other'], {
      GIT_SEQUENCE_EDITOR: 'true',
    })
    assert.deepEqual([code, repository.message().split('\n')[0]], [0, 'Mine'])
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1, 0, 1), 'AI-Lines: h.ts 2'])
  })

  it('counts what a squash merge brings under a message of its own', () => {
    repository.git('checkout', '--quiet', '-b', 'feature')
    commitEach('b', 'c')
    repository.git('checkout', '--quiet', 'main')
    repository.commit('Nothing pending', '--allow-empty')
    repository.git('merge', '--quiet', '--squash', 'feature')
    const date = { GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z' }
    assert.equal(repository.tryGit(['commit', '--quiet', '-m', 'All in one'], date).code, 0)
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(2), 'AI-Lines: b.ts 1', 'AI-Lines: c.ts 1'])
  })

  it('counts lines anew that an amend adds elsewhere', () => {
    commitEach('b')
    repository.commit('Nothing pending', '--allow-empty')
    repository.git('reset', '--quiet', '--hard', 'HEAD~')
    repository.write('.git/byline/moved', repository.git('rev-parse', 'ORIG_HEAD'))
    repository.write('h.ts', 'mine()\n')
    repository.git('add', 'h.ts')
    repository.git('commit', '--quiet', '--amend', '--no-edit')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1, 0, 1), 'AI-Lines: b.ts 1'])
  })

  it("keeps a colleague's trailers where their message is used again", () => {
    repository.writeAs('ai', 'a.ts', 'one()\nai()\ntwo()\nthree()\n')
    repository.commit('Add', '-a')
    const trailers = repository.trailers()
    for (const last of [
      ['commit', '--quiet', '--no-edit'],
      ['commit', '--quiet', '-C', 'main'],
    ]) {
      const colleague = repository.clone()
      try {
        colleague.installHooks()
        colleague.git('checkout', '--quiet', '-b', 'mine', 'HEAD~')
        colleague.write('a.ts', 'one()\ntwo()\nthree()\nzero()\n')
        colleague.commit('Zero', '-a')
        colleague.git('cherry-pick', '--no-commit', 'main')
        colleague.git(...last)
        // Kept, or found out anew by what they claim.
        const [by, counts] = colleague.trailers()
        assert.deepEqual([by, counts?.replace('derived', 'reported')], trailers.slice(0, 2), last.join(' '))
      } finally {
        colleague.dispose()
      }
    }
  })

  it('writes trailers into an amend of what was committed without the hooks', () => {
    const other = new TestRepository()
    try {
      other.commit('Base', '--allow-empty')
      other.writeAs('ai', 'b.ts', 'b()\n')
      other.git('add', '.')
      other.commit('Before')
      other.installHooks()
      other.writeAs('ai', 'c.ts', 'c()\n')
      other.git('add', '.')
      other.git('commit', '--quiet', '--amend', '--no-edit')
      assert.deepEqual(other.trailers(), [assistedBy, provenance(2), 'AI-Lines: b.ts 1', 'AI-Lines: c.ts 1'])
    } finally {
      other.dispose()
    }
  })

  it('records what a rebase without message hooks makes', async () => {
    repository.git('checkout', '--quiet', '-b', 'topic')
    repository.writeAs('ai', 'a.ts', 'one()\ntwo()\nthree()\nai()\n')
    repository.commit('Topic', '-a')
    repository.git('checkout', '--quiet', 'main')
    repository.write('a.ts', 'zero()\none()\ntwo()\nthree()\n')
    repository.commit('Main', '-a')
    repository.git('rebase', '--quiet', '--apply', 'main', 'topic')
    const ledger = await Ledger.open(join(repository.folder, '.git', 'byline'))
    const [newest] = await ledger.observationsOf('a.ts')
    const text = repository.read('a.ts')!
    assert.deepEqual([newest?.kind, newest?.textId], ['staged', ledger.textIdOf(text)])
    const attributed = await newest!.read()
    assert.deepEqual(
      attributed!.lineOrigins(0, 5).map(({ contributor, evidence }) => [contributor, evidence]),
      [...Array.from({ length: 4 }, () => ['unknown', undefined]), ['ai', 'derived']],
    )
    assert.equal(repository.log(), '')
  })
})
