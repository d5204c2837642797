import { existsSync, readdirSync } from 'node:fs'
import * as path from 'node:path'
import type { Code } from '../host/code'
import { Ledger } from '../../src/ledger/ledger'

/** A record of a ledger on disk, as much of it as tests compare. */
export interface Recorded {
  readonly path: string
  readonly text: string
  readonly contributors: readonly string[]
  readonly tools: readonly string[]
}

/** Everything that a ledger holds, the newest record of each path first. */
export async function recorded(ledgerFolder: string): Promise<readonly Recorded[]> {
  const ledger = await Ledger.open(ledgerFolder, { readOnlyWithin: ledgerFolder })
  const found: Recorded[] = []
  for (const path of await ledger.paths()) {
    for (const observation of await ledger.observationsOf(path)) {
      const attributed = await observation.read()
      if (!attributed) continue
      // As git counts lines: none after the last line end.
      const text = attributed.text()
      const origins = attributed.lineOrigins(0, attributed.lineCount - (text.endsWith('\n') ? 1 : 0))
      found.push({
        path: observation.path,
        text,
        contributors: origins.map((origin) => origin.contributor),
        tools: [...new Set(origins.flatMap((origin) => origin.tool ?? []))],
      })
    }
  }
  return found
}

/** The same for one path of a repository: its newest record. */
export async function recordedOf(repository: string, file: string): Promise<Recorded | undefined> {
  return (await recorded(path.join(repository, '.git', 'byline'))).find((record) => record.path === file)
}

/** The folders of the ledgers that are kept in the editor's own storage. */
export function looseLedgers(code: Code): readonly string[] {
  const folder = path.join(code.home, '..', 'data', 'User', 'globalStorage', 'byline.byline', 'ledgers')
  return existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : []
}
