import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'

const made: string[] = []

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

/** A new empty folder that is removed after the test. */
export function temporaryFolder(prefix = 'byline-'): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), prefix)))
  made.push(folder)
  return folder
}
