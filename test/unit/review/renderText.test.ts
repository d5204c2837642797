import assert from 'node:assert/strict'
import { visibleText } from '../../../src/base/visibleText'
import { renderText } from '../../../src/review/render/renderText'
import { equalsGolden } from './golden'
import { emptyReport, hostileReport, ordinaryReport } from './sample'

describe('renderText', () => {
  it('writes a report for a terminal', () => {
    equalsGolden('ordinary.txt', renderText(ordinaryReport))
  })

  it('says in a sentence that a change adds nothing', () => {
    assert.equal(renderText(emptyReport), 'AI provenance of main..main\nThis change adds no lines.\n')
  })

  it('is the same text in colours, and shows paths as the reader wants them', () => {
    const colored = renderText(ordinaryReport, { colored: true, showPath: (path) => `../${path}` })
    assert.match(colored, /\u001b\[35m/)
    const plain = colored.replaceAll(/\u001b\[\d+m/g, '')
    assert.equal(plain, renderText(ordinaryReport, { showPath: (path) => `../${path}` }))
    assert.match(plain, /^ {2}\.\.\/src\/pay\/charge\.ts:10-40 {2}AI · /m)
  })

  it('lets nothing that it is given steer a terminal or begin a line', () => {
    const lines = renderText(hostileReport).split('\n')
    assert.deepEqual(
      lines.filter((line) => visibleText(line) !== line),
      [],
    )
    assert.deepEqual(
      lines.filter((line) => /^(?:# heading|and|paragraph)/.test(line.trim())),
      [],
    )
  })
})
