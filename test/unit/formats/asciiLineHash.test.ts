import assert from 'node:assert/strict'
import { formattingKey } from '../../../src/attribution/text/tokens'
import { asciiLineHash } from '../../../src/formats/notes/asciiLineHash'
import { forSeeds } from '../attribution/random'

const seed = 0x811c9dc5

/** FNV-1a over the UTF-16 units of a text, low byte first, as docs/formats.md has it. */
function fnv1a(text: string): number {
  let hash = seed
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    for (const byte of [unit & 0xff, unit >>> 8]) hash = Math.imul(hash ^ byte, 0x01000193)
  }
  return hash >>> 0
}

describe('the hash of an ASCII line', () => {
  const hashed = (line: string) => {
    const hash = fnv1a(formattingKey(line))
    assert.equal(asciiLineHash(line, seed), hash, JSON.stringify(line))
    assert.equal(asciiLineHash(`;é${line}\n}`, seed, 2, 2 + line.length), hash, `${JSON.stringify(line)} in a text`)
  }

  it('is that of its formatting key', () => {
    for (const line of [
      '',
      '  ',
      'a',
      "  f('x', 1,);",
      ';;',
      ';;}',
      'a;b',
      "\\'",
      "'\\",
      '\\',
      '\0,',
      ',\0',
      '[1,],>',
      '\t}\r',
      '; ;}',
      ';;;a;;,;',
      `${'; '.repeat(5_000)}x`,
    ]) {
      hashed(line)
    }
    forSeeds(300, (random) => {
      const signs = [
        ' ',
        '\t',
        ',',
        ';',
        ')',
        ']',
        '}',
        '>',
        "'",
        '"',
        '\\',
        'a',
        'B',
        '0',
        '_',
        '$',
        '.',
        '\0',
        '\x7f',
        '{',
      ]
      hashed(Array.from({ length: random.below(30) }, () => random.pick(signs)).join(''))
      hashed(
        Array.from({ length: random.below(60) }, () => String.fromCharCode(random.below(128)))
          .join('')
          .replaceAll('\n', ''),
      )
    })
  })

  it('is left to the general way where the line is not ASCII or not one line', () => {
    for (const line of ['é', 'aé', 'a;é', 'a\nb']) assert.equal(asciiLineHash(line, seed), undefined)
  })
})
