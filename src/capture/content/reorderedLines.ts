import type { AttributedText } from '../../attribution/text/attributedText'
import type { Change } from '../editEvent'

/** As a document has them: a line feed with or without a carriage return, which is no part of the line. */
const lineEnd = /\r?\n/
const lastLineEnd = /\r?\n$/

/** Longest stretch whose lines are looked for in another order, in UTF-16 units. */
const longest = 500_000

/**
 * The text after an edit that does nothing but put lines in another order: each line as it was, equal ones in their
 * old order. Undefined where the edit does anything else.
 */
export function reorderedLines(before: AttributedText, changes: readonly Change[]): AttributedText | undefined {
  const lowest = changes.at(-1)
  const highest = changes[0]
  if (!lowest || !highest) return undefined
  const growth = changes.reduce((sum, { from, to, text }) => sum + text.length - (to - from), 0)
  if (growth !== 0) return undefined
  const first = before.lineAt(lowest.from)
  const last = before.lineAt(highest.to)
  const start = before.lineStart(first)
  const end = before.lineStart(last + 1)
  if (first === last || end - start > longest) return undefined
  const wanted = textAfter(before, changes, start, end)
  const after = wanted.split(lineEnd)
  if (after.length !== before.text(start, end).split(lineEnd).length) return undefined

  const places = new Map<string, number[]>()
  const terminators: AttributedText[] = []
  for (let line = first; line <= last; line++) {
    const from = before.lineStart(line)
    const next = before.lineStart(line + 1)
    const text = before.text(from, next).replace(lastLineEnd, '')
    const to = from + text.length
    places.set(text, [...(places.get(text) ?? []), from])
    terminators.push(before.slice(to, next))
  }
  let result = before.slice(start, start)
  for (const [index, text] of after.entries()) {
    if (start + result.length >= end && text === '') break
    const from = places.get(text)?.shift()
    if (from === undefined) return undefined
    result = append(append(result, before.slice(from, from + text.length)), terminators[index]!)
  }
  // Line ends of two kinds may have changed places.
  return result.text() === wanted ? before.splice(start, end, result) : undefined
}

function append(text: AttributedText, more: AttributedText): AttributedText {
  return text.splice(text.length, text.length, more)
}

function textAfter(before: AttributedText, changes: readonly Change[], start: number, end: number): string {
  let text = before.text(start, end)
  // Last change first: the offsets of the earlier ones stay true.
  for (const { from, to, text: inserted } of changes) {
    text = text.slice(0, from - start) + inserted + text.slice(to - start)
  }
  return text
}
