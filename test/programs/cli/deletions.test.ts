import assert from 'node:assert/strict'
import { TestRepository } from './testRepository'

const before = `function allow(user, doc) {
  if (user && user.isAdmin && doc.open) {
    return true
  }
  audit(user)
  audit(doc)
  return !user.blocked
}
`

describe('What an agent takes out', function () {
  this.timeout(60_000)
  let repository: TestRepository

  beforeEach(() => {
    repository = new TestRepository().installHooks()
    repository.write('a.js', before)
    repository.git('add', '.')
    repository.commit('Base')
  })

  afterEach(() => repository.dispose())

  /** The file with a text of it replaced. */
  const changed = (from: string, to = ''): string => {
    const text = repository.read('a.js')!
    assert.ok(text.includes(from), from)
    return text.replace(from, to)
  }

  interface BlamedLine {
    readonly line: number
    readonly contributor: string
    readonly tool?: string
    readonly evidence?: string
    readonly deletedBy?: string
  }

  const blamed = (...options: readonly string[]): readonly BlamedLine[] =>
    (JSON.parse(repository.byline(['blame', 'a.js', '--json', ...options]).stdout) as { lines: BlamedLine[] }).lines

  const report = (): {
    readonly deletedByAi?: number
    readonly files: readonly {
      readonly ranges: readonly { readonly start: number; readonly deletedBy?: string }[]
      readonly deleted?: readonly { readonly before: number; readonly lines: number; readonly tool: string }[]
    }[]
  } => JSON.parse(repository.byline(['report', 'HEAD~1..HEAD', '--format', 'json']).stdout)

  it('within lines makes them mixed, in blame, trailers, report and clone', () => {
    repository.writeAs('ai', 'a.js', changed(' && user.isAdmin').replace('return !user', 'return user'))
    assert.deepEqual(
      blamed().flatMap(({ line, contributor, tool, deletedBy }) =>
        contributor === 'unknown' ? [] : [[line, contributor, tool, deletedBy]],
      ),
      [
        [2, 'mixed', 'claude-code', 'ai'],
        [7, 'mixed', 'claude-code', 'ai'],
      ],
    )
    repository.commit('Open it', '--all')
    assert.deepEqual(repository.trailers(), [
      'Assisted-by: Claude Code:claude-opus-5',
      'AI-Provenance: ai=0 mixed=2 human=0 unknown=0 evidence=reported',
      'AI-Lines: a.js mixed 2,7',
    ])
    assert.deepEqual(
      report().files[0]?.ranges.map(({ start, deletedBy }) => [start, deletedBy]),
      [
        [2, 'ai'],
        [7, 'ai'],
      ],
    )
    const clone = repository.clone()
    assert.equal(
      clone.contributors('a.js', '--rev', 'HEAD'),
      'unknown mixed unknown unknown unknown unknown mixed unknown',
    )
    clone.dispose()
  })

  it('within lines that a person typed makes them mixed, and what it takes out of its own leaves them AI', () => {
    repository.writeAs('human', 'a.js', changed('  audit(user)', '  check(user && user.isOwner, user)'))
    repository.writeAs('ai', 'a.js', changed('  audit(doc)', '  check(doc, doc.isOpen)'))
    repository.writeAs('ai', 'a.js', changed(' && user.isOwner').replace(', doc.isOpen', ''))
    assert.deepEqual(
      blamed().flatMap(({ contributor, deletedBy }) => (contributor === 'unknown' ? [] : [[contributor, deletedBy]])),
      [
        ['mixed', 'ai'],
        ['ai', undefined],
      ],
    )
  })

  it('as whole lines is counted with its place, once', () => {
    repository.writeAs('ai', 'a.js', changed('  audit(user)\n  audit(doc)\n'))
    repository.commit('Stop auditing', '--all')
    assert.deepEqual(repository.trailers(), [
      'Assisted-by: Claude Code:claude-opus-5',
      'AI-Provenance: ai=0 mixed=0 human=0 unknown=0 evidence=reported',
      'AI-Deleted: a.js 2 lines before 5',
    ])
    const { deletedByAi, files } = report()
    assert.deepEqual(
      [deletedByAi, files[0]?.deleted],
      [
        2,
        [
          {
            before: 5,
            lines: 2,
            tool: 'claude-code',
            model: 'anthropic/claude-opus-5',
            mode: 'agent',
            evidence: 'reported',
          },
        ],
      ],
    )
    // The next commit, by a person, has nothing of it.
    repository.write('a.js', changed('    return true\n', '    return doc.open\n'))
    repository.commit('Change more', '--all')
    assert.deepEqual(repository.trailers(), [])
    repository.write('a.js', changed('    return doc.open\n'))
    repository.commit('Delete more', '--all')
    assert.deepEqual(repository.trailers(), [])
  })

  it('as whole lines is told again by an amend, and not where a person put the lines back', () => {
    repository.writeAs('ai', 'a.js', changed('  audit(user)\n  audit(doc)\n'))
    repository.commit('Stop auditing', '--all')
    repository.git('commit', '--quiet', '--amend', '-m', 'Audit no more')
    assert.equal(repository.trailers().at(-1), 'AI-Deleted: a.js 2 lines before 5')
    repository.writeAs('human', 'a.js', changed('  return !user', '  audit(user)\n  return !user'))
    repository.git('commit', '--quiet', '--all', '--amend', '-m', 'Audit some')
    assert.equal(repository.trailers().at(-1), 'AI-Deleted: a.js 1 line before 6')
  })

  it('as whole lines is told again also where all of it falls into the second of the commit before', async () => {
    const second = Math.floor(Date.now() / 1_000) + 2
    const date = { GIT_COMMITTER_DATE: `${second} +0000` }
    assert.equal(repository.tryGit(['commit', '--quiet', '--amend', '-m', 'Base of that second'], date).code, 0)
    await new Promise((resolve) => setTimeout(resolve, second * 1_000 - Date.now()))
    repository.writeAs('ai', 'a.js', changed('  audit(user)\n  audit(doc)\n'))
    repository.commit('Stop auditing', '--all')
    repository.writeAs('human', 'a.js', changed('  return !user', '  audit(user)\n  return !user'))
    repository.git('commit', '--quiet', '--all', '--amend', '-m', 'Audit some')
    assert.equal(repository.trailers().at(-1), 'AI-Deleted: a.js 1 line before 6')
  })

  it('as whole lines of a file that is staged in part is told of that part', () => {
    repository.writeAs('ai', 'a.js', changed('  audit(doc)\n').replace('    return true\n', ''))
    const staged = before.replace('  audit(doc)\n', '')
    const blob = hashOf(repository, staged)
    repository.git('update-index', '--cacheinfo', `100644,${blob},a.js`)
    repository.commit('Half of it')
    assert.equal(repository.trailers().at(-1), 'AI-Deleted: a.js 1 line before 6')
  })

  it('is told on by who picks the commit elsewhere and knows nothing of it', () => {
    repository.writeAs('ai', 'a.js', changed('  audit(user)\n  audit(doc)\n'))
    repository.commit('Stop auditing', '--all')
    const told = repository.trailers()
    const clone = repository.clone().installHooks()
    clone.git('checkout', '--quiet', '-b', 'release', 'HEAD~1')
    clone.writeAs('ai', 'b.js', 'other()\n')
    clone.git('cherry-pick', 'main')
    assert.deepEqual(clone.trailers(), told)
    clone.git('commit', '--quiet', '--amend', '-m', clone.message())
    assert.deepEqual(clone.trailers(), told)
    clone.dispose()
  })

  it('stays out of an amended message once it was taken out', () => {
    repository.writeAs('ai', 'a.js', changed('  audit(user)\n  audit(doc)\n'))
    repository.git('-c', 'byline.trailers=false', 'commit', '--quiet', '--all', '-m', 'Stop auditing')
    assert.deepEqual(repository.trailers(), [])
    repository.git('commit', '--quiet', '--amend', '-m', 'Audit no more')
    assert.deepEqual(repository.trailers(), [])
  })

  it('stays known through a rebase', () => {
    repository.git('checkout', '--quiet', '-b', 'topic')
    repository.writeAs('ai', 'a.js', changed(' && user.isAdmin').replace('  audit(doc)\n', ''))
    repository.commit('Open it', '--all')
    repository.git('checkout', '--quiet', 'main')
    repository.write('b.js', 'other()\n')
    repository.write('a.js', `// first\n${before}`)
    repository.git('add', '.')
    repository.commit('Meanwhile')
    repository.git('rebase', '--quiet', 'main', 'topic')
    assert.deepEqual(repository.trailers().slice(1), [
      'AI-Provenance: ai=0 mixed=1 human=0 unknown=0 evidence=derived',
      'AI-Lines: a.js mixed 3',
      'AI-Deleted: a.js 1 line before 7',
    ])
  })
})

function hashOf(repository: TestRepository, text: string): string {
  repository.write('staged.tmp', text)
  return repository.git('hash-object', '-w', 'staged.tmp').trim()
}
