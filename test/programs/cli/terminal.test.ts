import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { cliBundle, environment, TestRepository } from './testRepository'

/** What moves a cursor, sets a title, turns the direction of text or hides in it. */
const hostile = '\u001b]0;owned\u0007\u001b[2J\u009b31m\u202ename\u200b'
const steers = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

describe('What byline prints', function () {
  this.timeout(60_000)
  let repository: TestRepository

  before(() => {
    repository = new TestRepository()
    repository.write('x', 'x\n')
    repository.git('add', '.')
    repository.commit('Base')
  })

  after(() => repository.dispose())

  function expectHarmless(args: readonly string[], code: number, shown: RegExp): string {
    const outcome = repository.byline(args)
    assert.equal(outcome.code, code, outcome.stderr)
    assert.doesNotMatch(outcome.stdout + outcome.stderr, steers)
    assert.match(outcome.stdout + outcome.stderr, shown)
    return outcome.stdout
  }

  it('is harmless where an event, an agent or a damaged ledger says it', () => {
    const record = (event: object, agent = 'generic') =>
      repository.byline(['record', '--agent', agent], { input: JSON.stringify(event) })
    record({ path: 'x', contributor: 'ai', mode: hostile })
    record({ path: `/etc/${hostile}`, contributor: 'ai' })
    record({ path: 'x', contributor: 'ai' }, `agent${hostile}`)
    assert.doesNotMatch(repository.read('.git/byline/log')!.replaceAll('\n', ''), steers)
    repository.write('.git/byline/log', `2026-01-01T00:00:00.000Z from an older version ${hostile}\n`)
    expectHarmless(['doctor'], 1, /older version \\u\{1b\}/)
    repository.write('.git/byline/index.json', `{"v":1,"paths":${hostile}`)
    expectHarmless(['doctor'], 1, /Damaged file/)
  })

  it('is harmless where a path, a subject, a text or a tool says it', () => {
    rmSync(join(repository.folder, '.git/byline/log'), { force: true })
    const path = `esc${hostile}.ts`
    repository.writeAs('ai', path, `const a = "${hostile}"\n`)
    repository.git('add', '.')
    repository.commit(`Subject ${hostile}`)
    for (const format of ['markdown', 'html', 'text']) {
      expectHarmless(['report', 'HEAD~1..HEAD', '--format', format], 0, /\\u\{202e\}/)
    }
    const report = JSON.parse(expectHarmless(['report', 'HEAD~1..HEAD', '--format', 'json'], 0, /\\u202e/))
    assert.equal(report.files[0].path, path)
    expectHarmless(['blame', path], 0, /\\u\{202e\}/)
    assert.equal(JSON.parse(expectHarmless(['blame', '--json', path], 0, /\\u202e/)).path, path)
  })

  it('is harmless where it says what is wrong', () => {
    expectHarmless(['blame', `no${hostile}`], 2, /There is no file no\\u\{1b\}/)
    expectHarmless(['blame', 'x', '--rev', hostile], 2, /no revision/)
    expectHarmless(['report', `${hostile}..HEAD`], 2, /no revision/)
    expectHarmless(['report', '--format', hostile], 2, /no format/)
    expectHarmless([`--${hostile}`], 2, /unknown option/)
    expectHarmless(['sync', hostile], 2, /\\u\{1b\}/)
  })
  describe('in a terminal', () => {
    /** What a program prints where its output is a terminal; undefined where there is no way to make one. */
    function inTerminal(args: readonly string[], variables: NodeJS.ProcessEnv = {}): string | undefined {
      const line = [process.execPath, cliBundle(), ...args].map((part) => `'${part}'`).join(' ')
      const { status, stdout } = spawnSync('script', ['-qec', line, '/dev/null'], {
        cwd: repository.folder,
        env: { ...environment(variables), TERM: 'xterm' },
        encoding: 'utf8',
      })
      return status === 0 ? stdout.replaceAll('\r\n', '\n') : undefined
    }

    before(function () {
      if (inTerminal(['--version']) === undefined) this.skip()
      rmSync(join(repository.folder, '.git/byline/log'), { force: true })
      repository.writeAs('ai', 'src/new.ts', 'one()\ntwo()\n')
    })

    it('is coloured, and no markup', () => {
      const report = inTerminal(['report'])!
      assert.match(report, /^\u001b\[1mAI provenance\u001b\[22m of uncommitted changes\n2 of 2 added lines/)
      assert.match(report, /src\/new\.ts:1-2 {2}\u001b\[35mAI\u001b\[39m · /)
      assert.doesNotMatch(report, /<details>|\| --:|^#|byline: /m)
      assert.match(inTerminal(['blame', 'src/new.ts'])!, /^1 {2}\u001b\[35mai .*\u001b\[39m \| one\(\)\n/)
    })

    it('is plain where the user wants no colours', () => {
      for (const variables of [{ NO_COLOR: '1' }]) {
        assert.doesNotMatch(inTerminal(['report'], variables)! + inTerminal(['blame', 'x'], variables)!, steers)
      }
    })

    it('is what it was where it goes elsewhere or a format is named', () => {
      assert.match(repository.byline(['report']).stdout, /^## AI provenance\n\n`uncommitted changes`: /)
      assert.match(
        inTerminal(['report', '--format', 'markdown'])!,
        /^## AI provenance\n[\s\S]*\nbyline: report on uncommitted changes\n$/,
      )
      assert.doesNotMatch(repository.byline(['report', '--format', 'text']).stdout, steers)
      inTerminal(['report', '--output', 'report.md'])
      assert.match(repository.read('report.md')!, /^## AI provenance/)
    })
  })
})
