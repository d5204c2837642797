import type { LineSpan } from '../text/lineSpan'
import type { Origin } from '../text/origin'
import type { DeletedLines } from './deletedLines'

/** Who wrote the lines of one file that a change touches: what trailers and reports are made of. */
export interface FileProvenance {
  /** Path in the later snapshot. */
  readonly path: string
  readonly oldPath?: string
  /** Full id of the later snapshot's blob, where there is one. */
  readonly blob?: string
  /** Who wrote each line of the later text, in order; empty where `skipped`. */
  readonly lines: readonly Origin[]
  /** The lines that the change adds: in no source text at that place. Ascending, disjoint, 0-based, half-open. */
  readonly added: readonly LineSpan[]
  /** The lines that AI took out and put none in the place of; ascending. Absent where there are none. */
  readonly deleted?: readonly DeletedLines[]
  /** Why the lines were not looked at. */
  readonly skipped?: SkipReason
}

/** Why a file's lines are not looked at. */
export type SkipReason = 'binary' | 'tooLarge' | 'filtered' | 'symlink' | 'submodule' | 'unreadable'

/** Number of lines of each contributor. */
export interface Counts {
  readonly ai: number
  readonly mixed: number
  readonly human: number
  readonly unknown: number
}
