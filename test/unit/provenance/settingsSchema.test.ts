import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { defaultTrailerSettings } from '../../../src/provenance/trailerSettings'

it('The schema of byline.json offers exactly the settings that are read, with their defaults', () => {
  const schema = JSON.parse(readFileSync('media/byline.schema.json', 'utf8'))
  const offered: Record<string, { default: unknown }> = schema.properties.trailers.oneOf[1].properties
  const defaults = Object.fromEntries(Object.entries(offered).map(([name, { default: value }]) => [name, value]))
  assert.deepEqual(defaults, { ...defaultTrailerSettings })
})
