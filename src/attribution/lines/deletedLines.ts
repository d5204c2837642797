import type { AttributedText } from '../text/attributedText'
import { lineMark } from '../text/deletions'
import { lineEdits } from '../matching/diff'
import { isAi, type Origin } from '../text/origin'

/** Whole lines that AI took out at one place and that no line took the place of. */
export interface DeletedLines {
  /** The line of the later text before which they stood, 0-based; the number of lines where they were the last. */
  readonly before: number
  readonly count: number
  /** The AI that took out the first of them. */
  readonly by: Origin
}

/** A line that AI took out, as a text tells of it. */
interface Mark {
  readonly by: Origin
  /** The line of the text that tells of it. */
  readonly line: number
}

/**
 * Which of the lines that a change takes out of a text AI took out. Blank lines do not count. A line counts only where
 * the text that is left tells of it at this place (see `changeText`): AI may have taken out an equal one elsewhere.
 *
 * @param earlier asked for only where AI took out lines of the later text at all: the text before with what it tells of;
 *   what was told by then was taken out before this change. Undefined where that is not known: then none counts
 */
export async function linesDeletedByAi(
  before: string,
  after: AttributedText,
  earlier: () => Promise<AttributedText | undefined>,
): Promise<readonly DeletedLines[]> {
  const open = marksOf(after)
  if (open.size === 0) return []
  const lines = before.split('\n')
  const edits = lineEdits(before, after.text()).filter(
    (edit) => edit.before.to - edit.before.from > edit.after.to - edit.after.from,
  )
  if (edits.length === 0) return []
  const known = await earlier()
  if (!known) return []
  removeKnown(open, marksOf(known))
  return edits.flatMap((edit) => {
    const gone = edit.before.to - edit.before.from
    // Between equal lines a change can be seen in several places.
    const near = (line: number): boolean => line >= edit.after.from - 1 - gone && line <= edit.after.to + gone
    const most = gone - (edit.after.to - edit.after.from)
    const by: Origin[] = []
    for (let line = edit.before.from; line < edit.before.to && by.length < most; line++) {
      const text = lines[line] ?? ''
      const marks = text.trim() === '' ? undefined : open.get(lineMark(text))
      const at = marks?.findIndex((mark) => near(mark.line)) ?? -1
      if (marks && at >= 0) by.push(...marks.splice(at, 1).map((mark) => mark.by))
    }
    return by.length === 0 ? [] : [{ before: edit.after.to, count: by.length, by: by[0]! }]
  })
}

/** By what the lines are known by: an agent may take out thousands. */
function marksOf(text: AttributedText): Map<string, Mark[]> {
  const marks = new Map<string, Mark[]>()
  let at = 0
  for (const { length, origin } of text.runs()) {
    for (const { by, lines } of origin.deletions ?? []) {
      if (!lines || !isAi(by.contributor)) continue
      const line = text.lineAt(at)
      for (const mark of lines) {
        const alike = marks.get(mark)
        if (alike) alike.push({ by, line })
        else marks.set(mark, [{ by, line }])
      }
    }
    at += length
  }
  return marks
}

/** One mark less for each that was there before. */
function removeKnown(open: ReadonlyMap<string, Mark[]>, known: ReadonlyMap<string, readonly Mark[]>): void {
  for (const [mark, before] of known) {
    const alike = open.get(mark)
    if (!alike) continue
    for (const { by } of before) {
      const at = alike.findIndex((other) => other.by.tool === by.tool && other.by.at === by.at)
      if (at >= 0) alike.splice(at, 1)
    }
  }
}

/** How many lines AI took out in all. */
export function countDeleted(files: readonly { readonly deleted?: readonly DeletedLines[] }[]): number {
  return files.reduce((sum, { deleted = [] }) => sum + deleted.reduce((lines, { count }) => lines + count, 0), 0)
}
