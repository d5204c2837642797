import type { ObservationSource, RepositoryReader } from './sources'

/** A text that somebody wants to know the origin of. */
export interface ResolveRequest {
  /** Relative to the root of the repository, separated by `/`. */
  readonly path: string
  /** Normalised text. */
  readonly text: string
  /** Full id of the blob that it is, where that is known; looked up in `rev` where left out. */
  readonly blob?: string
  /** The path it had in `parents`, where that is another. */
  readonly previousPath?: string
  /** The commit whose text it is; absent for what is staged, on disk or in a buffer. */
  readonly rev?: string
  /** What was recorded later, in milliseconds, is left out: it is about a commit of that time, or what that was made from. */
  readonly untilMs?: number
  /** Revisions it was made from. Left out: the parents of `rev`, or HEAD. */
  readonly parents?: readonly string[]
  /** Further revisions that its lines may come from: what is picked, squashed or was rewritten. A few. */
  readonly related?: readonly string[]
  /** Commits whose messages may make claims of the path, newest first. May be many. */
  readonly claimants?: readonly string[]
  /** Searches the messages of its history whatever the resolver's options say: it may have had another name. */
  readonly searchHistory?: boolean
}

export interface ResolveSources {
  readonly observations: ObservationSource
  readonly repository?: RepositoryReader
}
