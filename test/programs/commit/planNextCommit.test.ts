import assert from 'node:assert/strict'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { planNextCommit } from '../../../src/commit/planNextCommit'
import { keepTrailers, skipOnce } from '../../../src/commit/skipMark'
import { ourTrailers } from '../../../src/formats/trailers/messageTrailers'
import { openRepository, type OpenRepository } from '../../../src/repository/openRepository'
import { environment, TestRepository } from '../cli/testRepository'

/** Random work; each commit has to say what the plan said just before it. */
const runs = Number(process.env['BYLINE_RUNS'] ?? 6)
const seed = Number(process.env['BYLINE_SEED'] ?? 20_251_128)

const files = ['a.ts', 'b.ts', 'src/c.ts'] as const
const at = fc.nat({ max: 30 })
const file = fc.constantFrom(...files)
const contributor = fc.constantFrom('ai', 'human', 'nobody')

type Bringing = 'merge' | 'squash' | 'pick' | 'pickNoCommit' | 'revert' | 'softReset' | 'restore' | 'stash'

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ does: fc.constant('insert'), contributor, file, at, lines: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('replace'), contributor, file, at }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('delete'), contributor, file, at }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('moveLines'), file, to: file, at, keeps: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('rename'), file, byGit: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('stage'), file }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('commit'), all: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('skip'), on: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('shared'),
      trailers: fc.constantFrom<unknown>(
        false,
        true,
        { detail: 'summary' },
        { minimumShare: 0.5 },
        { key: 'none' },
        'x',
        null,
      ),
      isStaged: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('settings'), enabled: fc.boolean(), maxFiles: fc.nat({ max: 2 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('config'), value: fc.constantFrom('false', 'true', 'no', 'x', '') }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('branch') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('bring'),
      how: fc.constantFrom<Bringing[]>(
        'merge',
        'squash',
        'pick',
        'pickNoCommit',
        'revert',
        'softReset',
        'restore',
        'stash',
      ),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const ai = (file: (typeof files)[number], lines = 4, at = 1): Step => ({
  does: 'insert',
  contributor: 'ai',
  file,
  at,
  lines,
})
const all: Step = { does: 'commit', all: true }
const branch: Step = { does: 'branch' }
const bring = (how: Bringing): Step => ({ does: 'bring', how })
const shared = (trailers: unknown, isStaged: boolean): Step => ({ does: 'shared', trailers, isStaged })

/** What random work seldom comes to; beyond these it is left to chance. */
const examples: readonly (readonly Step[])[] = [
  [ai('a.ts'), { does: 'config', value: 'false' }],
  [ai('a.ts'), { does: 'skip', on: true }, all, ai('a.ts')],
  [ai('a.ts'), ai('b.ts'), { does: 'settings', enabled: true, maxFiles: 1 }],
  [
    ai('a.ts'),
    { does: 'stage', file: 'a.ts' },
    shared(false, true),
    shared(true, false),
    { does: 'commit', all: false },
  ],
  [
    ai('a.ts'),
    { does: 'stage', file: 'a.ts' },
    shared(true, true),
    shared(false, false),
    { does: 'commit', all: false },
  ],
  ...(['merge', 'squash', 'pick', 'pickNoCommit'] as const).map((how) => [
    ai('a.ts'),
    all,
    branch,
    ai('b.ts'),
    all,
    bring(how),
  ]),
  ...(['merge', 'squash', 'pick', 'pickNoCommit'] as const).map((how) => [
    ai('a.ts'),
    all,
    branch,
    ai('a.ts', 3),
    all,
    bring(how),
    ai('src/c.ts'),
  ]),
  [ai('a.ts'), all, bring('revert'), all, bring('revert')],
  [ai('a.ts'), all, bring('softReset'), { does: 'commit', all: false }],
  [ai('a.ts'), all, { does: 'replace', contributor: 'nobody', file: 'a.ts', at: 2 }, all, bring('restore')],
  [ai('a.ts', 5), all, { does: 'moveLines', file: 'a.ts', to: 'b.ts', at: 1, keeps: false }],
  [ai('a.ts', 5), all, { does: 'moveLines', file: 'a.ts', to: 'a.ts', at: 1, keeps: true }],
  [ai('a.ts', 5), { does: 'rename', file: 'a.ts', byGit: false }],
]

describe('the plan of the next commit', function () {
  this.timeout(600_000)

  it('says the trailers that the hook then writes, whatever was done', async () => {
    let commits = 0
    let withTrailers = 0
    const property = fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
      const repository = new TestRepository()
      try {
        for (const path of files) repository.write(path, `start of ${path}()\nmiddle()\nend of ${path}()\n`)
        repository.git('add', '.')
        repository.commit('Base')
        repository.installHooks()
        const work = new Work(repository)
        for (const one of [...steps, all]) await work.do(one)
        commits += work.commits
        withTrailers += work.withTrailers
      } finally {
        repository.dispose()
      }
    })
    const given = examples.map((steps): [Step[]] => [[...steps]])
    await fc.assert(property, {
      seed,
      numRuns: given.length + runs,
      examples: given,
      endOnFailure: process.env['BYLINE_SHRINK'] === undefined,
    })
    // What is compared has to be there.
    assert.ok(withTrailers > commits / 5, `${withTrailers} of ${commits} commits have trailers`)
  })
})

/** Does steps in a repository. */
class Work {
  commits = 0
  withTrailers = 0
  #repository: TestRepository
  #lines = 0
  #branches = 0

  constructor(repository: TestRepository) {
    this.#repository = repository
  }

  async do(one: Step): Promise<void> {
    const repository = this.#repository
    switch (one.does) {
      case 'insert':
      case 'replace':
      case 'delete': {
        const { contributor, file, at } = one
        const lines = this.#read(file)
        const place = lines.length === 0 ? 0 : at % (lines.length + (one.does === 'insert' ? 1 : 0))
        const count = one.does === 'insert' ? one.lines : one.does === 'replace' ? 1 : 0
        const added = Array.from({ length: count }, () => `line${++this.#lines}(${contributor})`)
        lines.splice(place, one.does === 'insert' ? 0 : 1, ...added)
        this.#write(file, lines, contributor)
        break
      }
      case 'moveLines': {
        const { file, to, at, keeps } = one
        const lines = this.#read(file)
        const place = lines.length === 0 ? 0 : at % lines.length
        const taken = keeps ? lines.slice(place, place + 4) : lines.splice(place, 4)
        this.#write(file, lines, 'nobody')
        this.#write(to, [...this.#read(to), ...taken], 'nobody')
        break
      }
      case 'rename': {
        const { file, byGit } = one
        const target = `moved-${++this.#lines}.ts`
        if (repository.read(file) === undefined) break
        if (byGit && repository.tryGit(['mv', file, target]).code === 0) break
        repository.write(target, repository.read(file)!)
        rmSync(join(repository.folder, file))
        break
      }
      case 'stage':
        repository.tryGit(['add', '--all', '--', one.file])
        break
      case 'commit':
        await this.#commit(one.all)
        break
      case 'skip':
        await (one.on ? skipOnce : keepTrailers)(await this.#open())
        break
      case 'shared': {
        const { trailers, isStaged } = one
        repository.write('byline.json', trailers === 'x' ? '{' : `\uFEFF${JSON.stringify({ trailers })}`)
        if (isStaged) repository.git('add', 'byline.json')
        break
      }
      case 'settings': {
        const { enabled, maxFiles } = one
        repository.write('.git/byline/settings.json', JSON.stringify({ trailers: { enabled, maxFiles } }))
        break
      }
      case 'config':
        repository.git('config', 'byline.trailers', one.value)
        break
      case 'branch':
        repository.tryGit(['checkout', '--quiet', '-b', `branch${++this.#branches}`, 'HEAD~1'])
        break
      case 'bring':
        this.#bring(one.how)
        break
    }
  }

  #bring(how: Bringing): void {
    const repository = this.#repository
    const branch = `branch${this.#branches}`
    const current = repository.git('branch', '--show-current').trim()
    const other = this.#branches > 0 && current !== 'main' ? 'main' : branch
    const commands: Readonly<Record<Bringing, readonly string[]>> = {
      merge: ['merge', '--quiet', '--no-commit', '--no-ff', other],
      squash: ['merge', '--quiet', '--squash', other],
      pick: ['cherry-pick', other],
      pickNoCommit: ['cherry-pick', '--no-commit', other],
      revert: ['revert', '--no-commit', 'HEAD'],
      softReset: ['reset', '--quiet', '--soft', 'HEAD~1'],
      restore: ['checkout', '--quiet', 'HEAD~1', '--', files[0]],
      stash: ['stash', '--quiet'],
    }
    repository.tryGit(commands[how])
    if (how === 'stash') repository.tryGit(['stash', 'pop', '--quiet'])
    // Somebody solves the conflicts by keeping both sides.
    for (const path of repository.git('ls-files', '--unmerged', '-z').split('\0')) {
      const name = path.slice(path.indexOf('\t') + 1)
      const text = path === '' ? undefined : repository.read(name)
      if (path === '') continue
      if (text !== undefined) repository.write(name, text.replaceAll(/^(?:<{7}|={7}|>{7}|\|{7}).*\n/gm, ''))
      repository.git('add', '--all', '--', name)
    }
  }

  async #commit(all: boolean): Promise<void> {
    const repository = this.#repository
    if (all) repository.git('add', '--all')
    const open = await this.#open()
    const next = await planNextCommit(open, AbortSignal.timeout(60_000))
    await open.ledger.close()
    if (next.of === 'worktree') repository.git('add', '--all')
    const isPrepared = ['MERGE_MSG', 'SQUASH_MSG'].some((name) => existsSync(join(repository.folder, '.git', name)))
    const outcome = repository.tryGit(['commit', '--quiet', ...(isPrepared ? ['--no-edit'] : ['-m', 'Work'])])
    // Nothing to commit.
    if (outcome.code !== 0) return
    const { key } = next.plan.settings
    const written = ourTrailers(repository.message(), key === undefined ? [] : [key])
    this.commits++
    if (written.length > 0) this.withTrailers++
    assert.deepEqual(
      written,
      next.trailers,
      `${next.plan.decision} of ${next.of}\n${repository.git('show', '--stat', 'HEAD')}\n${repository.log()}`,
    )
  }

  #open(): Promise<OpenRepository> {
    return openRepository(this.#repository.folder, () => undefined, environment())
  }

  #read(path: string): string[] {
    return (this.#repository.read(path) ?? '').split('\n').slice(0, -1)
  }

  #write(path: string, lines: readonly string[], contributor: 'ai' | 'human' | 'nobody'): void {
    const text = lines.map((line) => `${line}\n`).join('')
    if (text === this.#repository.read(path)) return
    if (contributor === 'nobody') this.#repository.write(path, text)
    else this.#repository.writeAs(contributor, path, text)
  }
}
