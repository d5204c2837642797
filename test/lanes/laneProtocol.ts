import type { FileResult } from './runFile'

/** What a lane is asked to do next, a line of JSON on its standard input. */
export interface LaneRequest {
  readonly files: readonly string[]
  readonly retries: number
}

/** What the line begins with in which a lane tells how the files came out, after all that their tests have printed. */
export const resultMark = '\u0001result '

/** How the files came out; `problem` where they could not be run. */
export interface LaneAnswer extends FileResult {
  readonly problem?: string
}
