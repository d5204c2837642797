import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'

/** Why these may read a file whatever it is. */
const reasons: Readonly<Record<string, string>> = {
  'src/commit/hooks/hookProgram.ts': 'the bundle of this very extension',
  'src/commit/commandLine.ts': 'files of the system, which tell no size',
}

describe('Files', () => {
  it('are read through the reader for what may be a pipe or of any size', () => {
    const readers = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((file) => `src/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => /^import \{[^}]*\breadFile(?:Sync)?\b[^}]*\} from 'node:fs/m.test(readFileSync(file, 'utf8')))
    assert.deepEqual(readers.sort(), Object.keys(reasons).sort())
  })
})
