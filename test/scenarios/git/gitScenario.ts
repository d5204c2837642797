import type { Clone, GitWorld } from './gitWorld'

/** One clause of what attribution has to get right in git. */
export interface GitScenario {
  /** `G1` … `G11`. */
  readonly group: string
  readonly clause: string
  /**
   * Makes the edits, commits them and publishes what is to be read; `me` is who records. What it gives is looked at
   * besides the files.
   */
  readonly play: (world: GitWorld, me: Clone) => Promise<void>
  /** The contributor of every line of a file of the server's main branch: `a`, `m`, `h` or `u` each. */
  readonly expected: Readonly<Record<string, string>>
  /** Why not every line is right yet. */
  readonly notYet?: string
  /** Played with this version of git and later ones only. */
  readonly needsGit?: readonly [major: number, minor: number]
  /** Its work tree is a linked one, too. */
  readonly linked?: boolean
  /** Options of the clone that reads. */
  readonly reader?: readonly string[]
}
