import assert from 'node:assert/strict'
import { Resolver } from '../../../src/provenance/resolve'
import { attributed, MemoryObservations, shown } from './memoryObservations'
import { MemoryRepository } from './memoryRepository'

const hour = 3_600_000
const byAi = attributed('a:one()', 'a:two()', 'h:three()')
const text = byAi.text()

describe('a text that was seen at another path', () => {
  const ask = async (
    observations: MemoryObservations,
    repository: MemoryRepository,
    { path = 'lib/new.ts', rev, of = text }: { path?: string; rev?: string; of?: string } = {},
  ) =>
    shown(
      await new Resolver({ observations, repository }).resolve({ path, text: of, ...(rev !== undefined && { rev }) }),
    )
      .map((line) => line[0])
      .join('')
  const empty = () => new MemoryRepository({ c1: { files: {}, atMs: 0 } }, 'c1')
  const seen = (atMs = hour) => new MemoryObservations().add('old.ts', byAi, { atMs })

  it('is known again where it is gone from there', async () => {
    const repository = empty()
    assert.equal(await ask(seen(), repository), 'aah')
    repository.index = { 'old.ts': text }
    assert.equal(await ask(seen(), repository), '???')
  })

  it('is known again in the history that was moved into a folder', async () => {
    const repository = new MemoryRepository({ c1: { files: { 'lib/old.ts': text }, atMs: 2 * hour } }, 'c1')
    assert.equal(await ask(seen(), repository, { path: 'lib/old.ts', rev: 'c1' }), 'aah')
    repository.commits['c2'] = { files: { 'lib/old.ts': `zero()\n${text}` }, parents: ['c1'], atMs: 3 * hour }
    assert.equal(await ask(seen(), repository, { path: 'lib/old.ts', rev: 'c2', of: `zero()\n${text}` }), '?AAH')
  })

  it('is not where it was at its path before', async () => {
    const repository = new MemoryRepository({ c1: { files: { 'lib/new.ts': text }, atMs: hour } }, 'c1')
    repository.index = { 'lib/new.ts': text }
    assert.equal(await ask(seen(3 * hour), repository, { rev: 'c1' }), '???')
    assert.equal(await ask(seen(3 * hour), repository), '???')
    assert.equal(await ask(seen(0), repository), 'aah')
  })

  it('is unknown where it was seen twice, and what was seen does not agree', async () => {
    const observations = seen().add('other.ts', attributed('h:one()', 'a:two()', 'h:three()'))
    assert.equal(await ask(observations, empty()), '?ah')
  })

  it('has to say something of its own: the more, the less speaks for it besides', async () => {
    const short = attributed('a:export const one = 1')
    const elsewhere = (name: string, of = short) => new MemoryObservations().add(name, of, { atMs: hour })
    const of = short.text()
    assert.equal(await ask(elsewhere('old.ts'), empty(), { of }), '?')
    assert.equal(await ask(elsewhere('old/new.ts'), empty(), { of }), 'a')
    const waiting = elsewhere('old.ts')
    waiting.pending.set('old.ts', short)
    assert.equal(await ask(waiting, empty(), { of }), 'a')
    for (const common of [
      attributed("a:export * from './button'"),
      attributed('a:}'),
      attributed('a:// SPDX-License-Identifier: MIT'),
      attributed('a:x'),
    ]) {
      assert.equal(await ask(elsewhere('old/new.ts', common), empty(), { of: common.text() }), '?')
    }
  })
})
