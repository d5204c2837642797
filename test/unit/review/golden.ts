import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Compares a text with the file of that name in `golden/` beside the tests; with `UPDATE_GOLDEN=1` writes the file
 * instead. Tests run in the root of the project.
 */
export function equalsGolden(name: string, actual: string): void {
  const file = join('test/unit/review/golden', name)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, actual)
    return
  }
  assert.equal(actual, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'))
}
