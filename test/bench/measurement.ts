/** One line of the result: what was measured in one run, against what, and whether the goal is met. */
export interface Measurement {
  readonly what: string
  /** The goal in words; absent where a figure is only told. */
  readonly goal?: string
  readonly isMet?: boolean
  /** The figure that the goal is about. */
  readonly result: string
  /** Against the yardstick of the same run. */
  readonly ratio: string
  /** What was read off the clock. */
  readonly absolute: string
}

/** A part of the bench, by the name it is run by. */
export interface BenchPart {
  readonly name: string
  readonly title: string
  /** Whether it is run only where it is asked for by name. */
  readonly isManual?: true
  /** How it is measured, for the page of results. */
  readonly method: string
  run(): Promise<readonly Measurement[]>
}
