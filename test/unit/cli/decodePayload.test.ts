import assert from 'node:assert/strict'
import { decodePayload } from '../../../src/files/decodePayload'

describe('decodePayload', () => {
  const text = '{"path":"zwölf 🎉.ts"}\r\n'
  const bigEndian = Buffer.from(text, 'utf16le').swap16()

  it('reads UTF-8 and UTF-16 in both byte orders, with and without a byte order mark', () => {
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(text, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      bigEndian,
      Buffer.concat([Buffer.of(0xfe, 0xff), bigEndian]),
    ]) {
      assert.equal(decodePayload(bytes), text)
    }
  })

  it('takes what is too short to tell for UTF-8', () => {
    assert.equal(decodePayload(Buffer.of()), '')
    assert.equal(decodePayload(Buffer.of(0)), '\0')
    assert.equal(decodePayload(Buffer.from('{')), '{')
    assert.equal(decodePayload(Buffer.of(0xff, 0xfe)), '')
  })
})
