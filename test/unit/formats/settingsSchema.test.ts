import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { defaultTrailerSettings, parseTrailerSettings } from '../../../src/formats/trailers/trailerSettings'

it('The schema of byline.json offers exactly the settings that are read, with their defaults', () => {
  const schema = JSON.parse(readFileSync('media/byline.schema.json', 'utf8'))
  const offered: Record<string, { default: unknown }> = schema.properties.trailers.oneOf[1].properties
  const defaults = Object.fromEntries(Object.entries(offered).map(([name, { default: value }]) => [name, value]))
  assert.deepEqual(defaults, { ...defaultTrailerSettings })
})

it('Both schemas take the same keys of trailers as the reader', () => {
  const shared = JSON.parse(readFileSync('media/byline.schema.json', 'utf8'))
  const own = JSON.parse(readFileSync('package.json', 'utf8'))
  const patterns: readonly string[] = [
    shared.properties.trailers.oneOf[1].properties.key.pattern,
    own.contributes.configuration.properties['byline.trailers.key'].pattern,
  ]
  const keys = ['Signed-off-by', 'Co-authored-by', 'Co-developed-by', 'Change-Id', 'Author', 'AI-Provenance']
    .concat('AI-Lines', 'Session', 'Claude-Session', 'A-B-session', 'X-Session-', '', ' ', '9x', '-a', 'a_b', 'a:')
    .concat('a'.repeat(30), 'a'.repeat(31), 'Assisted-by', 'Generated-by', 'Authored-by', 'Co-author', 'none')
  for (const key of keys.flatMap((key) => [key, key.toLowerCase(), key.toUpperCase()])) {
    const read = parseTrailerSettings({ trailers: { key } }).problems.length === 0
    for (const pattern of patterns) assert.equal(new RegExp(pattern, 'u').test(key), read, `"${key}" in ${pattern}`)
  }
})
