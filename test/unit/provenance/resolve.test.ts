import assert from 'node:assert/strict'
import type { ResolveRequest } from '../../../src/provenance/resolveRequest'
import { Resolver } from '../../../src/provenance/resolve'
import { attributed, MemoryObservations, shown } from './memoryObservations'
import { blobOf, MemoryRepository } from './memoryRepository'

const path = 'a.ts'

async function resolved(
  observations: MemoryObservations,
  question: Omit<ResolveRequest, 'path'>,
  repository?: MemoryRepository,
) {
  const resolver = new Resolver({ observations, ...(repository && { repository }) })
  return shown(await resolver.resolve({ path, ...question }))
}

describe('Resolver: a text that was seen', () => {
  const one = attributed('a:const a = 1', 'h:const b = 2')
  const other = attributed('h:const a = 1', 'h:const b = 2')
  const before = attributed('h:const z = 0')
  const text = one.text()

  it('is known as it was seen, with its evidence', async () => {
    assert.deepEqual(await resolved(new MemoryObservations().add(path, one), { text }), [
      'a:const a = 1',
      'h:const b = 2',
    ])
  })

  it('is not known from another path', async () => {
    assert.deepEqual(await resolved(new MemoryObservations().add('b.ts', one), { text }), [
      '?:const a = 1',
      '?:const b = 2',
    ])
  })

  it('is unknown where two sightings without lineage disagree', async () => {
    const observations = new MemoryObservations().add(path, one).add(path, other)
    assert.deepEqual(await resolved(observations, { text }), ['?:const a = 1', 'h:const b = 2'])
  })

  it('belongs to AI without a name where two tools are said to have written it', async () => {
    const observations = new MemoryObservations().add(path, one).add(path, attributed('c:const a = 1', 'h:const b = 2'))
    const answer = await new Resolver({ observations }).resolve({ path, text })
    assert.deepEqual(answer.lineOrigin(0), { contributor: 'ai', model: 'anthropic/opus', evidence: 'reported' })
  })

  it('was written by whoever was last seen writing it', async () => {
    const observations = new MemoryObservations()
      .add(path, one, { parent: before })
      .add(path, other, { parent: before })
    assert.deepEqual(await resolved(observations, { text }), ['h:const a = 1', 'h:const b = 2'])
  })

  it('was written by whoever made it from the text that it follows in git', async () => {
    const elsewhere = attributed('h:const y = 9')
    const observations = new MemoryObservations()
      .add(path, one, { parent: before })
      .add(path, other, { parent: elsewhere })
    const repository = new MemoryRepository({ c1: { files: { [path]: before.text() } } }, 'c1')
    assert.deepEqual(await resolved(observations, { text }, repository), ['a:const a = 1', 'h:const b = 2'])
  })

  it('follows lineage over several texts', async () => {
    const middle = attributed('a:const a = 1')
    const observations = new MemoryObservations()
      .add(path, middle, { parent: before })
      .add(path, one, { parent: middle })
      .add(path, other, { parent: attributed('h:elsewhere') })
    const repository = new MemoryRepository({ c1: { files: { [path]: before.text() } } }, 'c1')
    assert.deepEqual(await resolved(observations, { text }, repository), ['a:const a = 1', 'h:const b = 2'])
  })

  it('is what the user declared, whatever was seen later', async () => {
    const observations = new MemoryObservations()
      .add(path, other, { kind: 'declared' })
      .add(path, one, { parent: before })
    assert.deepEqual(await resolved(observations, { text }), ['h:const a = 1', 'h:const b = 2'])
  })

  it('is not what a commit concluded of it where something was seen', async () => {
    const observations = new MemoryObservations().add(path, one).add(path, other, { kind: 'staged', parent: before })
    assert.deepEqual(await resolved(observations, { text }), ['a:const a = 1', 'h:const b = 2'])
    const concluded = new MemoryObservations().add(path, one, { kind: 'staged', parent: before })
    assert.deepEqual(await resolved(concluded, { text }), ['a:const a = 1', 'h:const b = 2'])
  })

  it("is explained by the agent's report of the step that the editor saw on disk", async () => {
    const unexplained = attributed('?:const a = 1', 'h:const b = 2')
    const report = (atMs: number) =>
      new MemoryObservations()
        .add(path, one, { kind: 'agent', parent: before, atMs: 0 })
        .add(path, unexplained, { parent: before, atMs })
    assert.deepEqual(await resolved(report(1_000), { text }), ['a:const a = 1', 'h:const b = 2'])
    assert.deepEqual(await resolved(report(600_000), { text }), ['?:const a = 1', 'h:const b = 2'])
  })

  it('is derived from the other texts where its own record is damaged', async () => {
    const longer = attributed('a:const a = 1', 'h:const b = 2', 'h:const c = 3')
    const observations = new MemoryObservations().add(path, longer).add(path, one, { damaged: true })
    assert.deepEqual(await resolved(observations, { text }), ['A:const a = 1', 'H:const b = 2'])
  })

  it('carries nothing when it is empty', async () => {
    assert.equal((await new Resolver({ observations: new MemoryObservations() }).resolve({ path, text: '' })).length, 0)
  })
})

describe('Resolver: a text that nobody saw', () => {
  it('takes its lines from the newest texts of its path and leaves the rest unknown', async () => {
    const observations = new MemoryObservations()
      .add(path, attributed('a:first()', 'h:second()', 'a:third()'))
      .add(path, attributed('a:first()', 'h:second()', 'a:third()', 'a:fourth()'))
    const text = 'first()\nsecond()\nbetween()\nthird()\n'
    assert.deepEqual(await resolved(observations, { text }), ['A:first()', 'H:second()', '?:between()', 'A:third()'])
  })

  it('takes them from the text under its previous path', async () => {
    const observations = new MemoryObservations().add('old.ts', attributed('a:first()', 'h:second()'))
    const text = 'first()\nsecond()\nadded()\n'
    assert.deepEqual(await resolved(observations, { text, previousPath: 'old.ts' }), [
      'A:first()',
      'H:second()',
      '?:added()',
    ])
    assert.deepEqual(await resolved(observations, { text }), ['?:first()', '?:second()', '?:added()'])
  })

  it('takes them from both parents of a merge', async () => {
    const ours = attributed('h:top()', 'a:middle()', 'h:bottom()')
    const theirs = attributed('h:top()', 'h:bottom()', 'a:end()')
    const many = Array.from({ length: 9 }, (_, index) => attributed(`h:unrelated${index}()`))
    const observations = new MemoryObservations().add(path, ours).add(path, theirs)
    for (const text of many) observations.add(path, text)
    const repository = new MemoryRepository(
      { ours: { files: { [path]: ours.text() } }, theirs: { files: { [path]: theirs.text() } } },
      'ours',
    )
    const text = 'top()\nmiddle()\nbottom()\nend()\n'
    const question = { text, parents: ['ours', 'theirs'] }
    assert.deepEqual(await resolved(observations, question, repository), [
      'H:top()',
      'A:middle()',
      'H:bottom()',
      'A:end()',
    ])
    // The newest eight texts know nothing, so without the second parent its line is unknown.
    assert.equal((await resolved(observations, { text, parents: ['ours'] }, repository)).at(-1), '?:end()')
  })

  it('is unknown at once where nothing was recorded, without reading what it was made from', async () => {
    const repository = new MemoryRepository(
      { c0: { files: { [path]: 'x\n' } }, c1: { files: { [path]: 'x\ny\n' }, parents: ['c0'] } },
      'c1',
    )
    const read: string[] = []
    const readFile = repository.readFile.bind(repository)
    repository.readFile = (snapshot, path) => {
      read.push(snapshot.kind === 'commit' ? snapshot.rev : snapshot.kind)
      return readFile(snapshot, path)
    }
    assert.deepEqual(await resolved(new MemoryObservations(), { text: 'x\ny\n' }, repository), ['?:x', '?:y'])
    // Its blob: a message may name it.
    assert.deepEqual(read, ['c1'])
  })

  it('asks the history of a path once', async () => {
    const observations = new MemoryObservations().add(path, attributed('a:x()'))
    const repository = new MemoryRepository(
      { c1: { files: { [path]: 'y()\n' } }, c2: { files: { [path]: 'z()\n' }, parents: ['c1'] } },
      'c2',
    )
    const resolver = new Resolver({ observations, repository })
    await Promise.all([1, 2].map(() => resolver.resolve({ path, text: 'x()\nnew()\n' })))
    assert.equal(repository.claimQuestions, 1)
  })
})

describe('Resolver: what commit messages claim', () => {
  const first = 'one()\ntwo()\n'
  const second = 'zero()\none()\ntwo()\nthree()\n'
  const message = (lines: string, text: string, tool = 'Claude Code:opus') =>
    `Work\n\nAssisted-by: ${tool}\nAI-Provenance: ai=1 mixed=0 human=0 unknown=0 evidence=observed\nAI-Lines: a.ts ${lines} @${blobOf(text).slice(0, 8)}\n`
  const repository = (third?: string) =>
    new MemoryRepository(
      {
        c1: { files: { [path]: first }, message: message('2', first) },
        c2: { files: { [path]: second }, message: message('1 mixed 4', second, 'Cursor'), parents: ['c1'] },
        ...(third !== undefined && { c3: { files: { [path]: third }, message: 'no claims', parents: ['c2'] } }),
      },
      third === undefined ? 'c2' : 'c3',
    )
  const nothing = new MemoryObservations()

  it('holds for the very blob as it says, and for earlier commits by diff', async () => {
    const answer = await new Resolver({ observations: nothing, repository: repository() }).resolve({
      path,
      text: second,
    })
    assert.deepEqual(answer.lineOrigins(0, 4), [
      { contributor: 'ai', tool: 'cursor', evidence: 'observed' },
      { contributor: 'unknown' },
      { contributor: 'ai', tool: 'claude-code', model: 'opus', evidence: 'derived' },
      { contributor: 'mixed', tool: 'cursor', evidence: 'observed' },
    ])
  })

  it('is derived for a later text', async () => {
    const third = 'above()\nzero()\none()\nchanged()\nthree()\n'
    assert.deepEqual(await resolved(nothing, { text: third }, repository(third)), [
      '?:above()',
      'A:zero()',
      '?:one()',
      '?:changed()',
      'M:three()',
    ])
  })

  it('does not reach back before the commit that is asked for', async () => {
    assert.deepEqual(await resolved(nothing, { text: first, rev: 'c1' }, repository()), ['?:one()', 'a:two()'])
  })

  it('is not believed where the blob is another', async () => {
    const moved = new MemoryRepository({ c1: { files: { [path]: second }, message: message('2', first) } }, 'c1')
    assert.deepEqual(
      (await resolved(nothing, { text: second }, moved)).filter((line) => !line.startsWith('?')),
      [],
    )
  })

  it('fills only what was not seen: sightings and human lines stand', async () => {
    const observations = new MemoryObservations().add(path, attributed('h:zero()', '?:one()', '?:two()', '?:three()'))
    assert.deepEqual(await resolved(observations, { text: second }, repository()), [
      'h:zero()',
      '?:one()',
      'A:two()',
      'm:three()',
    ])
  })

  it('is not searched for where there is no time, but read from the commits that are named', async () => {
    const source = repository()
    const options = { claims: 'named' } as const
    const resolver = new Resolver({ observations: nothing, repository: source }, options)
    assert.deepEqual(shown(await resolver.resolve({ path, text: first })), ['?:one()', '?:two()'])
    assert.equal(source.claimQuestions, 0)
    assert.deepEqual(shown(await resolver.resolve({ path, text: first, related: ['c1'] })), ['?:one()', 'a:two()'])
    const claimants = ['c2', 'c1']
    assert.deepEqual(shown(await resolver.resolve({ path, text: second, claimants })), [
      'a:zero()',
      '?:one()',
      'A:two()',
      'm:three()',
    ])
    assert.deepEqual(shown(await resolver.resolve({ path: 'other.ts', text: first, claimants })), [
      '?:one()',
      '?:two()',
    ])
  })
})
