import { gapsOf, matchSequence } from './sequenceMatch'
import { hasSubstance } from '../text/substance'
import { tokensOf } from '../text/tokens'

/** Number of comparisons (old lines times new lines) up to which every line is compared with every other. */
const maxComparisons = 40_000

/**
 * Pairs changed lines with the lines they come from, in order. Lines that differ only in white space pair first. Of
 * the rest those pair that keep most, if one of the two has substance and they are alike: at least half of the visible characters of either line stand
 * in the other as whole words in the same order; or one line, having substance, stands whole within the other; or the
 * new line says nothing that the old one did not, and at least a third of that: it is the old one with something taken out.
 * Between more than {@link maxComparisons} candidates, only lines at the same place in stretches of equal length are
 * compared.
 *
 * @returns for each line of `after` the index of the line of `before`, or -1; the indices ascend
 */
export function pairSimilarLines(before: readonly string[], after: readonly string[]): Int32Array {
  if (before.length === 0 || after.length === 0) return new Int32Array(after.length).fill(-1)
  const matches = matchSequence(before.map(withoutSpace), after.map(withoutSpace))
  matches.forEach((line, i) => {
    if (line >= 0 && !hasSubstance(after[i]!)) matches[i] = -1
  })
  for (const gap of gapsOf(matches, before.length)) {
    const paired = pairGap(before.slice(gap.before.from, gap.before.to), after.slice(gap.after.from, gap.after.to))
    paired.forEach((line, i) => {
      if (line >= 0) matches[gap.after.from + i] = gap.before.from + line
    })
  }
  return matches
}

function withoutSpace(line: string): string {
  return line.replaceAll(/\s+/g, '')
}

interface Line {
  readonly text: string
  /** Its tokens, as numbers in ascending order. */
  readonly bag: readonly number[]
  /** Visible UTF-16 units. */
  readonly size: number
  readonly substance: boolean
}

function pairGap(before: readonly string[], after: readonly string[]): readonly number[] {
  const none = after.map(() => -1)
  if (before.length === 0 || after.length === 0) return none
  const tokens: { numbers: Map<string, number>; lengths: number[] } = { numbers: new Map(), lengths: [] }
  const b = before.map((line) => lineOf(line, tokens))
  const a = after.map((line) => lineOf(line, tokens))
  const candidates =
    before.length * after.length <= maxComparisons
      ? mostKept(b, a, tokens.lengths)
      : before.length === after.length
        ? after.map((_, i) => i)
        : none
  return candidates.map((line, i) => (line >= 0 && alike(before[line]!, after[i]!) ? line : -1))
}

function lineOf(text: string, { numbers, lengths }: { numbers: Map<string, number>; lengths: number[] }): Line {
  const tokens = tokensOf(text)
  const bag = tokens.map((token) => {
    let number = numbers.get(token.text)
    if (number === undefined) {
      numbers.set(token.text, (number = numbers.size))
      lengths.push(token.text.length)
    }
    return number
  })
  const size = tokens.reduce((sum, token) => sum + token.text.length, 0)
  return { text, bag: bag.sort((x, y) => x - y), size, substance: hasSubstance(text) }
}

/** The pairing in order that keeps most visible characters, by what the lines have in common in any order. */
function mostKept(before: readonly Line[], after: readonly Line[], lengths: readonly number[]): number[] {
  const width = after.length + 1
  const best = new Float64Array((before.length + 1) * width)
  const scores = new Float64Array(before.length * after.length)
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const score = scoreOf(before[i]!, after[j]!, lengths)
      scores[i * after.length + j] = score
      const apart = Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
      best[i * width + j] = score > 0 ? Math.max(apart, score + best[(i + 1) * width + j + 1]!) : apart
    }
  }
  const pairs = after.map(() => -1)
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    const score = scores[i * after.length + j]!
    const here = best[i * width + j]!
    if (score > 0 && here === score + best[(i + 1) * width + j + 1]!) pairs[j++] = i++
    else if (here === best[(i + 1) * width + j]!) i++
    else j++
  }
  return pairs
}

/** Visible characters in common; 0 where the lines cannot be alike. */
function scoreOf(before: Line, after: Line, lengths: readonly number[]): number {
  if (!before.substance && !after.substance) return 0
  let common = 0
  for (let i = 0, j = 0; i < before.bag.length && j < after.bag.length;) {
    const x = before.bag[i]!
    const y = after.bag[j]!
    if (x === y) common += lengths[x]!
    if (x <= y) i++
    if (y <= x) j++
  }
  const within = common === Math.min(before.size, after.size) && standsWithin(before.text, after.text)
  const lost = common === after.size && after.substance && common * 3 >= before.size
  return within || lost || common * 2 >= Math.max(before.size, after.size) ? common : 0
}

function alike(before: string, after: string): boolean {
  const b = tokensOf(before)
  const a = tokensOf(after)
  const matches = matchSequence(
    b.map((token) => token.text),
    a.map((token) => token.text),
  )
  const sizeOf = (tokens: readonly { readonly text: string }[]) =>
    tokens.reduce((sum, { text }) => sum + text.length, 0)
  const kept = sizeOf(a.filter((_, i) => matches[i]! >= 0))
  if (kept === 0 || !(hasSubstance(before) || hasSubstance(after))) return false
  const sizes = [sizeOf(b), sizeOf(a)] as const
  if (kept === sizes[1] && hasSubstance(after) && kept * 3 >= sizes[0]) return true
  return kept * 2 >= Math.max(...sizes) || (kept === Math.min(...sizes) && standsWithin(before, after))
}

/** Whether the shorter line, having substance, is part of the longer. */
function standsWithin(before: string, after: string): boolean {
  const [short, long] = before.trim().length <= after.trim().length ? [before.trim(), after] : [after.trim(), before]
  return hasSubstance(short) && long.includes(short)
}
