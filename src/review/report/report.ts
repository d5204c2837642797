import type { Contributor, Evidence, Mode } from '../../attribution/text/origin'
import type { Counts } from '../../attribution/lines/fileProvenance'
import type { SkipReason } from '../../attribution/lines/fileProvenance'

/**
 * What a reviewer gets to see of a change. Plain data: it is what `report --format json` prints and what the panel is
 * sent. It names no person and no session.
 */
export interface Report {
  /** What was looked at, in words for people, such as `main..feature`. */
  readonly range: string
  /** Revision before the change; absent where there is none. */
  readonly base?: string
  /** Revision after the change; absent for what is staged or on disk. */
  readonly head?: string
  /** Over the lines that the change adds, in all files that were looked at. */
  readonly totals: Counts
  /** How many whole lines AI took out, in all files; absent where there are none. Blank lines do not count. */
  readonly deletedByAi?: number
  /** Files with added lines, or with lines that AI took out: most AI lines (`ai` and `mixed`) first, then by path. */
  readonly files: readonly ReportFile[]
  /** Files whose lines were not looked at, by path. */
  readonly skipped: readonly SkippedFile[]
  readonly commits: readonly ReportCommit[]
}

export interface ReportFile {
  readonly path: string
  /** The path before the change, where the file was renamed or copied. */
  readonly oldPath?: string
  /** Over the lines that the change adds. */
  readonly added: Counts
  /** Added lines that are not `human`, in order. */
  readonly ranges: readonly ReportRange[]
  /** Whole lines that AI took out, in order; absent where there are none. */
  readonly deleted?: readonly ReportDeletion[]
  readonly risk: Risk
}

/** Consecutive added lines about which the same is known. Lines are 1-based, both ends included. */
export interface ReportRange {
  readonly start: number
  readonly end: number
  readonly contributor: Exclude<Contributor, 'human'>
  readonly tool?: string
  readonly model?: string
  readonly mode?: Mode
  readonly evidence?: Evidence
  /** Who took something out of these lines; only where they are `mixed`. */
  readonly deletedBy?: Exclude<Contributor, 'mixed'>
}

/** Lines that AI took out at one place. */
export interface ReportDeletion {
  /** The line of the later text before which they stood, 1-based; one more than it has lines where they were the last. */
  readonly before: number
  readonly lines: number
  readonly tool?: string
  readonly model?: string
  readonly mode?: Mode
  readonly evidence?: Evidence
}

/** How closely a file wants to be looked at; for the meaning of the score see `fileRisk`. */
export interface Risk {
  readonly score: number
  /** Short phrases for people, weightiest first; empty where the score is 0. */
  readonly reasons: readonly string[]
}

export interface SkippedFile {
  readonly path: string
  readonly reason: SkipReason
}

export interface ReportCommit {
  /** Full id. */
  readonly id: string
  readonly subject: string
  /** What the trailers of the commit say of the lines that it adds. */
  readonly claimed?: Counts
}
