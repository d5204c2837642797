import assert from 'node:assert/strict'
import { readPanelState } from '../../../../src/review/panel/readPanelState'

describe('readPanelState', () => {
  it('gives back what the panel keeps', () => {
    const state = { repository: '/r', range: 'a..b', base: 'a', head: 'b', expanded: ['x.ts'], scrollTop: 120 }
    assert.deepEqual(readPanelState(state), state)
    assert.deepEqual(readPanelState({ repository: '/r', range: 'staged', expanded: [], scrollTop: 0 }), {
      repository: '/r',
      range: 'staged',
      expanded: [],
      scrollTop: 0,
    })
  })

  it('keeps the scope where the rest is damaged, and gives up without one', () => {
    assert.deepEqual(readPanelState({ repository: '/r', range: 'a..b', expanded: 'x', scrollTop: null }), {
      repository: '/r',
      range: 'a..b',
      expanded: [],
      scrollTop: 0,
    })
    const repository = '/r'
    for (const state of [
      undefined,
      null,
      7,
      {},
      { range: 'a' },
      { repository, range: 1 },
      { repository: '', range: 'a' },
      { repository, range: 'a', base: 2 },
    ]) {
      assert.equal(readPanelState(state), undefined)
    }
  })
})
