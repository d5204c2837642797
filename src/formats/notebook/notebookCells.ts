import { AttributedText } from '../../attribution/text/attributedText'
import { type Origin, unknown } from '../../attribution/text/origin'
import type { Run } from '../../attribution/text/run'
import { notebookSources } from './notebookSources'
import { type SourceUnit, sourceUnits, textOfUnits } from './sourceUnits'

/**
 * The cells of a notebook with who wrote them, from who wrote the notebook's text: in order, line ends as LF.
 * Undefined for a text that is no notebook.
 */
export function notebookCells(notebook: AttributedText): readonly AttributedText[] | undefined {
  const json = notebook.text()
  return notebookSources(json)?.map((source) => {
    const units = sourceUnits(json, source)
    return AttributedText.fromRuns(textOfUnits(units), runsOf(units, notebook))
  })
}

function runsOf(units: readonly SourceUnit[], notebook: AttributedText): readonly Run[] {
  const runs: { length: number; origin: Origin }[] = []
  for (const { from, to } of units) {
    // A line end that is only implied belongs to what it ends.
    const origin = to > from ? notebook.originAt(from) : (runs.at(-1)?.origin ?? unknown)
    const last = runs.at(-1)
    if (last?.origin === origin) last.length++
    else runs.push({ length: 1, origin })
  }
  return runs
}
