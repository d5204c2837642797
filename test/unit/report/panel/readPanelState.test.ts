import assert from 'node:assert/strict'
import { readPanelState } from '../../../../src/report/panel/readPanelState'

describe('readPanelState', () => {
  it('gives back what the panel keeps', () => {
    const state = { range: 'a..b', base: 'a', head: 'b', expanded: ['x.ts'], scrollTop: 120 }
    assert.deepEqual(readPanelState(state), state)
    assert.deepEqual(readPanelState({ range: 'staged', expanded: [], scrollTop: 0 }), {
      range: 'staged',
      expanded: [],
      scrollTop: 0,
    })
  })

  it('keeps the scope where the rest is damaged, and gives up without one', () => {
    assert.deepEqual(readPanelState({ range: 'a..b', expanded: 'x', scrollTop: null }), {
      range: 'a..b',
      expanded: [],
      scrollTop: 0,
    })
    for (const state of [undefined, null, 7, {}, { range: 1 }, { range: 'a', base: 2 }])
      assert.equal(readPanelState(state), undefined)
  })
})
