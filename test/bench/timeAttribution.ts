import { join } from 'node:path'
import { findRepository } from '../../src/git/findRepository'
import { ProgramReader } from '../../src/git/reader/programReader'
import { Resolver } from '../../src/provenance/resolve'
import { Ledger } from '../../src/ledger/ledger'

/**
 * Milliseconds that it takes to tell who wrote a file of AI at HEAD, as the editor does it for the first file that is
 * opened in a repository: the ledger and the repository are opened, too, and git is started.
 */
export async function timeAttribution(folder: string, file: string): Promise<number> {
  const started = performance.now()
  const found = await findRepository(folder)
  if (found?.kind !== 'repository') throw new Error('No repository')
  const reader = new ProgramReader(found.root, { commonDir: found.commonDir })
  const ledger = await Ledger.open(join(found.commonDir, 'byline'))
  const head = await reader.readFile({ kind: 'commit', rev: 'HEAD' }, file)
  if (head?.kind !== 'text') throw new Error('No text')
  const resolver = new Resolver({ observations: ledger, repository: reader })
  const origins = (await resolver.resolve({ path: file, text: head.text, rev: 'HEAD' })).lineOrigins()
  const ms = performance.now() - started
  reader.dispose()
  if (origins[0]?.contributor !== 'ai') throw new Error('Nothing is known')
  return ms
}
