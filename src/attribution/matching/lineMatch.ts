import { matchSequence } from './sequenceMatch'
import { bestEnd } from '../text/changePlace'

/**
 * Finds the lines that two texts have in common, in order; see {@link matchSequence} and {@link placeChanges}. Every
 * question about lines goes through here, so that what a change adds and what is carried over from the text before
 * never speak of the same line.
 *
 * @param before lines without their terminators; of a text that ends with a line break, without the empty rest behind it
 * @param after likewise
 * @returns for each line of `after` the line of `before` it goes with, or -1; the indices ascend
 */
export function matchLines(before: readonly string[], after: readonly string[]): Int32Array {
  return placeChanges(matchSequence(before, after), before, after)
}

/**
 * Many placements of a change are equally short: where a function is added behind another, both end in `}`, and either
 * could be the new one. Taking the wrong one would credit each author with the other's brace. Placed as git does, so
 * that a line is new here where it is new in `git diff`: changes that touch are one; a change stands beside one of the
 * other text where it can; else where {@link bestEnd} says.
 *
 * @param matches for each line of `after` the line of `before` it goes with, or -1; is not changed
 * @returns as many matches, between other lines with the same text
 */
export function placeChanges(matches: Int32Array, before: readonly string[], after: readonly string[]): Int32Array {
  const removed = new Uint8Array(before.length).fill(1)
  const added = new Uint8Array(after.length)
  matches.forEach((match, i) => {
    if (match >= 0) removed[match] = 0
    else added[i] = 1
  })
  const isOnlyRemoved = !added.includes(1)
  if (isOnlyRemoved && !removed.includes(1)) return matches
  slideChanges(before, removed, added)
  if (!isOnlyRemoved) slideChanges(after, added, removed)
  return matchesOf(removed, added)
}

/** The lines that neither side changed go with each other, in order. */
function matchesOf(removed: Uint8Array, added: Uint8Array): Int32Array {
  const matches = new Int32Array(added.length).fill(-1)
  let line = 0
  for (let i = 0; i < added.length; i++) {
    if (added[i] === 1) continue
    while (removed[line] === 1) line++
    matches[i] = line++
  }
  return matches
}

/**
 * Moves the changes of one side.
 * @param lines of that side
 * @param changed 1 for each of its lines that has no match; is changed
 * @param others the same for the other side
 */
function slideChanges(lines: readonly string[], changed: Uint8Array, others: Uint8Array): void {
  const isBesideOther = changesBeforeKept(others)
  let kept = 0
  for (let at = 0; at < lines.length; at++) {
    if (changed[at] === 0) {
      kept++
      continue
    }
    const change = new Change(lines, changed, at, kept)
    let size: number
    let top: number
    let beside: number
    do {
      size = change.size
      while (change.slideUp());
      top = change.to
      beside = isBesideOther[change.kept] === 1 ? change.to : -1
      while (change.slideDown()) if (isBesideOther[change.kept] === 1) beside = change.to
      // What it met on the way belongs to it now, and may let it go further.
    } while (size !== change.size)
    const end = beside >= 0 ? beside : top < change.to ? bestEnd(lines, change, top) : top
    while (change.to > end) change.slideUp()
    at = change.to - 1
    kept = change.kept
  }
}

/** For each number of kept lines whether, behind so many, something changed. */
function changesBeforeKept(changed: Uint8Array): Uint8Array {
  const result = new Uint8Array(changed.length + 1)
  let kept = 0
  for (const isChanged of changed) {
    if (isChanged === 1) result[kept] = 1
    else kept++
  }
  return result
}

/** Changed lines that stand together, while they are moved. */
class Change {
  to: number

  /** @param kept how many lines before it are kept */
  constructor(
    readonly lines: readonly string[],
    readonly changed: Uint8Array,
    public from: number,
    public kept: number,
  ) {
    this.to = from
    this.#growDown()
  }

  get size(): number {
    return this.to - this.from
  }

  /** By one line, where that yields the same text; grows over the change that it meets. */
  slideUp(): boolean {
    if (this.from === 0 || this.lines[this.from - 1] !== this.lines[this.to - 1]) return false
    this.changed[--this.from] = 1
    this.changed[--this.to] = 0
    this.kept--
    while (this.from > 0 && this.changed[this.from - 1] === 1) this.from--
    return true
  }

  slideDown(): boolean {
    if (this.to === this.lines.length || this.lines[this.from] !== this.lines[this.to]) return false
    this.changed[this.from++] = 0
    this.changed[this.to] = 1
    this.kept++
    this.#growDown()
    return true
  }

  #growDown(): void {
    while (this.to < this.lines.length && this.changed[this.to] === 1) this.to++
  }
}
