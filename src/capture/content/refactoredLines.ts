import { AttributedText } from '../../attribution/text/attributedText'
import { matchLines } from '../../attribution/matching/lineMatch'
import { unknown } from '../../attribution/text/origin'
import { realign } from '../../attribution/matching/realign'
import { reformat } from '../../attribution/matching/reformat'
import { gapsOf, matchSequence } from '../../attribution/matching/sequenceMatch'
import { hasSubstance } from '../../attribution/text/substance'
import { tokensOf } from '../../attribution/text/tokens'
import type { Change } from '../editEvent'

/** Where a text stands in another, half-open. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * The text after a change that a quick fix or a refactoring makes. What it changes within a line, and lines that it
 * breaks or joins, keep their origin as a formatter's do. A line of which not even half stood there is nobody's, unless
 * the same edit took it out elsewhere.
 * @param removed the lines that the edit touches, as they were
 */
export function refactor(before: AttributedText, change: Change, removed: TouchedLines): AttributedText {
  const { from, to, text } = change
  const start = before.lineStart(before.lineAt(from))
  const end = before.lineStart(before.lineAt(to) + 1)
  const head = before.text(start, from)
  const tail = before.text(to, end)
  const isWithinLine = !text.includes('\n') && !before.text(from, to).includes('\n')
  if (text === '' || (isWithinLine && (head + tail).trim() !== '')) return reformat(before, from, to, text)
  return before.splice(start, end, refactoredLines(before.slice(start, end), head + text + tail, removed))
}

/** Lines by what stands in them but for the white space around. */
export type TouchedLines = ReadonlyMap<string, AttributedText>

/** The lines that an edit touches; of those that are alike the first. */
export function touchedLines(before: AttributedText, changes: readonly Change[]): TouchedLines {
  const lines = new Map<string, AttributedText>()
  for (const { from, to } of changes) {
    const last = before.lineAt(to)
    for (let line = before.lineAt(from); line <= last; line++) {
      const [start, end] = [before.lineStart(line), before.lineStart(line + 1)]
      const key = before.text(start, end).trim()
      if (!lines.has(key)) lines.set(key, before.slice(start, end))
    }
  }
  return lines
}

function refactoredLines(old: AttributedText, text: string, removed: TouchedLines): AttributedText {
  const oldLines = linesOf(old.text())
  const lines = linesOf(text)
  // A line that was wrapped stands further in.
  const matches = matchLines(oldLines.map(bare), lines.map(bare))
  const oldAt = offsetsOf(oldLines)
  let result = AttributedText.of('', unknown)
  const add = (more: AttributedText): void => {
    result = result.splice(result.length, result.length, more)
  }
  let next = 0
  const addMatched = (until: number): void => {
    for (; next < until; next++) {
      const match = matches[next]!
      add(realign(old.slice(oldAt[match]!, oldAt[match + 1]!), lines[next]!))
    }
  }
  for (const { before, after } of gapsOf(matches, oldLines.length)) {
    addMatched(after.from)
    next = after.to
    add(changedLines(old.slice(oldAt[before.from]!, oldAt[before.to]!), lines.slice(after.from, after.to), removed))
  }
  addMatched(lines.length)
  return result
}

/** Lines that take the place of others. */
function changedLines(old: AttributedText, lines: readonly string[], removed: TouchedLines): AttributedText {
  const text = lines.join('')
  const kept = keptTokens(old.text(), text)
  let result = old.length === 0 ? AttributedText.of(text, unknown) : realign(old, text)
  let from = 0
  let next = 0
  for (const line of lines) {
    const to = from + line.length
    let sizeKept = 0
    for (; next < kept.length && kept[next]!.from < to; next++) sizeKept += kept[next]!.to - kept[next]!.from
    if (sizeKept === 0 || sizeKept * 2 < line.replaceAll(/\s+/g, '').length) {
      const moved = hasSubstance(line) && removed.get(line.trim())
      result = result.splice(from, to, moved ? realign(moved, line) : AttributedText.of(line, unknown))
    }
    from = to
  }
  return result
}

/** The words and signs of `text` that stand in `old` too, in the same order. */
function keptTokens(old: string, text: string): readonly Stretch[] {
  const tokens = tokensOf(text)
  const matches = matchSequence(
    tokensOf(old).map((token) => token.text),
    tokens.map((token) => token.text),
  )
  return tokens.flatMap((token, i) =>
    matches[i]! < 0 ? [] : [{ from: token.from, to: token.from + token.text.length }],
  )
}

/** The lines of a text, each with its end. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function bare(line: string): string {
  return line.trim()
}

/** Where each line begins, and where the last one ends. */
function offsetsOf(lines: readonly string[]): readonly number[] {
  const offsets = [0]
  for (const line of lines) offsets.push(offsets.at(-1)! + line.length)
  return offsets
}
