import assert from 'node:assert/strict'
import type { AttributedText } from '../../../src/attribution/text/attributedText'
import { formatBlobMark } from '../../../src/formats/trailers/blobMark'
import { formatNote } from '../../../src/formats/notes/formatNote'
import { parseNote } from '../../../src/formats/notes/note'
import { validRanges } from '../../../src/formats/notes/noteText'
import { Resolver } from '../../../src/provenance/resolve'
import type { NotedBlob } from '../../../src/provenance/sources'
import { type Witness, witnesses } from '../../../src/provenance/witnesses'
import { attributed, MemoryObservations } from './memoryObservations'
import { blobOf, MemoryRepository } from './memoryRepository'

type Name = Witness['name']
type Word = 'ai' | 'human'

const path = 'a.ts'
const committedAtMs = 10 * 3_600_000
/** The line that they disagree about is the second; nobody knows of the others. */
const text = 'above()\nasked()\nbelow()\n'
const said = (word: Word): AttributedText => attributed('?:above()', `${word[0]!}:asked()`, '?:below()')
/** An earlier version of the file. */
const older = (word: Word): AttributedText => attributed('?:above()', `${word[0]!}:asked()`, '?:below()', '?:gone()')

/** A commit, and everything that anybody says of the text it has. */
class World {
  readonly observations = new MemoryObservations()
  readonly repository = new MemoryRepository(
    {
      c0: { files: { [path]: `${text}gone()\n` }, atMs: committedAtMs - 1 },
      c1: { files: { [path]: text }, parents: ['c0'], atMs: committedAtMs },
    },
    'c1',
  )

  say(witness: Name, word: Word): this {
    const early = { atMs: 1_000 }
    const { commits, notes, blobs } = this.repository
    const names = (word: Word) => (word === 'ai' ? '2' : assert.fail('A message names AI lines only'))
    const message = (text: string) =>
      `Work\n\nAssisted-by: Cursor\nAI-Lines: ${path} ${names(word)} ${formatBlobMark(blobOf(text))}\n`
    switch (witness) {
      case 'declared':
        this.observations.add(path, said(word), { ...early, kind: 'declared' })
        break
      case 'recorded':
        this.observations.add(path, said(word), early)
        break
      case 'claimed':
        commits['c1'] = { ...commits['c1']!, message: message(text) }
        break
      case 'noted':
        this.repository.notes = [...notes, noteOf(said(word))]
        break
      case 'elsewhere':
        this.observations.add('gone.ts', said(word), early)
        break
      case 'derived':
        this.observations.add(path, older(word), early)
        break
      case 'notedOfOthers': {
        const other = attributed('?:above()', `${word[0]!}:asked()`, '?:below()', '?:other()')
        this.repository.notes = [...notes, noteOf(other)]
        blobs[blobOf(other.text())] = other.text()
        break
      }
      case 'claimedOfOthers':
        commits['c0'] = { ...commits['c0']!, message: message(`${text}gone()\n`) }
        break
    }
    return this
  }

  async answer(): Promise<string> {
    const { observations, repository } = this
    const resolver = new Resolver({ observations, repository })
    return (await resolver.resolve({ path, text, rev: 'c1' })).lineOrigin(1).contributor
  }
}

function noteOf(noted: AttributedText): NotedBlob {
  const lines = formatNote(path, noted, '2026-11-23').map(({ json }) => json)
  return { blob: blobOf(noted.text()), ranges: validRanges(parseNote(lines.join('\n')).lines) }
}

/** Messages name AI lines, and no others. */
const wordsOf = (witness: Name): readonly Word[] => (witness.startsWith('claimed') ? ['ai'] : ['ai', 'human'])

describe('the order of the witnesses', () => {
  const order: readonly Name[] = [
    'declared',
    'recorded',
    'claimed',
    'noted',
    'elsewhere',
    'derived',
    'notedOfOthers',
    'claimedOfOthers',
  ]

  it('has all of them', () => {
    assert.deepEqual(
      witnesses.map(({ name }) => name),
      order,
    )
  })

  for (const witness of order) {
    for (const word of wordsOf(witness)) {
      it(`believes what ${witness} alone says: ${word}`, async () => {
        assert.equal(await new World().say(witness, word).answer(), word)
      })
    }
  }

  for (const [position, higher] of order.entries()) {
    for (const lower of order.slice(position + 1)) {
      for (const word of wordsOf(higher)) {
        const other = word === 'ai' ? 'human' : 'ai'
        if (!wordsOf(lower).includes(other)) continue
        it(`believes ${higher} (${word}) and not ${lower} (${other})`, async () => {
          assert.equal(await new World().say(higher, word).say(lower, other).answer(), word)
          assert.equal(await new World().say(lower, other).say(higher, word).answer(), word)
        })
      }
    }
  }

  it('takes what one does not know from the next', async () => {
    const { observations, repository } = new World().say('claimed', 'ai')
    observations.add(path, attributed('h:above()', '?:asked()', '?:below()'), { atMs: 1_000 })
    repository.notes = [noteOf(attributed('?:above()', '?:asked()', 'h:below()'))]
    const answer = await new Resolver({ observations, repository }).resolve({ path, text, rev: 'c1' })
    assert.deepEqual(
      answer.lineOrigins(0, 3).map(({ contributor }) => contributor),
      ['human', 'ai', 'human'],
    )
  })
})

describe('what a commit says of itself', () => {
  const first = attributed('a:one()', 'a:two()', 'a:three()')
  const message = (lines: string, text: string) =>
    `Work\n\nAssisted-by: Cursor\nAI-Provenance: ai=3 mixed=0 human=0 unknown=0 evidence=observed\nAI-Lines: a.ts ${lines} ${formatBlobMark(blobOf(text))}\n`
  const repository = (claims: string) =>
    new MemoryRepository(
      {
        c0: { files: {}, atMs: 0 },
        c1: { files: { [path]: first.text() }, parents: ['c0'], message: claims, atMs: 2 * 3_600_000 },
        c2: { files: { [path]: 'base()\n' }, parents: ['c1'], atMs: 3 * 3_600_000 },
        c3: { files: { [path]: first.text() }, parents: ['c2'], atMs: 5 * 3_600_000 },
      },
      'c3',
    )
  const byAi = attributed('a:one()', 'a:two()', 'a:three()')
  const byHand = attributed('h:one()', 'h:two()', 'h:three()')
  const nothing = attributed()
  const contributors = async (observations: MemoryObservations, reader: MemoryRepository, rev?: string) => {
    const question = { path, text: first.text(), ...(rev !== undefined && { rev }) }
    const answer = await new Resolver({ observations, repository: reader }).resolve(question)
    return answer
      .lineOrigins(0, 3)
      .map(({ contributor }) => contributor[0])
      .join('')
  }

  it('stays what it was when the same text is written again by somebody else', async () => {
    const observations = new MemoryObservations()
      .add(path, byAi, { parent: nothing, atMs: 3_600_000 })
      .add(path, byHand, { parent: attributed('h:base()'), atMs: 4 * 3_600_000 })
    const reader = repository(message('1-3', first.text()))
    assert.equal(await contributors(observations, reader, 'c1'), 'aaa')
    assert.equal(await contributors(observations, reader, 'c3'), 'hhh')
    assert.equal(await contributors(observations, reader), 'hhh')
  })

  it('does so without trailers, by the time of the commit', async () => {
    const observations = new MemoryObservations()
      .add(path, byAi, { parent: nothing, atMs: 3_600_000 })
      .add(path, byHand, { parent: nothing, atMs: 4 * 3_600_000 })
    assert.equal(await contributors(observations, repository('Work'), 'c1'), 'aaa')
    assert.equal(await contributors(observations, repository('Work'), 'c3'), 'hhh')
  })

  it('does so where the first record is gone', async () => {
    const later = new MemoryObservations().add(path, byHand, { parent: nothing, atMs: 4 * 3_600_000 })
    assert.equal(await contributors(later, repository(message('1-3', first.text())), 'c1'), 'aaa')
  })

  it('does not become AI because AI wrote the same again', async () => {
    const observations = new MemoryObservations()
      .add(path, attributed('h:base()'), { parent: byAi, atMs: 3 * 3_600_000 })
      .add(path, byAi, { parent: attributed('h:base()'), atMs: 4 * 3_600_000 })
    assert.equal(await contributors(observations, repository('Work'), 'c1'), 'uuu')
    assert.equal(await contributors(observations, repository('Work'), 'c3'), 'aaa')
  })

  it('counts what an agent reports late of the step that the commit made', async () => {
    const late = new MemoryObservations().add(path, byAi, { parent: nothing, atMs: 4 * 3_600_000 })
    assert.equal(await contributors(late, repository('Work'), 'c1'), 'aaa')
  })

  it('is not known better by who pushes notes: neither that a person wrote its AI lines, nor that AI wrote the others', async () => {
    const reader = repository(message('2', first.text()))
    for (const forged of [byHand, byAi]) {
      const declared = forged.mapOrigins((origin) => ({ ...origin, evidence: 'declared', tool: 'forged' }))
      reader.notes = [noteOf(declared)]
      reader.blobs = { [blobOf(first.text())]: first.text() }
      const resolver = new Resolver({ observations: new MemoryObservations(), repository: reader })
      const answer = await resolver.resolve({ path, text: first.text(), rev: 'c1' })
      assert.deepEqual(answer.lineOrigin(1), { contributor: 'ai', tool: 'cursor', evidence: 'observed' })
      assert.equal(answer.lineOrigin(0).contributor, forged === byHand ? 'human' : 'unknown')
    }
  })
})

describe('messages of history that was moved', () => {
  const text = 'base()\nai1()\nai2()\n'
  const message = `Work\n\nAI-Lines: a.ts 2-3 ${formatBlobMark(blobOf(text))}\n`
  const ask = async (reader: MemoryRepository, path: string, of = text, rev = 'c1') => {
    const resolver = new Resolver({ observations: new MemoryObservations(), repository: reader })
    const answer = await resolver.resolve({ path, text: of, rev })
    return answer
      .lineOrigins(0, of.split('\n').length - 1)
      .map(({ contributor }) => contributor[0])
      .join('')
  }

  it('still speak of their blob, in a folder or under another name', async () => {
    for (const path of ['lib/a.ts', 'b.ts']) {
      const reader = new MemoryRepository({ c1: { files: { [path]: text }, message, atMs: 1 } }, 'c1')
      assert.equal(await ask(reader, path), 'uaa')
      const later = `${text}more()\n`
      reader.commits['c2'] = { files: { [path]: later }, parents: ['c1'], atMs: 2 }
      assert.equal(await ask(reader, path, later, 'c2'), 'uaau')
    }
  })

  it('speak of a text that comes back later under another name, and not of one that was there before', async () => {
    const reader = new MemoryRepository(
      {
        c0: { files: { 'older.ts': text }, atMs: 1_000 },
        c1: { files: { 'older.ts': text, 'a.ts': text }, message, parents: ['c0'], atMs: 2_000 },
        c2: { files: { 'older.ts': text }, parents: ['c1'], atMs: 3_000 },
        c3: { files: { 'older.ts': text, 'back.ts': text }, parents: ['c2'], atMs: 4_000 },
      },
      'c3',
    )
    assert.equal(await ask(reader, 'back.ts', text, 'c3'), 'uaa')
    assert.equal(await ask(reader, 'older.ts', text, 'c3'), 'uuu')
  })

  it('do not speak of another file that is the same and still has its neighbour, nor of what many files have', async () => {
    const both = new MemoryRepository({ c1: { files: { 'a.ts': text, 'b.ts': text }, message, atMs: 1 } }, 'c1')
    assert.equal(await ask(both, 'b.ts'), 'uuu')
    const barrel = "export * from './one'\nexport * from './two'\nexport * from './three'\n"
    const claims = `Work\n\nAI-Lines: a.ts 1-3 ${formatBlobMark(blobOf(barrel))}\n`
    const moved = new MemoryRepository({ c1: { files: { 'lib/a.ts': barrel }, message: claims, atMs: 1 } }, 'c1')
    assert.equal(await ask(moved, 'lib/a.ts', barrel), 'uuu')
  })
})
