/** Consecutive lines, 0-based, half-open. */
export interface LineSpan {
  readonly from: number
  readonly to: number
}
