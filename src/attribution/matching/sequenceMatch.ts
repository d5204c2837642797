import { diffArrays } from 'diff'

/**
 * Differences up to which the shortest edit script is looked for. The search is quadratic in it: 1,000 take about a
 * tenth of a second. A count and not a clock decides, so that the answer does not depend on the machine …
 */
const maxDifferences = 1000

/** … and within the gaps between anchors, of which there may be hundreds. */
const maxDifferencesInGap = 200

/** A last resort: no answer later than this. */
const timeoutMs = 2000

/**
 * Finds what two sequences have in common, in order.
 *
 * What stands on one side only is dropped first (3,000 lines all rewritten: milliseconds instead of seconds). The rest
 * gets a longest common subsequence; where that would take too long, elements that occur exactly once on either side
 * are the anchors and only the gaps between them are searched; a gap without anchors counts as rewritten.
 *
 * @returns for each element of `after` the index of its equal in `before`, or -1; the indices ascend
 */
export function matchSequence<T extends string | number>(before: readonly T[], after: readonly T[]): Int32Array {
  const matches = new Int32Array(after.length).fill(-1)
  if (before.length === 0 || after.length === 0) return matches
  // Most of two versions of a text is equal at both ends: that need not be numbered.
  let from = 0
  const shorter = Math.min(before.length, after.length)
  while (from < shorter && before[from] === after[from]) matches[from] = from++
  let bTo = before.length
  let aTo = after.length
  while (bTo > from && aTo > from && before[bTo - 1] === after[aTo - 1]) matches[--aTo] = --bTo
  if (from === bTo || from === aTo) return matches
  const numbers = new Map<T, number>()
  for (let i = from; i < bTo; i++) if (!numbers.has(before[i]!)) numbers.set(before[i]!, numbers.size)
  // Rewritten altogether, as what stands between equal ends often is.
  if (!after.slice(from, aTo).some((value) => numbers.has(value))) return matches
  const numbered = (values: readonly T[], to: number) => {
    const result = new Int32Array(values.length)
    for (let i = from; i < to; i++) {
      const value = values[i]!
      let number = numbers.get(value)
      if (number === undefined) numbers.set(value, (number = numbers.size))
      result[i] = number
    }
    return result
  }
  const search = { before: numbered(before, bTo), after: numbered(after, aTo), matches }
  searchRange(search, { from, to: bTo }, { from, to: aTo }, maxDifferences)
  return matches
}

/** What is unmatched between two sequences, half-open; one of both may be empty. */
export interface Gap<Range> {
  readonly before: Range
  readonly after: Range
}

/** The gaps between matches (see {@link matchSequence}), in order, given the length of the earlier sequence. */
export function gapsOf(matches: Int32Array, beforeLength: number): Gap<Range>[] {
  const gaps: Gap<Range>[] = []
  let b = 0
  let a = 0
  for (let i = 0; i <= matches.length; i++) {
    const match = i === matches.length ? beforeLength : matches[i]!
    if (match < 0) continue
    if (match > b || i > a) gaps.push({ before: { from: b, to: match }, after: { from: a, to: i } })
    b = match + 1
    a = i + 1
  }
  return gaps
}

interface Search {
  readonly before: Int32Array
  readonly after: Int32Array
  readonly matches: Int32Array
}

interface Range {
  readonly from: number
  readonly to: number
}

function searchRange({ before, after, matches }: Search, b: Range, a: Range, limit: number): void {
  let { from: bFrom, to: bTo } = b
  let { from: aFrom, to: aTo } = a
  while (bFrom < bTo && aFrom < aTo && before[bFrom] === after[aFrom]) matches[aFrom++] = bFrom++
  while (bFrom < bTo && aFrom < aTo && before[bTo - 1] === after[aTo - 1]) matches[--aTo] = --bTo
  const counts = countBoth(before.subarray(bFrom, bTo), after.subarray(aFrom, aTo))
  const bKept = indicesWhere(bFrom, bTo, (i) => counts.after.has(before[i]!))
  const aKept = indicesWhere(aFrom, aTo, (i) => counts.before.has(after[i]!))
  if (bKept.length === 0) return

  const bValues = bKept.map((i) => before[i]!)
  const aValues = aKept.map((i) => after[i]!)
  const changes = diffArrays(bValues, aValues, { maxEditLength: limit, timeout: timeoutMs })
  if (changes !== undefined) {
    let bAt = 0
    let aAt = 0
    for (const { added, removed, count } of changes) {
      if (removed) bAt += count
      else if (added) aAt += count
      else for (let i = 0; i < count; i++) matches[aKept[aAt++]!] = bKept[bAt++]!
    }
    return
  }

  const places = new Map(bKept.map((i) => [before[i]!, i]))
  const once = aKept.filter((i) => counts.before.get(after[i]!) === 1 && counts.after.get(after[i]!) === 1)
  const anchors = longestAscending(once.map((i) => ({ after: i, before: places.get(after[i]!)! })))
  if (anchors.length === 0) return
  for (const anchor of [...anchors, { before: bTo, after: aTo }]) {
    const gap = { before: { from: bFrom, to: anchor.before }, after: { from: aFrom, to: anchor.after } }
    searchRange({ before, after, matches }, gap.before, gap.after, maxDifferencesInGap)
    if (anchor.after < aTo) matches[anchor.after] = anchor.before
    bFrom = anchor.before + 1
    aFrom = anchor.after + 1
  }
}

function countBoth(before: Int32Array, after: Int32Array) {
  const count = (values: Int32Array) => {
    const counts = new Map<number, number>()
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
    return counts
  }
  return { before: count(before), after: count(after) }
}

function indicesWhere(from: number, to: number, keep: (index: number) => boolean): number[] {
  const indices: number[] = []
  for (let i = from; i < to; i++) if (keep(i)) indices.push(i)
  return indices
}

interface Pair {
  readonly before: number
  readonly after: number
}

/** The most pairs, of those given in ascending order of `after`, whose `before` ascends too: O(n log n). */
function longestAscending(pairs: readonly Pair[]): Pair[] {
  const ends: number[] = []
  const previous = new Int32Array(pairs.length).fill(-1)
  pairs.forEach(({ before }, i) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (pairs[ends[middle]!]!.before < before) low = middle + 1
      else high = middle
    }
    if (low > 0) previous[i] = ends[low - 1]!
    ends[low] = i
  })
  const longest: Pair[] = []
  for (let i = ends.at(-1) ?? -1; i >= 0; i = previous[i]!) longest.push(pairs[i]!)
  return longest.reverse()
}
