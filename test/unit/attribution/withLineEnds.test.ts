import assert from 'node:assert/strict'
import { normaliseAttributed } from '../../../src/attribution/text/normalise'
import { withLineEnds } from '../../../src/attribution/text/withLineEnds'
import { parse, print } from './notation'

describe('text with line ends of a document', () => {
  it('gives the carriage return to the origin of its line feed', () => {
    assert.equal(print(withLineEnds(parse('a\n[ai:b\n\n]c'), '\r\n')), 'a\r\n[ai:b\r\n\r\n]c')
  })

  it('is the same again when normalised', () => {
    const text = parse('a\n[ai:b\n\nc]\n[unknown:\n]')
    assert.equal(print(normaliseAttributed(withLineEnds(text, '\r\n'))), print(text))
    assert.equal(withLineEnds(text, '\n'), text)
  })
})
