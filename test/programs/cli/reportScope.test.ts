import assert from 'node:assert/strict'
import { TestRepository } from './testRepository'

describe('byline report without a range', function () {
  this.timeout(60_000)
  let repository: TestRepository

  beforeEach(() => {
    repository = new TestRepository()
  })

  afterEach(() => repository.dispose())

  function commit(file: string, variables: NodeJS.ProcessEnv = {}): void {
    repository.write(file, `${file}\n`)
    repository.git('add', '.')
    const { code, stderr } = repository.tryGit(['commit', '--quiet', '-m', file], variables)
    assert.equal(code, 0, stderr)
  }

  function reported(...args: string[]): readonly [range: string, ...files: string[]] {
    const { code, stdout, stderr } = repository.byline(['report', '--format', 'json', ...args])
    assert.equal(code, 0, stderr)
    const { range, files } = JSON.parse(stdout) as { range: string; files: { path: string }[] }
    if (args.length === 0) assert.equal(stderr, `byline: report on ${range}\n`)
    else assert.equal(stderr, '')
    return [range.replace(/\([0-9a-f]{10}\)/, '(…)'), ...files.map(({ path }) => path)]
  }

  it('takes what is not committed, be it staged, changed or new', () => {
    repository.write('a', 'a\n')
    assert.deepEqual(reported(), ['uncommitted changes', 'a'])
    repository.git('add', '.')
    assert.deepEqual(reported(), ['uncommitted changes', 'a'])
    repository.commit('a')
    repository.git('checkout', '--quiet', '-b', 'topic')
    commit('b')
    repository.append('b', 'more\n')
    assert.deepEqual(reported(), ['uncommitted changes', 'b'])
  })

  it('takes the last commit where there is nothing else, also the first and a merge', () => {
    commit('a')
    assert.deepEqual(reported(), ['last commit (…)', 'a'])
    commit('b')
    assert.deepEqual(reported(), ['last commit (…)', 'b'])
    repository.git('checkout', '--quiet', '-b', 'topic', 'HEAD~1')
    commit('c')
    repository.git('checkout', '--quiet', 'main')
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'topic')
    assert.deepEqual(reported(), ['last commit (…)', 'c'])
    repository.git('checkout', '--quiet', '--detach')
    assert.deepEqual(reported(), ['last commit (…)', 'c'])
  })

  it('takes what a branch adds to the main one, whatever that gained meanwhile', () => {
    commit('a')
    repository.git('checkout', '--quiet', '-b', 'topic')
    commit('b')
    commit('c')
    repository.git('checkout', '--quiet', 'main')
    commit('d')
    repository.git('checkout', '--quiet', 'topic')
    assert.deepEqual(reported(), ['branch topic against main', 'b', 'c'])
    repository.git('checkout', '--quiet', '--detach')
    assert.deepEqual(reported(), ['branch HEAD against main', 'b', 'c'])
  })

  it('knows the main branch of the remote, a branch of its own that was pushed, and one that stands on another', () => {
    commit('a')
    const origin = repository.clone()
    try {
      repository.git('branch', '-m', 'trunk')
      repository.git('remote', 'add', 'origin', origin.folder)
      origin.git('checkout', '--quiet', '-b', 'trunk')
      repository.git('fetch', '--quiet')
      repository.git('remote', 'set-head', 'origin', 'trunk')
      repository.git('branch', '--quiet', '--set-upstream-to=origin/trunk')
      commit('b')
      assert.deepEqual(reported(), ['branch trunk against origin/trunk', 'b'])

      repository.git('checkout', '--quiet', '-b', 'topic')
      commit('c')
      repository.git('push', '--quiet', '--set-upstream', 'origin', 'topic')
      assert.deepEqual(reported(), ['branch topic against origin/trunk', 'b', 'c'])

      repository.git('checkout', '--quiet', '--track', '-b', 'next', 'topic')
      commit('d')
      assert.deepEqual(reported(), ['branch next against topic', 'd'])
    } finally {
      origin.dispose()
    }
  })

  it('takes what came since a date', () => {
    const at = (date: string) => ({ GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date })
    commit('a', at('2026-01-01T12:00:00Z'))
    commit('b', at('2026-02-01T12:00:00Z'))
    commit('c', at('2026-03-01T12:00:00Z'))
    repository.write('d', 'not committed\n')
    assert.deepEqual(reported('--since', '2026-01-15'), ['main since 2026-01-15', 'b', 'c'])
    assert.deepEqual(reported('--since=2026-02-20 10:00'), ['main since 2026-02-20 10:00', 'c'])
    assert.deepEqual(reported('--since', '2025-01-01'), ['main since 2025-01-01', 'a', 'b', 'c'])
    for (const [args, expected] of [
      [['--since', 'rubbish'], /"rubbish" is no date/],
      [['--since', ''], /is no date/],
      [['HEAD~1..HEAD', '--since', 'yesterday'], /either a range or --since/],
    ] as const) {
      const { code, stderr } = repository.byline(['report', ...args])
      assert.equal(code, 2)
      assert.match(stderr, expected)
    }
  })
})
