import assert from 'node:assert/strict'
import { readPanelMessage } from '../../../../src/review/panel/readPanelMessage'

describe('readPanelMessage', () => {
  for (const message of [
    { kind: 'ready' },
    { kind: 'open', path: 'src/a.ts', from: 0, to: 3 },
    { kind: 'export', format: 'markdown' },
    { kind: 'export', format: 'json' },
    { kind: 'rerun' },
    { kind: 'cancel' },
    { kind: 'pickScope' },
  ])
    it(`takes ${JSON.stringify(message)}`, () => assert.deepEqual(readPanelMessage(message), message))

  for (const message of [
    undefined,
    null,
    'ready',
    [],
    {},
    { kind: 'run' },
    { kind: 'open', path: '', from: 0, to: 1 },
    { kind: 'open', path: 'a', from: -1, to: 1 },
    { kind: 'open', path: 'a', from: 1.5, to: 2 },
    { kind: 'open', path: 'a', from: '1', to: 2 },
    { kind: 'open', path: 'a', from: 1 },
    { kind: 'open', from: 1, to: 2 },
    { kind: 'export', format: 'exe' },
    { kind: 'ready', command: 'workbench.action.quit' },
  ])
    it(`refuses ${JSON.stringify(message)}`, () => assert.equal(readPanelMessage(message), undefined))
})
