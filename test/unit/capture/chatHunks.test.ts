import assert from 'node:assert/strict'
import { ChatHunks } from '../../../src/capture/chatHunks'
import type { Change } from '../../../src/capture/editEvent'
import { forSeeds } from '../attribution/random'

const at = (from: number, to = from, text = ''): readonly Change[] => [{ from, to, text }]

describe('The hunks of the chat', () => {
  it('begin as all that lies between the equal ends of the text from before and the present one', () => {
    const hunks = new ChatHunks('one\nfour\n', 'one\ntwo\nthree\nfour\n')
    assert.equal(hunks.touches(at(3)), false)
    assert.equal(hunks.touches(at(4)), true)
    assert.equal(hunks.touches(at(13)), true)
    assert.equal(hunks.touches(at(15)), false)
    assert.equal(new ChatHunks('same', 'same').isEmpty, true)
  })

  it('take in what an edit puts in, unless it went into the text from before as well', () => {
    const hunks = new ChatHunks('abc', 'abc')
    hunks.edit(at(1, 1, 'xyz'))
    assert.equal(hunks.touches(at(2)), true)
    const mirrored = new ChatHunks('abc', 'abc')
    mirrored.edit(at(1, 1, 'xyz'))
    mirrored.mirrored()
    assert.equal(mirrored.touches(at(2)), false)
  })

  it('move along with edits before them, and stay where the chat took text out', () => {
    const hunks = new ChatHunks('abcdef', 'abcdef')
    hunks.edit(at(4, 5))
    assert.equal(hunks.touches(at(4)), true)
    hunks.edit(at(0, 0, '123'))
    hunks.mirrored()
    assert.deepEqual([hunks.touches(at(4)), hunks.touches(at(7))], [false, true])
    hunks.clear()
    assert.equal(hunks.touches(at(7)), false)
  })

  it('never leave out a character that the chat put in, whatever is edited', () => {
    forSeeds(200, (random) => {
      // One letter for each character: c for the chat's, o for all others.
      let text = 'o'.repeat(20)
      const hunks = new ChatHunks('', '')
      for (let step = 0; step < 30; step++) {
        const isChat = random.below(2) === 0
        const first = random.below(text.length + 1)
        const second = first + random.below(text.length + 1 - first)
        const letter = isChat ? 'c' : 'o'
        const changes: Change[] = [{ from: first, to: second, text: letter.repeat(random.below(4)) }]
        const later = second + 1
        if (later <= text.length && random.below(3) === 0)
          changes.unshift({ from: later, to: later, text: letter.repeat(random.below(3)) })
        hunks.edit(changes)
        if (!isChat) hunks.mirrored()
        for (const { from, to, text: inserted } of changes) text = text.slice(0, from) + inserted + text.slice(to)
        const missed = text.split('').findIndex((character, i) => character === 'c' && !hunks.touches(at(i, i + 1)))
        assert.equal(missed, -1, `step ${step}: ${text}`)
      }
    })
  })
})
