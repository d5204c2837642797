import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { cliBundle } from '../../programs/cli/testRepository'
import { allScenarios } from './allScenarios'
import { casesOf, isRight, playAll, playCase, type Row } from './playScenario'

/**
 * Every clause once, and a sample of the other forms; `npm run scenarios:git` plays them all.
 */
const sampled = [
  'G1 add -p (linked)',
  'G1 commit -a (autocrlf)',
  'G1 commit -a (eol)',
  'G1 commit -a (encoding)',
  'G2 fixup and autosquash (linked)',
  'G5 stash and pop (linked)',
]

describe('in git', function () {
  this.timeout(120_000)
  const name = (group: string, clause: string, variant: string) =>
    [group, clause, ...(variant === '' ? [] : [`(${variant})`])].join(' ')
  const cases = casesOf(allScenarios).filter(
    ({ scenario, variant }) => variant === '' || sampled.includes(name(scenario.group, scenario.clause, variant)),
  )
  const played: { resolve(row: Row): void; reject(error: unknown): void }[] = []
  const rows = cases.map(() => new Promise<Row>((resolve, reject) => played.push({ resolve, reject })))

  // Each test waits for its own row, while the next ones are played.
  before(() => {
    for (const row of rows) row.catch(() => {})
    playAll(cases, cliBundle(), {
      atOnce: availableParallelism(),
      onRow: (row, at) => played[at]!.resolve(row),
    }).catch((error: unknown) => {
      for (const { reject } of played) reject(error)
    })
  })

  after(function () {
    this.timeout(600_000)
    return Promise.allSettled(rows)
  })

  it('every sampled form is one that there is', () => {
    const played = cases.map(({ scenario, variant }) => name(scenario.group, scenario.clause, variant))
    assert.deepEqual(
      sampled.filter((sample) => !played.includes(sample)),
      [],
    )
  })

  for (const [at, { scenario, variant }] of cases.entries()) {
    const { group, clause, notYet } = scenario
    const title = `${name(group, clause, variant)}: ${notYet === undefined ? 'every line is right' : `not yet: ${notYet}`}`
    let isAgain = false
    it(title, async function () {
      const row = isAgain ? await playCase(cases[at]!, cliBundle()) : await rows[at]!
      isAgain = true
      // Only where this git is too old for it; what it says is in the table, too.
      if (scenario.needsGit && row.notYet !== undefined) this.skip()
      if (notYet !== undefined) {
        assert.equal(isRight(row), false, 'it is right by now: take out why it is not')
        return
      }
      assert.equal(row.failure, undefined)
      for (const { path, expected, read } of row.files)
        assert.deepEqual({ path, lines: read }, { path, lines: expected })
    })
  }
})
