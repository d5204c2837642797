import assert from 'node:assert/strict'
import { visibleJson, visibleLines, visibleText } from '../../../src/base/visibleText'

/** Characters that must never get out as they are: they steer terminals, turn the direction of text or are not seen. */
const deceiving = [
  ...Array.from({ length: 0x20 }, (_, code) => code),
  ...Array.from({ length: 0x21 }, (_, at) => 0x7f + at),
  0xad,
  0x34f,
  0x61c,
  0x115f,
  0x1160,
  0x17b4,
  0x180e,
  0x200b,
  0x200c,
  0x200d,
  0x200e,
  0x200f,
  0x2028,
  0x2029,
  0x202a,
  0x202b,
  0x202c,
  0x202d,
  0x202e,
  0x2060,
  0x2064,
  0x2066,
  0x2067,
  0x2068,
  0x2069,
  0x206f,
  0x2800,
  0x3164,
  0xfe0f,
  0xfeff,
  0xffa0,
  0xfff9,
  0xd800,
  0xdc00,
  0x1d173,
  0xe0001,
  0xe0041,
  0xe0100,
]

describe('visibleText', () => {
  it('shows what deceives as the number that it is', () => {
    for (const code of deceiving) {
      assert.equal(visibleText(`a${String.fromCodePoint(code)}b`), `a\\u{${code.toString(16)}}b`)
    }
  })

  it('leaves what people write as it is', () => {
    const texts = [
      'src/ä ö/日本語.ts',
      '\u{1f469}\u200d\u{1f4bb}.md',
      '\u2764\ufe0f',
      '1\ufe0f\u20e3',
      'می\u200cخواهم',
      'क्\u200dष',
      'עברית.txt',
    ]
    for (const text of texts) assert.equal(visibleText(text), text)
  })

  it('keeps the ends of lines and tabs of a message, and nothing else', () => {
    assert.equal(visibleLines('a\tb\r\n\n\u001b[2Jc\rd\r\n'), 'a\tb\n\n\\u{1b}[2Jc\\u{d}d\n')
  })

  it('makes JSON that reads the same and has nothing invisible in it', () => {
    const value = { ['k\u202e']: deceiving.map((code) => `x${String.fromCodePoint(code)}y`) }
    const json = visibleJson(JSON.stringify(value, undefined, 2))
    assert.deepEqual(JSON.parse(json), value)
    assert.equal(visibleText(json.replaceAll('\n', '')), json.replaceAll('\n', ''))
  })
})
