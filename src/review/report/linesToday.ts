import { lineEdits } from '../../attribution/matching/diff'
import type { LineSpan } from '../../attribution/text/lineSpan'

/**
 * Where lines of an earlier text stand in a later one.
 * @param lines 0-based, half-open
 * @returns from the first of them that is still there to the last; undefined where none is. What was put in between them
 *   lies inside.
 */
export function linesToday(before: string, after: string, lines: LineSpan): LineSpan | undefined {
  let first: number | undefined
  let last = -1
  let shift = 0
  let line = lines.from
  const keptUntil = (end: number): void => {
    for (; line < Math.min(end, lines.to); line++) {
      first ??= line + shift
      last = line + shift
    }
  }
  for (const edit of lineEdits(before, after)) {
    if (edit.before.from >= lines.to) break
    keptUntil(edit.before.from)
    line = Math.max(line, edit.before.to)
    shift = edit.after.to - edit.before.to
  }
  keptUntil(lines.to)
  return first === undefined ? undefined : { from: first, to: last + 1 }
}
