import { isCommonFile, tellingLines } from '../attribution/text/telling'

/** A text that was at a path where nothing is any more. */
export interface GoneText {
  readonly path: string
  readonly text: string
  /** When it was recorded, in milliseconds. */
  readonly atMs: number
}

/**
 * Which of the files that are gone a new file was before, also where it was edited since: the one that has most of its
 * lines. Half of the lines of either that say something of their own have to be in both, and at least three, or all of
 * the file that is gone. Undefined where no file is like it, or several are and their names do not decide.
 */
export function renamedFrom(path: string, text: string, gone: readonly GoneText[]): string | undefined {
  if (isCommonFile(path)) return undefined
  const lines = new Set(tellingLines(text))
  let best: GoneText | undefined
  let bestScore = 0
  let isTied = false
  for (const candidate of gone) {
    const score = candidate.path === path ? 0 : likeness(lines, candidate) + nearness(path, candidate.path)
    if (score < 1 || score < bestScore) continue
    isTied = score === bestScore
    best = candidate
    bestScore = score
  }
  return isTied ? undefined : best?.path
}

/** Number of lines in common, where that is enough; else far below nothing. */
function likeness(lines: ReadonlySet<string>, { text }: GoneText): number {
  const others = tellingLines(text)
  const common = others.filter((line) => lines.has(line))
  const isEnough = common.length >= 3 || (common.length === others.length && common.length > 0)
  const letters = common.join('').replaceAll(/[^\p{L}\p{N}]/gu, '').length
  if (!isEnough || letters < fewestLetters || common.length * 2 < Math.max(lines.size, others.length)) return -2
  return common.length
}

/** Less than this many letters and digits may be anybody's. */
const fewestLetters = 8

/** From 0 to less than 1: how much of the ends of two paths is the same. */
function nearness(a: string, b: string): number {
  const ends = [a, b].map((path) => path.split('/').toReversed())
  const longest = Math.max(ends[0]!.length, ends[1]!.length)
  let same = 0
  while (same < longest && ends[0]![same] === ends[1]![same]) same++
  return same / (longest + 1)
}
