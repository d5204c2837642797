import assert from 'node:assert/strict'
import { renderJson } from '../../../src/review/render/renderJson'
import { equalsGolden } from './golden'
import { emptyReport, hostileReport, largeReport, ordinaryReport } from './sample'

describe('renderJson', () => {
  it('writes a report with its keys in the documented order', () => {
    equalsGolden('ordinary.json.golden', renderJson(ordinaryReport))
  })

  it('writes the same text whatever the order of the keys it is given', () => {
    const reversed = JSON.parse(renderJson(ordinaryReport), (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    )
    assert.equal(renderJson(reversed), renderJson(ordinaryReport))
  })

  it('loses nothing of a report, hostile or large or empty', () => {
    for (const report of [ordinaryReport, hostileReport, largeReport, emptyReport])
      assert.deepEqual(JSON.parse(renderJson(report)), report)
  })
})
