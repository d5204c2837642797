import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { forSeeds } from '../../unit/attribution/random'
import { cliBundle, environment, TestRepository } from './testRepository'

/** Edits of one file, each made on top of the one before, whose reports come in another order. */
describe('reports of one file that come late or side by side', () => {
  let repository: TestRepository

  beforeEach(() => {
    repository = new TestRepository()
    repository.write('a.ts', 'base()\n')
    repository.git('add', '.')
    repository.commit('Base')
  })

  afterEach(() => {
    repository.dispose()
  })

  /** The report of the tool `tool` that it made `after` of `before`. */
  function event(before: string, after: string, tool = 'claude-code', contributor = 'ai'): string {
    return JSON.stringify({
      path: 'a.ts',
      contributor,
      ...(contributor === 'ai' && { tool, mode: 'agent' }),
      before,
      after,
    })
  }

  function report(input: string): void {
    assert.deepEqual(repository.byline(['record', '--agent', 'generic'], { input }), {
      code: 0,
      stdout: '',
      stderr: '',
    })
  }

  async function reportSideBySide(inputs: readonly string[]): Promise<void> {
    await Promise.all(
      inputs.map(
        (input) =>
          new Promise<void>((resolve, reject) => {
            const child = spawn(process.execPath, [cliBundle(), 'record', '--agent', 'generic'], {
              cwd: repository.folder,
              env: environment(),
              stdio: ['pipe', 'ignore', 'ignore'],
            })
            child.once('error', reject)
            child.once('exit', () => resolve())
            child.stdin.end(input)
          }),
      ),
    )
  }

  /** `steps` texts, each with one line more; at the end, or wherever `place` says. */
  function growing(steps: number, place = (lines: number) => lines): readonly string[] {
    const lines = ['base()']
    const texts = [`${lines.join('\n')}\n`]
    for (let step = 1; step <= steps; step++) {
      lines.splice(place(lines.length), 0, `call(${step})`)
      texts.push(`${lines.join('\n')}\n`)
    }
    return texts
  }

  function eventsOf(texts: readonly string[]): readonly string[] {
    return texts.slice(1).map((after, i) => event(texts[i]!, after))
  }

  const orders: readonly (readonly [what: string, order: readonly number[]])[] = [
    ['the second and third the other way round', [0, 2, 1, 3]],
    ['the last first', [3, 2, 1, 0]],
    ['the first last', [1, 2, 3, 0]],
    ['one of them told twice', [2, 0, 2, 1, 1, 3]],
  ]
  for (const [what, order] of orders) {
    it(`says the same in any order: ${what}`, () => {
      const texts = growing(4)
      const events = eventsOf(texts)
      repository.write('a.ts', texts.at(-1)!)
      for (const number of order) report(events[number]!)
      assert.equal(repository.contributors('a.ts'), 'unknown ai ai ai ai')
    })
  }

  it('says the same in a random order, wherever the lines were put', () => {
    forSeeds(3, (random) => {
      repository.git('checkout', '--quiet', '.')
      const texts = growing(5, (lines) => 1 + random.below(lines))
      const events = [...eventsOf(texts)]
      while (events.length > 0) report(events.splice(random.below(events.length), 1)[0]!)
      repository.write('a.ts', texts.at(-1)!)
      assert.equal(repository.contributors('a.ts'), 'unknown ai ai ai ai ai')
    })
  })

  it('loses nothing when all come at the same time', async () => {
    const texts = growing(20)
    repository.write('a.ts', texts.at(-1)!)
    await reportSideBySide(eventsOf(texts))
    assert.equal(repository.contributors('a.ts'), `unknown${' ai'.repeat(20)}`)
  })

  it('claims nothing of a step that nobody reports', () => {
    const texts = growing(4)
    const events = eventsOf(texts)
    repository.write('a.ts', texts.at(-1)!)
    for (const number of [3, 2, 0]) report(events[number]!)
    assert.equal(repository.contributors('a.ts'), 'unknown ai unknown ai ai')
  })

  it('claims nothing that somebody wrote in between, seen or unseen', () => {
    const first = 'base()\ncall(1)\n'
    const unseen = `${first}mine(1)\n`
    const second = `${unseen}call(2)\n`
    const seen = `${second}mine(2)\n`
    const third = `${seen}call(3)\n`
    repository.write('a.ts', third)
    report(event(seen, third))
    report(event(unseen, second))
    report(event(second, seen, '', 'human'))
    report(event('base()\n', first))
    assert.equal(repository.contributors('a.ts'), 'unknown ai unknown ai human ai')
  })

  it('completes every report that started from the same text', () => {
    const first = 'base()\ncall(1)\n'
    report(event(first, `${first}call(2)\n`))
    report(event(first, `${first}call(3)\n`))
    report(event('base()\n', first))
    for (const last of ['call(2)', 'call(3)']) {
      repository.write('a.ts', `${first}${last}\n`)
      assert.equal(repository.contributors('a.ts'), 'unknown ai ai')
    }
  })

  it('keeps apart what two tools wrote', () => {
    const texts = growing(3)
    repository.write('a.ts', texts.at(-1)!)
    report(event(texts[2]!, texts[3]!, 'codex'))
    report(event(texts[1]!, texts[2]!, 'cursor'))
    report(event(texts[0]!, texts[1]!, 'codex'))
    const { lines } = JSON.parse(repository.byline(['blame', 'a.ts', '--json']).stdout) as {
      lines: { tool?: string; evidence?: string }[]
    }
    assert.deepEqual(
      lines.map(({ tool, evidence }) => `${tool} ${evidence}`),
      ['undefined undefined', 'codex reported', 'cursor reported', 'codex reported'],
    )
  })

  it('knows a file that begins with a late report', () => {
    repository.write('a.ts', 'base()\n')
    const made = { path: 'new.ts', contributor: 'ai', tool: 'codex' }
    repository.write('new.ts', 'one()\ntwo()\n')
    report(JSON.stringify({ ...made, before: 'one()\n', after: 'one()\ntwo()\n' }))
    report(JSON.stringify({ ...made, before: '', after: 'one()\n' }))
    assert.equal(repository.contributors('new.ts'), 'ai ai')
  })

  it('writes into the trailers what came late', () => {
    repository.installHooks()
    const texts = growing(3)
    const events = eventsOf(texts)
    repository.write('a.ts', texts.at(-1)!)
    for (const number of [2, 1, 0]) report(events[number]!)
    repository.git('add', '.')
    repository.commit('Grow')
    assert.deepEqual(repository.trailers().slice(1), [
      'AI-Provenance: ai=3 mixed=0 human=0 unknown=0 evidence=reported',
      'AI-Lines: a.ts 2-4',
    ])
  })
})
