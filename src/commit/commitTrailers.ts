import type { FileProvenance } from '../attribution/lines/fileProvenance'
import { provenanceOfChange } from '../provenance/change/changeProvenance'
import { formatTrailers } from '../formats/trailers/formatTrailers'
import { Resolver } from '../provenance/resolve'
import type { OpenRepository } from '../repository/openRepository'
import { readTrailerSettings } from '../repository/repositorySettings'

/** The trailers that a commit would have got, by what is known now. */
export async function commitTrailers(
  open: OpenRepository,
  id: string,
): Promise<{ readonly trailers: readonly string[]; readonly files: readonly FileProvenance[] }> {
  const settings = await readTrailerSettings(open)
  const resolver = new Resolver({ observations: open.ledger, repository: open.reader }, { claims: 'named' })
  const parents = (await open.reader.git.text(['rev-parse', `${id}^@`])).split('\n').filter((parent) => parent !== '')
  const from = parents.map((rev) => ({ kind: 'commit', rev }) as const)
  const files = await provenanceOfChange(resolver, open.reader, from, { kind: 'commit', rev: id })
  return { trailers: formatTrailers(files, settings), files }
}
