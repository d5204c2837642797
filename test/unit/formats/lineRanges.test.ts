import assert from 'node:assert/strict'
import { formatLineRanges, parseLineRanges, spansWhere } from '../../../src/formats/trailers/lineRanges'

describe('lineRanges', () => {
  it('writes 0-based half-open spans as 1-based inclusive ranges', () => {
    assert.equal(
      formatLineRanges([
        { from: 9, to: 24 },
        { from: 39, to: 40 },
      ]),
      '10-24,40',
    )
  })

  it('reads what it wrote', () => {
    const spans = [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 4, to: 9_999_999 },
    ]
    assert.deepEqual(parseLineRanges(formatLineRanges(spans)), spans)
  })

  for (const text of [
    '',
    '0',
    '01',
    '1-',
    '-1',
    '3-2',
    '5,4',
    '1-3,3',
    '1,,2',
    '1 ,2',
    '1e3',
    '10000001',
    '1-99999999',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseLineRanges(text), undefined))
  }

  it('refuses more ranges than anybody could have written', () => {
    const text = Array.from({ length: 20_001 }, (_, index) => index * 2 + 1).join(',')
    assert.equal(parseLineRanges(text), undefined)
  })

  it('finds the spans of lines that pass a test', () => {
    const spans = spansWhere(7, (line) => [0, 2, 3, 6].includes(line))
    assert.deepEqual(spans, [
      { from: 0, to: 1 },
      { from: 2, to: 4 },
      { from: 6, to: 7 },
    ])
  })
})
