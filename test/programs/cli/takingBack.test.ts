import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import type { Origin } from '../../../src/attribution/text/origin'
import { Ledger } from '../../../src/ledger/ledger'
import { TestRepository } from './testRepository'

const text = 'one()\ntwo()\nthree()\n'
const file = 'a.ts'

describe('taking back what was shared', function () {
  this.timeout(60_000)
  let mine: TestRepository
  let theirs: TestRepository
  let server: string

  beforeEach(() => {
    server = mkdtempSync(join(tmpdir(), 'byline-server-'))
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', server])
    mine = new TestRepository()
    mine.git('remote', 'add', 'origin', server)
    mine.writeAs('ai', file, text)
    mine.git('add', '.')
    mine.commit('Base')
    mine.git('push', '--quiet', 'origin', 'main')
    theirs = mine.clone()
    theirs.git('remote', 'set-url', 'origin', server)
    sync(mine)
    assert.equal(read(theirs), 'ai ai ai')
  })

  afterEach(() => {
    for (const repository of [mine, theirs]) repository.dispose()
    rmSync(server, { recursive: true, force: true })
  })

  function sync(repository: TestRepository): void {
    const { code, stderr } = repository.byline(['sync'])
    assert.equal(code, 0, stderr)
  }

  /** What somebody reads who gets the notes now. */
  function read(repository: TestRepository): string {
    sync(repository)
    return repository.contributors(file, '--rev', 'HEAD')
  }

  /** What "Mark Selection As…" leaves: the user's word for a text. */
  async function declare(repository: TestRepository, ...lines: readonly (Origin | string)[]): Promise<void> {
    const ledger = await Ledger.open(join(repository.folder, '.git', 'byline'))
    const origins = lines.map((line): Origin =>
      typeof line === 'string' ? ({ contributor: line, evidence: 'declared' } as Origin) : line,
    )
    const attributed = AttributedText.fromLines(text, origins)
    await ledger.record({ path: file, attributed, kind: 'declared' })
    await ledger.close()
  }

  const note = () =>
    execFileSync('git', ['-C', server, 'notes', '--ref=byline', 'show', mine.git('rev-parse', `main:${file}`).trim()], {
      encoding: 'utf8',
    })
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { readonly type: string; readonly contributor?: string; readonly id: string })
  const told = () => note().map(({ type, contributor }) => contributor ?? type)

  it('the user says that nobody can say who wrote a line, and everybody reads that', async () => {
    await declare(mine, 'ai', { contributor: 'unknown' }, 'ai')
    sync(mine)
    assert.equal(read(theirs), 'ai unknown ai')
    assert.deepEqual(told().sort(), ['ai', 'ai', 'retract'])
    sync(mine)
    assert.equal(note().length, 3)
  })

  it('the user says something else, and then that it was right at first', async () => {
    const asSeen = { contributor: 'ai', tool: 'claude-code', model: 'anthropic/claude-opus-5', mode: 'agent' } as const
    const first = { ...asSeen, evidence: 'reported' } as const
    const readAfter: string[] = []
    for (const word of ['human', first, 'human', first] as const) {
      await declare(mine, word, word, word)
      sync(mine)
      readAfter.push(read(theirs))
    }
    assert.deepEqual(readAfter, ['human human human', 'ai ai ai', 'human human human', 'ai ai ai'])
    assert.equal(new Set(note().map((line) => JSON.stringify(line))).size, note().length)
  })

  it('everything of a text is taken back', async () => {
    const unknown: Origin = { contributor: 'unknown' }
    await declare(mine, unknown, unknown, unknown)
    sync(mine)
    assert.equal(read(theirs), 'unknown unknown unknown')
    assert.deepEqual(told().sort(), ['ai', 'retract'])
  })

  it('a tool corrects what it said of the same edit', () => {
    const input = JSON.stringify({ path: file, contributor: 'human', before: '', after: text })
    assert.equal(mine.byline(['record', '--agent', 'generic'], { input }).code, 0)
    sync(mine)
    assert.equal(read(theirs), 'human human human')
    assert.deepEqual(told().sort(), ['ai', 'human', 'retract'])
  })

  it('the same text that comes about in another way takes nothing back', () => {
    const input = JSON.stringify({ path: file, contributor: 'human', before: 'other()\n', after: text })
    assert.equal(mine.byline(['record', '--agent', 'generic'], { input }).code, 0)
    sync(mine)
    assert.ok(!told().includes('retract'))
    assert.equal(read(theirs), 'unknown unknown unknown')
  })

  it('what others wrote is not taken back, nor said again where they take it back', async () => {
    await declare(theirs, 'human', 'human', 'human')
    sync(theirs)
    assert.ok(!told().includes('retract'))
    const [line] = note().filter(({ contributor }) => contributor === 'human')
    const blob = theirs.git('rev-parse', `main:${file}`).trim()
    theirs.git('notes', '--ref=byline', 'append', '-m', `{"id":"${line!.id}","type":"retract","v":1}`, blob)
    theirs.git('push', '--quiet', 'origin', 'refs/notes/byline')
    for (const repository of [theirs, mine, theirs]) sync(repository)
    assert.deepEqual(told().sort(), ['ai', 'human', 'retract'])
    assert.equal(read(mine), 'ai ai ai')
  })

  it('two who say the same and one who changes their mind end with what the other can still read', async () => {
    // Both wrote the same line; it is one claim, and whoever shared it first took it back.
    theirs.writeAs('ai', 'b.ts', 'b()\n')
    await declare(theirs, 'human', 'human', 'human')
    sync(theirs)
    await declare(mine, 'human', 'human', 'human')
    sync(mine)
    await declare(mine, 'ai', 'ai', 'ai')
    for (const repository of [mine, theirs, mine, theirs]) sync(repository)
    const lines = note().length
    for (const repository of [mine, theirs, mine, theirs]) sync(repository)
    assert.equal(note().length, lines)
  })

  it('notes merged by git alone say the same, in whatever order', async () => {
    await declare(mine, 'human', 'human', 'human')
    // Theirs goes on with the old notes meanwhile.
    const blob = theirs.git('rev-parse', `main:${file}`).trim()
    theirs.git('notes', '--ref=byline', 'append', '-m', '{"later":"version"}', blob)
    sync(mine)
    theirs.git('fetch', '--quiet', 'origin', '+refs/notes/byline*:refs/notes/remotes/origin/byline*')
    theirs.git('notes', '--ref=byline', 'merge', '--quiet', '-s', 'cat_sort_uniq', 'refs/notes/remotes/origin/byline')
    assert.equal(theirs.contributors(file, '--rev', 'HEAD'), 'human human human')
    assert.equal(read(theirs), 'human human human')
  })

  it('the user says of a text committed long ago who wrote it', async () => {
    theirs.write('old.ts', text)
    theirs.git('add', '.')
    theirs.tryGit(['commit', '--quiet', '-m', 'Old', '--date=2001-01-01T00:00:00Z'], {
      GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z',
    })
    theirs.git('push', '--quiet', 'origin', 'main')
    const ledger = await Ledger.open(join(theirs.folder, '.git', 'byline'))
    const attributed = AttributedText.of(text, { contributor: 'human', evidence: 'declared' })
    await ledger.record({ path: 'old.ts', attributed, kind: 'declared' })
    await ledger.close()
    sync(theirs)
    mine.git('pull', '--quiet', 'origin', 'main')
    sync(mine)
    assert.equal(mine.contributors('old.ts', '--rev', 'HEAD'), 'human human human')
  })

  it('takes nothing back where it is not known what was shared', async () => {
    rmSync(join(mine.folder, '.git', 'byline', 'shared-lines'))
    await declare(mine, 'human', 'human', 'human')
    sync(mine)
    assert.deepEqual(told().sort(), ['ai', 'human'])
    // The user's word wins all the same.
    assert.equal(read(theirs), 'human human human')
  })
})
