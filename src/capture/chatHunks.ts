import type { Change } from './editEvent'

/** A stretch of the present text, half-open. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * Where in a document the text differs from the one the chat keeps from before its edits, as far as its edits tell.
 * The editor takes an edit over into that text unless it touches such a stretch. So an edit that touches none and was
 * not taken over is the chat's; one that touches some may be anybody's. Rather too wide than too narrow.
 */
export class ChatHunks {
  /** Disjoint, in order; empty ones are where the chat took text out. */
  #stretches: readonly Stretch[]
  /** What the last edit put in, until it is known whether it was taken over. */
  #latest: readonly Stretch[] = []

  /** The text from before the chat's edits and the present one; what lies between their equal ends is a hunk. */
  constructor(baseline: string, text: string) {
    this.#stretches = baseline === text ? [] : [between(baseline, text)]
  }

  get isEmpty(): boolean {
    return this.#stretches.length === 0 && this.#latest.length === 0
  }

  /** Whether an edit stands in a hunk or right beside one. Changes are disjoint, last one first. */
  touches(changes: readonly Change[]): boolean {
    this.#keepLatest()
    return changes.some(({ from, to }) => this.#stretches.some((stretch) => from <= stretch.to && to >= stretch.from))
  }

  /** Moves along with an edit; what it put in is a hunk, unless `mirrored` says otherwise before the next one. */
  edit(changes: readonly Change[]): void {
    this.#keepLatest()
    let shift = 0
    const inserted: Stretch[] = []
    for (const { from, to, text } of changes.toReversed()) {
      inserted.push({ from: from + shift, to: from + shift + text.length })
      shift += text.length - (to - from)
    }
    const shifted = (offset: number, end: boolean): number => {
      let result = offset
      for (const { from, to, text } of changes) {
        if (to <= offset && (from < offset || !end)) result += text.length - (to - from)
        // Cut by the edit: the stretch reaches around all of what came in.
        else if (from < offset) result += (end ? from + text.length : from) - offset
      }
      return result
    }
    this.#stretches = this.#stretches.map(({ from, to }) => {
      const start = shifted(from, false)
      return { from: Math.min(start, shifted(to, true)), to: Math.max(start, shifted(to, true)) }
    })
    this.#latest = inserted
  }

  /** The last edit was taken over into the text from before: so it is not one of the chat's hunks. */
  mirrored(): void {
    this.#latest = []
  }

  /** Kept or undone: the text is the one from before the next edits. */
  clear(): void {
    this.#stretches = []
    this.#latest = []
  }

  #keepLatest(): void {
    if (this.#latest.length === 0) return
    const merged: { from: number; to: number }[] = []
    for (const stretch of [...this.#stretches, ...this.#latest].toSorted((a, b) => a.from - b.from)) {
      const last = merged.at(-1)
      if (last && stretch.from <= last.to) last.to = Math.max(last.to, stretch.to)
      else merged.push({ ...stretch })
    }
    this.#stretches = merged
    this.#latest = []
  }
}

/** The stretch of `text` between the longest equal beginning and the longest equal end. */
function between(baseline: string, text: string): Stretch {
  const shorter = Math.min(baseline.length, text.length)
  let from = 0
  while (from < shorter && baseline[from] === text[from]) from++
  let tail = 0
  while (tail < shorter - from && baseline[baseline.length - 1 - tail] === text[text.length - 1 - tail]) tail++
  return { from, to: text.length - tail }
}
