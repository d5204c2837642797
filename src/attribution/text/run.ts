import type { Origin } from './origin'

/** A stretch of text of one origin; `length` counts UTF-16 units. */
export interface Run {
  readonly length: number
  readonly origin: Origin
}
