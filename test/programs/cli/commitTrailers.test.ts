import assert from 'node:assert/strict'
import { join } from 'node:path'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { Ledger } from '../../../src/ledger/ledger'
import { TestRepository } from './testRepository'

const assistedBy = 'Assisted-by: Claude Code:claude-opus-5'

function provenance(ai: number, mixed = 0, human = 0, unknown = 0, evidence = 'reported'): string {
  return `AI-Provenance: ai=${ai} mixed=${mixed} human=${human} unknown=${unknown} evidence=${evidence}`
}

describe('trailers in commits', function () {
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

  it('say what AI wrote, for the reader of the message, of blame and of a report', () => {
    repository.writeAs('ai', 'a.ts', 'one()\nai()\ntwo()\nthree()\n')
    repository.writeAs('human', 'a.ts', 'one()\nai()\ntwo()\nmine()\nthree()\n')
    repository.write('pasted.ts', 'from nowhere\n')
    repository.git('add', '.')
    repository.commit('Add')
    const blob = repository.git('rev-parse', 'HEAD:a.ts').replace(/^(.{4})(.{4}).*/s, 'blob=$1_$2')
    assert.equal(repository.message(), `Add\n\n${assistedBy}\n${provenance(1, 0, 1, 1)}\nAI-Lines: a.ts 2 ${blob}`)
    assert.equal(repository.contributors('a.ts'), 'unknown ai unknown human unknown')
    assert.equal(repository.contributors('a.ts', '--rev', 'HEAD'), 'unknown ai unknown human unknown')
    assert.equal(repository.contributors('a.ts', '--rev', 'HEAD~'), 'unknown unknown unknown')
    const report = JSON.parse(repository.byline(['report', 'HEAD~..HEAD', '--format', 'json']).stdout)
    assert.deepEqual(report.totals, { ai: 1, mixed: 0, human: 1, unknown: 1 })
    assert.deepEqual(report.commits[0].claimed, { ai: 1, mixed: 0, human: 1, unknown: 1 })
    assert.equal(repository.log(), '')
  })

  it('are not there where no line that the commit adds is from AI', () => {
    repository.writeAs('ai', 'ai.ts', 'ai()\n')
    repository.append('a.ts', 'unseen()\n')
    repository.git('add', 'a.ts')
    repository.commit('Mine')
    assert.equal(repository.message(), 'Mine')
  })

  it('measure the index: half a change staged, -a, and paths named', async () => {
    repository.writeAs('ai', 'a.ts', 'ai1()\none()\ntwo()\nthree()\nai2()\n')
    repository.write('staged.ts', 'ai1()\none()\ntwo()\nthree()\n')
    repository.git(
      'update-index',
      '--cacheinfo',
      `100644,${repository.git('hash-object', '-w', 'staged.ts').trim()},a.ts`,
    )
    repository.commit('First half')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1, 0, 0, 0, 'derived'), 'AI-Lines: a.ts 1'])
    const ledger = await Ledger.open(`${repository.folder}/.git/byline`)
    const concluded = (await ledger.observationsOf('a.ts')).filter(({ kind }) => kind === 'staged')
    const half = ledger.textIdOf(repository.read('staged.ts')!)
    const base = ledger.textIdOf('one()\ntwo()\nthree()\n')
    assert.deepEqual(
      concluded.map(({ textId, parentTextId }) => [textId, parentTextId]),
      [[half, base]],
    )
    repository.commit('Second half', '-a')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1), 'AI-Lines: a.ts 5'])
    assert.equal(repository.contributors('a.ts', '--rev', 'HEAD~'), 'ai unknown unknown unknown')

    repository.writeAs('ai', 'b.ts', 'b()\n')
    repository.writeAs('ai', 'c.ts', 'c()\n')
    repository.git('add', '.')
    repository.git('commit', '--quiet', '-m', 'Only c', 'c.ts')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1), 'AI-Lines: c.ts 1'])
  })

  it('leave nothing pending that is committed, or was taken back long ago', async () => {
    const ledger = await Ledger.open(`${repository.folder}/.git/byline`)
    for (const name of ['kept', 'later']) repository.writeAs('ai', `${name}.ts`, `${name}()\n`)
    const attributed = AttributedText.of('old()\n', { contributor: 'ai', evidence: 'reported' })
    for (const [path, at] of [
      ['old.ts', '2020-01-01T00:00:00Z'],
      ['new.ts', new Date().toISOString()],
    ] as const) {
      const { textId } = await ledger.record({ path, attributed, kind: 'agent', at })
      await ledger.setPending(path, textId)
    }
    await ledger.close()
    repository.git('add', 'kept.ts')
    repository.commit('Kept')
    repository.commit('Another', '--allow-empty')
    assert.deepEqual((await ledger.pendingPaths()).toSorted(), ['later.ts', 'new.ts'])
  })

  it('leave pending what other work trees have, as long as these are there', async () => {
    const linked = join(repository.folder, '.git', 'linked')
    repository.git('worktree', 'add', '--quiet', linked)
    const ledger = await Ledger.open(`${repository.folder}/.git/byline`, { worktree: 'linked' })
    const attributed = AttributedText.of('old()\n', { contributor: 'ai', evidence: 'reported' })
    const at = '2020-01-01T00:00:00Z'
    const { textId } = await ledger.record({ path: 'old.ts', attributed, kind: 'agent', at })
    await ledger.setPending('old.ts', textId)
    await ledger.close()
    repository.commit('One', '--allow-empty')
    assert.deepEqual(await ledger.pendingPaths(), ['old.ts'])
    repository.git('worktree', 'remove', '--force', linked)
    repository.writeAs('ai', 'a.ts', 'ai()\n')
    repository.commit('Another', '--allow-empty')
    assert.deepEqual(await ledger.pendingPaths(), ['a.ts'])
  })

  it('come with AI text that lay in a stash while others were committed', async () => {
    repository.writeAs('ai', 'a.ts', 'one()\nai()\ntwo()\nthree()\n')
    repository.git('stash', '--quiet')
    repository.write('b.ts', 'b()\n')
    repository.git('add', '.')
    repository.commit('Meanwhile')
    assert.deepEqual(await (await Ledger.open(`${repository.folder}/.git/byline`)).pendingPaths(), ['a.ts'])
    repository.git('stash', 'pop', '--quiet')
    repository.commit('Popped', '-a')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1), 'AI-Lines: a.ts 2'])
  })

  it('measure the index that GIT_INDEX_FILE names', () => {
    repository.writeAs('ai', 'b.ts', 'b()\n')
    const index = { GIT_INDEX_FILE: `${repository.folder}/.git/other-index` }
    assert.equal(repository.tryGit(['read-tree', 'HEAD'], index).code, 0)
    assert.equal(repository.tryGit(['add', 'b.ts'], index).code, 0)
    assert.equal(repository.tryGit(['commit', '--quiet', '-m', 'Other index'], index).code, 0)
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1), 'AI-Lines: b.ts 1'])
  })

  it('are written into a first commit, on a branch without history and on a detached HEAD', () => {
    repository.git('checkout', '--quiet', '--orphan', 'fresh')
    repository.writeAs('ai', 'b.ts', 'b()\n')
    repository.git('add', 'b.ts')
    repository.commit('Root')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1, 0, 0, 3), 'AI-Lines: b.ts 1'])
    repository.git('checkout', '--quiet', '--detach')
    repository.writeAs('ai', 'c.ts', 'c()\n')
    repository.git('add', 'c.ts')
    repository.commit('Detached')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1), 'AI-Lines: c.ts 1'])
  })

  it('measure a merge against all its parents', () => {
    repository.git('checkout', '--quiet', '-b', 'side')
    repository.writeAs('ai', 'a.ts', 'side()\none()\ntwo()\nthree()\n')
    repository.commit('Side', '-a')
    repository.git('checkout', '--quiet', 'main')
    repository.append('a.ts', 'main()\n')
    repository.commit('Main', '-a')
    repository.git('merge', '--quiet', '--no-edit', 'side')
    assert.deepEqual(repository.trailers(), [])
    assert.equal(repository.contributors('a.ts'), 'ai unknown unknown unknown unknown')

    repository.git('reset', '--quiet', '--hard', 'HEAD~')
    repository.tryGit(['merge', '--quiet', '--no-commit', 'side'])
    repository.writeAs('ai', 'a.ts', 'side()\none()\nresolved()\ntwo()\nthree()\nmain()\n')
    repository.git('add', '.')
    repository.git('commit', '--quiet', '--no-edit')
    assert.deepEqual(repository.trailers(), [assistedBy, provenance(1), 'AI-Lines: a.ts 3'])
  })

  it('obey the settings of the repository over those of the user, and the one-off switches over both', () => {
    repository.write('.git/byline/settings.json', '{"trailers":{"key":"Generated-by","detail":"summary"}}')
    repository.write('byline.json', '{"trailers":{"detail":"lines","maxFiles":0,"minimumShare":"much"}}')
    repository.git('add', '.')
    repository.writeAs('ai', 'b.ts', 'b()\n')
    repository.git('add', '.')
    repository.commit('Settings')
    assert.deepEqual(repository.message().split('\n').slice(2), [
      'Generated-by: Claude Code:claude-opus-5',
      provenance(1, 0, 0, 1),
      'AI-Lines: +1 file',
    ])
    assert.match(repository.log(), /byline\.json: "trailers\.minimumShare" must be a number from 0 to 1/)

    repository.writeAs('ai', 'c.ts', 'c()\n')
    repository.git('add', '.')
    repository.git('-c', 'byline.trailers=false', 'commit', '--quiet', '-m', 'Left out')
    assert.equal(repository.message(), 'Left out')

    repository.writeAs('ai', 'd.ts', 'd()\n')
    repository.write('.git/byline/skip-next-commit', repository.git('rev-parse', 'HEAD'))
    repository.git('add', '.')
    repository.commit('Skipped once')
    assert.equal(repository.message(), 'Skipped once')
    repository.writeAs('ai', 'e.ts', 'e()\n')
    repository.git('add', '.')
    repository.commit('The mark is spent')
    assert.equal(repository.trailers()[0], provenance(1))
  })

  it('are for a second clone all there is, and enough', () => {
    repository.writeAs('ai', 'a.ts', 'one()\nai()\ntwo()\nthree()\n')
    repository.commit('One', '-a')
    repository.writeAs('ai', 'a.ts', 'zero()\none()\nai()\ntwo()\nthree()\n', 'openai/gpt-5')
    repository.commit('Two', '-a')
    repository.append('a.ts', 'by hand()\n')
    repository.git('mv', 'a.ts', 'b.ts')
    repository.commit('Three', '-a', '--no-verify')
    const clone = repository.clone()
    try {
      assert.equal(clone.contributors('b.ts'), 'ai unknown ai unknown unknown unknown')
      const { lines } = JSON.parse(clone.byline(['blame', 'a.ts', '--json', '--rev', 'HEAD~']).stdout)
      assert.deepEqual(lines.slice(0, 3), [
        { line: 1, contributor: 'ai', tool: 'claude-code', model: 'gpt-5', evidence: 'reported' },
        { line: 2, contributor: 'unknown' },
        { line: 3, contributor: 'ai', tool: 'claude-code', model: 'claude-opus-5', evidence: 'derived' },
      ])
      const report = JSON.parse(clone.byline(['report', 'HEAD~3..HEAD', '--format', 'json']).stdout)
      assert.deepEqual(
        report.files.map(({ path, added }: { path: string; added: object }) => [path, added]),
        [['b.ts', { ai: 2, mixed: 0, human: 0, unknown: 4 }]],
      )
    } finally {
      clone.dispose()
    }
  })

  it('name nasty paths so that git and Byline read them back', () => {
    const paths = ['with space.ts', 'quote".ts', 'größe 🎉.ts', '-dash.ts', `${'long/'.repeat(30)}file.ts`]
    for (const path of paths) repository.writeAs('ai', path, `${path}\n`)
    repository.git('add', '.')
    repository.commit('Paths')
    assert.deepEqual(repository.trailers().slice(2), [
      'AI-Lines: "-dash.ts" 1',
      'AI-Lines: "gr\\303\\266\\303\\237e \\360\\237\\216\\211.ts" 1',
      'AI-Lines: "quote\\".ts" 1',
      'AI-Lines: "with space.ts" 1',
      'AI-Lines: +1 file',
    ])
    const clone = repository.clone()
    try {
      for (const path of paths.slice(0, 4)) assert.equal(clone.contributors(`./${path}`), 'ai')
    } finally {
      clone.dispose()
    }
  })

  it('work in a linked work tree and from a folder below', () => {
    repository.git('worktree', 'add', '--quiet', `${repository.folder}/tree`)
    repository.git('-C', 'tree', 'config', 'user.name', 'Ada')
    const input = JSON.stringify({ path: 'x.ts', contributor: 'ai', tool: 'cursor', before: '', after: 'x()\n' })
    repository.write('tree/sub/x.ts', 'x()\n')
    assert.equal(repository.byline(['record', '--agent', 'generic'], { input, folder: 'tree/sub' }).code, 0)
    repository.git('-C', 'tree/sub', 'add', '.')
    repository.git('-C', 'tree/sub', 'commit', '--quiet', '-m', 'Tree')
    assert.deepEqual(repository.trailers('tree'), ['Assisted-by: Cursor', provenance(1), 'AI-Lines: sub/x.ts 1'])
  })
})
