import type { FileProvenance } from '../../attribution/lines/fileProvenance'
import { changesFrom, provenanceOfChange, type ChangeOptions } from './changeProvenance'
import { linesKey } from '../../formats/trailers/formatTrailers'
import { parseTrailers } from '../../formats/trailers/parseTrailers'
import { Resolver } from '../resolve'
import type { ChangedFile, CommitInfo, ObservationSource, RepositoryReader, Snapshot } from '../sources'

/** What a report is made of. */
export interface RangeProvenance {
  readonly files: readonly FileProvenance[]
  /** Newest first; none where the range ends on disk. */
  readonly commits: readonly CommitInfo[]
}

/**
 * Who wrote what lies between two commits, or between one and the files on disk. What commit messages claim is taken
 * from those of the range: lines that it adds were claimed there if at all, and its many files need not search the
 * whole history one by one. Only where messages speak of files that are not there any more, new files do: they may be
 * those, renamed.
 * @param base full commit id; undefined for the empty tree
 * @param head full commit id; undefined for the files on disk
 * @param keys of trailer lines that name tools, besides the usual ones
 * @throws as {@link provenanceOfChange}
 */
export async function provenanceOfRange(
  sources: { readonly observations: ObservationSource; readonly repository: RepositoryReader },
  base: string | undefined,
  head: string | undefined,
  keys: readonly string[] = [],
  options: Omit<ChangeOptions, 'changes' | 'claimants' | 'searchHistory'> = {},
): Promise<RangeProvenance> {
  const from: Snapshot | undefined = base === undefined ? undefined : { kind: 'commit', rev: base }
  const to: Snapshot = head === undefined ? { kind: 'worktree' } : { kind: 'commit', rev: head }
  const [commits, changes] = await Promise.all([
    head === undefined ? [] : sources.repository.commitsBetween(base, head),
    changesFrom(sources.repository, from === undefined ? [] : [from], to),
  ])
  const resolver = new Resolver(sources, { claims: 'named', keys })
  resolver.rememberMessages(commits)
  const claiming = commits.filter(({ message }) => message.includes(linesKey))
  const renamed = perhapsRenamed(changes.flat(), claiming)
  const files = await provenanceOfChange(resolver, sources.repository, from, to, {
    ...options,
    changes,
    claimants: claiming.map(({ id }) => id),
    searchHistory: (path) => renamed.has(path),
  })
  return { files, commits }
}

function perhapsRenamed(changes: readonly ChangedFile[], claiming: readonly CommitInfo[]): ReadonlySet<string> {
  if (claiming.length === 0) return new Set()
  const changed = changes.filter(({ status }) => status !== 'deleted')
  const present = new Set(changed.map(({ path }) => path))
  const claimed = claiming.flatMap(({ message }) => parseTrailers(message)).flatMap(({ files }) => files)
  if (claimed.every(({ path }) => present.has(path))) return new Set()
  return new Set(changed.filter(({ status }) => status !== 'modified').map(({ path }) => path))
}
