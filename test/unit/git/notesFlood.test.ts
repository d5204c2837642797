import assert from 'node:assert/strict'
import { AttributedText } from '../../../src/attribution/text/attributedText'
import { NoteIndex } from '../../../src/git/notes/noteIndex'
import type { NoteStore } from '../../../src/git/notes/noteStore'
import { formatNote } from '../../../src/formats/notes/formatNote'

const note = formatNote('a.ts', AttributedText.of('one()\n', { contributor: 'ai', evidence: 'reported' }), '2026-11-23')
  .map(({ json }) => `${json}\n`)
  .join('')

describe('A flood of notes on one path', () => {
  /** Notes on 5,000 objects, of which the repository has the last one only. */
  function flood(content: (id: string) => string) {
    const ids = Array.from({ length: 5_000 }, (_, at) => at.toString(16).padStart(40, '0'))
    const asked: number[] = []
    const store: NoteStore = {
      tips: async () => new Map([['refs/notes/byline', 'f'.repeat(40)]]),
      entries: async () => new Map(ids.map((id) => [id, [id]])),
      contents: async (wanted, maxBytes = Number.POSITIVE_INFINITY) => {
        let bytes = 0
        const read = wanted.filter((id) => (bytes += content(id).length) <= maxBytes)
        asked.push(read.length)
        return new Map(read.map((id) => [id, content(id)]))
      },
      present: async (all) => new Set(all.filter((id) => id === ids.at(-1))),
    }
    return { last: ids.at(-1)!, asked, index: new NoteIndex(store) }
  }

  it('is looked at in part, and hides no note on what is there', async () => {
    const { last, asked, index } = flood(() => note)
    await index.prepare()
    asked.length = 0
    const found = await index.notesOf('a.ts')
    assert.deepEqual([found.length, found[0]?.blob, asked], [1_000, last, [1_000]])
    assert.equal((await index.noteOn(last))?.blob, last)
  })

  it('of long notes is read up to a size', async () => {
    const { asked, index } = flood(() => note + '#'.repeat(100_000))
    await index.prepare()
    asked.length = 0
    await index.notesOf('a.ts')
    assert.ok(asked[0]! < 200, `${asked[0]} notes of 100 KB were read`)
  })
})
