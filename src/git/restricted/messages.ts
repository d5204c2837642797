import type { RepositoryReader } from '../../provenance/sources'
import type { Repository } from '../findRepository'

/** What the thread is started with. */
export interface WorkerData {
  readonly repository: Repository
  readonly maxBytes: number
}

/** One question; the next comes after its answer. */
export interface Question {
  readonly method: Exclude<keyof RepositoryReader, 'root'>
  readonly parameters: readonly unknown[]
}

/** What comes back: one of the first three for each question, and lines for the log in between. */
export type Answer =
  | { readonly value: unknown }
  /** See `KnownOnceTrusted`. */
  | { readonly notKnown: string; readonly isWhole: boolean }
  /** For people. */
  | { readonly failure: string }
  | { readonly log: string }
