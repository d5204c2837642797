import type { AttributedText } from '../text/attributedText'
import { lineMark } from '../text/deletions'
import type { Deletion, Origin } from '../text/origin'
import type { Run } from '../text/run'

/**
 * Runs that were carried over from other texts, where a deletion tells no more of lines that are there: they are from a
 * text of before the deletion. What is gone is looked for near the place only, among lines from another source.
 * @param sources for each line of the text what it was taken from
 */
export function withoutPresentLines(
  runs: readonly Run[],
  text: AttributedText,
  sources: readonly unknown[],
): readonly Run[] {
  if (!runs.some(({ origin }) => tellsOfLines(origin))) return runs
  let at = 0
  return runs.map((run) => {
    const { length, origin } = run
    const line = text.lineAt(at)
    at += length
    return tellsOfLines(origin) ? { length, origin: withoutLines(origin, linesNear(text, line, origin, sources)) } : run
  })
}

function tellsOfLines({ deletions }: Origin): boolean {
  return deletions !== undefined && deletions.some(({ lines }) => lines !== undefined)
}

/**
 * The marks of the lines near one that are from another source than that. Others may stand between: of what was taken out
 * some may have come back.
 */
function linesNear(
  text: AttributedText,
  line: number,
  { deletions = [] }: Origin,
  sources: readonly unknown[],
): readonly string[] {
  const reach = 1 + 2 * deletions.reduce((sum, { lines = [] }) => sum + lines.length, 0)
  const marks: string[] = []
  for (let i = Math.max(0, line - reach); i <= line + reach && i < sources.length; i++) {
    if (sources[i] === sources[line]) continue
    marks.push(lineMark(text.text(text.lineStart(i), text.lineStart(i + 1))))
  }
  return marks
}

function withoutLines({ deletions = [], ...origin }: Origin, present: readonly string[]): Origin {
  const open = [...present]
  const left = deletions.flatMap((deletion): readonly Deletion[] => {
    const lines = deletion.lines?.filter((mark) => {
      const at = open.indexOf(mark)
      if (at >= 0) open.splice(at, 1)
      return at < 0
    })
    if (lines === undefined) return [deletion]
    return lines.length === 0 ? [] : [{ ...deletion, lines }]
  })
  return left.length === 0 ? origin : { ...origin, deletions: left }
}
