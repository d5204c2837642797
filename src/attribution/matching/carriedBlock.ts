import type { LineSpan } from '../text/lineSpan'

/** Lines of a source and the lines of a text that come from them. */
export interface CarriedBlock {
  readonly before: LineSpan
  readonly after: LineSpan
}

/** The text whose lines are looked for in sources. */
export interface WantedLines {
  /** Without terminators. */
  readonly texts: readonly string[]
  /** Whether a source has the line already. */
  readonly claimed: boolean[]
}
