import type { FileProvenance } from '../../attribution/lines/fileProvenance'
import { provenanceOfChange, type ChangeOptions } from './changeProvenance'
import { formatTrailers } from '../../formats/trailers/formatTrailers'
import type { Resolver } from '../resolve'
import type { RepositoryReader } from '../sources'
import type { TrailerSettings } from '../../formats/trailers/trailerSettings'

/** What a commit of the index would say: for the hook that writes it and the preview that shows it. */
export interface StagedTrailers {
  readonly files: readonly FileProvenance[]
  /** Lines for the commit message; none where nothing staged is from AI, or the settings say so. */
  readonly trailers: readonly string[]
}

/**
 * Measures the index, never the work tree, against the parents the commit will have.
 * @param parents commit ids; none for a first commit. For an amend: the parents of the amended commit
 */
export async function stagedTrailers(
  resolver: Resolver,
  repository: RepositoryReader,
  parents: readonly string[],
  settings: TrailerSettings,
  options: ChangeOptions = {},
): Promise<StagedTrailers> {
  const from = parents.map((rev) => ({ kind: 'commit', rev }) as const)
  const files = await provenanceOfChange(resolver, repository, from, { kind: 'index' }, options)
  return { files, trailers: formatTrailers(files, settings) }
}
