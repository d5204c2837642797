import assert from 'node:assert/strict'
import type { AttributedText } from '../../../src/attribution/text/attributedText'
import { formatNote } from '../../../src/formats/notes/formatNote'
import { parseNote } from '../../../src/formats/notes/note'
import { validRanges } from '../../../src/formats/notes/noteText'
import { Resolver } from '../../../src/provenance/resolve'
import type { NotedBlob } from '../../../src/provenance/sources'
import { attributed, MemoryObservations, shown } from './memoryObservations'
import { blobOf, MemoryRepository } from './memoryRepository'

function noteOf(path: string, text: AttributedText, day = '2026-11-23'): NotedBlob {
  const lines = formatNote(path, text, day).map(({ json }) => json)
  return { blob: blobOf(text.text()), ranges: validRanges(parseNote(lines.join('\n')).lines) }
}

const v1 = attributed('h:one()', 'a:two()', 'a:three()')

describe('resolve with notes', () => {
  let repository: MemoryRepository
  let observations: MemoryObservations

  beforeEach(() => {
    repository = new MemoryRepository({ c1: { files: { 'a.ts': v1.text() } } }, 'c1')
    repository.notes = [noteOf('a.ts', v1)]
    repository.blobs = { [blobOf(v1.text())]: v1.text() }
    observations = new MemoryObservations()
  })

  const ask = async (text: string, path = 'a.ts', more: { readonly rev?: string; readonly blob?: string } = {}) =>
    shown(await new Resolver({ observations, repository }).resolve({ path, text, ...more }))

  it('knows a text whose blob has a note, as the note says', async () => {
    assert.deepEqual(await ask(v1.text()), shown(v1))
  })

  it('finds the note of a text by the commit that it is of, too', async () => {
    repository.notesOf = () => Promise.reject(new Error('There is no need to look through all notes of the path'))
    assert.deepEqual(await ask(v1.text(), 'a.ts', { rev: 'c1' }), shown(v1))
  })

  it('derives any other text of the path from the noted ones', async () => {
    repository.commits['c2'] = { parents: ['c1'], files: { 'a.ts': 'zero()\none()\ntwo()\nthree()\n' } }
    repository.head = 'c2'
    assert.deepEqual(await ask('zero()\none()\ntwo()\nthree()\n'), ['?:zero()', 'H:one()', 'A:two()', 'A:three()'])
  })

  it('finds lines by their hashes where the noted blob is gone', async () => {
    repository = new MemoryRepository({ c2: { files: { 'a.ts': 'x()\n' } } }, 'c2')
    repository.notes = [noteOf('a.ts', v1)]
    repository.blobs = {}
    assert.deepEqual(await ask('zero()\none()\ntwo()\nthree()\n'), ['?:zero()', 'H:one()', 'A:two()', 'A:three()'])
  })

  it('believes this machine first and lets notes fill in what it does not know', async () => {
    observations.add('a.ts', attributed('?:one()', 'h:two()', '?:three()'))
    assert.deepEqual(await ask(v1.text()), ['h:one()', 'h:two()', 'a:three()'])
  })

  it('takes nothing from another path, unless the text is the very same and says enough', async () => {
    repository.commits['c2'] = { parents: ['c1'], files: { 'b.ts': v1.text(), 'c.ts': 'two()\n' } }
    repository.head = 'c2'
    assert.deepEqual(await ask(v1.text(), 'b.ts', { rev: 'c2', blob: blobOf(v1.text()) }), shown(v1))
    assert.deepEqual(await ask('zero()\ntwo()\nthree()\n', 'b.ts'), ['?:zero()', '?:two()', '?:three()'])
    const short = attributed('a:two()')
    repository.notes = [noteOf('a.ts', short)]
    assert.deepEqual(await ask('two()\n', 'c.ts', { rev: 'c2', blob: blobOf('two()\n') }), ['?:two()'])
  })

  it('follows the name a file had', async () => {
    repository.names = { 'b.ts': ['a.ts'] }
    repository.commits['c2'] = { files: { 'b.ts': 'x()\n' } }
    repository.head = 'c2'
    assert.deepEqual(await ask('one()\ntwo()\nthree()\nmine()\n', 'b.ts'), [
      'H:one()',
      'A:two()',
      'A:three()',
      '?:mine()',
    ])
  })

  it('takes of many versions those that know the lines', async () => {
    repository = new MemoryRepository({ c2: { files: {} } }, 'c2')
    const versions = Array.from({ length: 40 }, (_, i) => attributed(`a:only${i}()`, `h:with${i}()`, 'h:one()'))
    repository.notes = versions.map((text, i) =>
      noteOf('a.ts', text, `2026-11-${String((i % 28) + 1).padStart(2, '0')}`),
    )
    repository.blobs = Object.fromEntries(versions.map((text) => [blobOf(text.text()), text.text()]))
    assert.deepEqual(await ask('only3()\nwith3()\nx()\nonly17()\nwith17()\none()\n'), [
      'A:only3()',
      'H:with3()',
      '?:x()',
      'A:only17()',
      'H:with17()',
      'H:one()',
    ])
  })
})
