import type { LineSpan } from '../text/lineSpan'
import { linesOf } from '../text/linesOf'
import { matchLines, placeChanges } from './lineMatch'
import { pairSimilarLines } from './lineSimilarity'
import { gapsOf, matchSequence, type Gap } from './sequenceMatch'
import { hasSubstance } from '../text/substance'
import { splitWords } from '../text/tokens'

/** `text` takes the place of `from..to`, offsets in the old text. */
export interface TextEdit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Lines of the old text and the lines that stand in their place in the new one; either may be empty. */
export type LineEdit = Gap<LineSpan>

/** The changed lines, counted as {@link linesOf} does; `'a'` and `'a\n'` are equal. */
export function lineEdits(before: string, after: string): readonly LineEdit[] {
  if (before === after) return []
  const lines = linesOf(before)
  return gapsOf(matchLines(lines, linesOf(after)), lines.length)
}

/**
 * The smallest change that turns `before` into `after`, as far as it makes sense to a reader. Ascending, disjoint.
 *
 * Lines first. Equal lines without substance in the middle of larger changes are a coincidence, not something kept, and
 * count as rewritten. Changed lines are then paired with the line they come from and reduced to the changed words, but
 * only where they are alike (see {@link pairSimilarLines}); all others are replaced whole, because the few words that
 * two unlike lines share say nothing about who wrote them.
 */
export function smallestEdits(before: string, after: string): readonly TextEdit[] {
  if (before === after) return []
  const b = placedLines(before)
  const a = placedLines(after)
  const matches = matchLines(b.lines, a.lines)
  dropCoincidences(matches, b.lines, a.lines)
  for (const gap of gapsOf(matches, b.lines.length)) {
    const paired = pairSimilarLines(
      b.lines.slice(gap.before.from, gap.before.to),
      a.lines.slice(gap.after.from, gap.after.to),
    )
    paired.forEach((line, i) => {
      if (line >= 0) matches[gap.after.from + i] = gap.before.from + line
    })
  }
  const placed = withRest(placeChanges(matches, b.lines, a.lines), b, a)
  const edits: TextEdit[] = []
  let line = 0
  const keepUntil = (end: number) => {
    for (; line < end; line++) edits.push(...wordEdits(b, placed[line]!, a.lines[line]!))
  }
  for (const gap of gapsOf(placed, b.starts.length)) {
    keepUntil(gap.after.from)
    edits.push(wholeLines(b, a, gap))
    line = gap.after.to
  }
  keepUntil(a.lines.length)
  return joined(edits)
}

interface PlacedLines {
  readonly text: string
  readonly lines: readonly string[]
  /** Where each of them begins, and what stands behind the last line break, which is nothing where all are terminated. */
  readonly starts: readonly number[]
}

function placedLines(text: string): PlacedLines {
  const lines = linesOf(text)
  const starts: number[] = []
  let at = 0
  for (const line of lines) {
    starts.push(at)
    at += line.length + 1
  }
  if (at === text.length) starts.push(at)
  return { text, lines, starts }
}

/** The nothing behind the last line break goes with that of the other text, and with no line. */
function withRest(matches: Int32Array, before: PlacedLines, after: PlacedLines): Int32Array {
  const rest = before.starts.length > before.lines.length ? before.lines.length : -1
  return after.starts.length > after.lines.length ? Int32Array.from([...matches, rest]) : matches
}

/** Unmatches stretches of equal lines that have no substance and are shorter than the changes on both sides. */
function dropCoincidences(matches: Int32Array, before: readonly string[], after: readonly string[]): void {
  const gaps = gapsOf(matches, before.length)
  const sizeOf = (gap: LineEdit) => Math.max(gap.before.to - gap.before.from, gap.after.to - gap.after.from)
  let previous = gaps[0]
  for (const gap of gaps.slice(1)) {
    const from = previous!.after.to
    const to = gap.after.from
    const small = to - from < Math.min(sizeOf(previous!), sizeOf(gap))
    if (small && !after.slice(from, to).some(hasSubstance)) {
      matches.fill(-1, from, to)
      previous = {
        before: { from: previous!.before.from, to: gap.before.to },
        after: { from: previous!.after.from, to: gap.after.to },
      }
    } else previous = gap
  }
}

/** Whole lines as an edit. At the end of a text, where no terminator follows, the one before goes with the lines. */
function wholeLines(b: PlacedLines, a: PlacedLines, { before, after }: LineEdit): TextEdit {
  const atEnd = before.to === b.starts.length
  const empty = before.from === before.to || after.from === after.to
  const lead = atEnd && empty ? 1 : 0
  const end = (lines: PlacedLines, line: number) => lines.starts[line] ?? lines.text.length
  const start = (lines: PlacedLines, line: number) =>
    line < lines.starts.length ? lines.starts[line]! - lead : lines.text.length
  return {
    from: start(b, before.from),
    to: end(b, before.to),
    text: a.text.slice(start(a, after.from), end(a, after.to)),
  }
}

function wordEdits(before: PlacedLines, line: number, after: string): TextEdit[] {
  if (before.lines[line] === after) return []
  const b = splitWords(before.lines[line]!)
  const a = splitWords(after)
  const edits: TextEdit[] = []
  let at = before.starts[line]!
  let beforeAt = 0
  for (const gap of gapsOf(matchSequence(b, a), b.length)) {
    at += lengthOf(b, beforeAt, gap.before.from)
    const to = at + lengthOf(b, gap.before.from, gap.before.to)
    edits.push({ from: at, to, text: a.slice(gap.after.from, gap.after.to).join('') })
    at = to
    beforeAt = gap.before.to
  }
  return edits
}

function lengthOf(words: readonly string[], from: number, to: number): number {
  let length = 0
  for (let i = from; i < to; i++) length += words[i]!.length
  return length
}

function joined(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = []
  for (const edit of edits) {
    const last = result.at(-1)
    if (last !== undefined && last.to === edit.from) {
      result[result.length - 1] = { from: last.from, to: edit.to, text: last.text + edit.text }
    } else result.push(edit)
  }
  return result
}
