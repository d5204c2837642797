import type { AttributedText } from '../../../src/attribution/text/attributedText'
import { sameOrigin, unknown, type Contributor, type Origin } from '../../../src/attribution/text/origin'
import type { Run } from '../../../src/attribution/text/run'

/** One character and its origin: the slow and obvious form of attributed text that the tree is compared with. */
export interface Cell {
  readonly unit: string
  readonly origin: Origin
}

export function cellsOf(attributed: AttributedText): readonly Cell[] {
  const units = attributed.text().split('')
  const origins = attributed.runs().flatMap(({ length, origin }) => Array.from({ length }, () => origin))
  return units.map((unit, i) => ({ unit, origin: origins[i]! }))
}

export function cells(text: string, origin: Origin): readonly Cell[] {
  return text.split('').map((unit) => ({ unit, origin }))
}

export function textOf(cells: readonly Cell[]): string {
  return cells.map(({ unit }) => unit).join('')
}

export function runsOf(cells: readonly Cell[]): readonly Run[] {
  const runs: Run[] = []
  for (const { origin } of cells) {
    const last = runs.at(-1)
    if (last && sameOrigin(last.origin, origin)) runs[runs.length - 1] = { length: last.length + 1, origin }
    else runs.push({ length: 1, origin })
  }
  return runs
}

/** The class of every line, straight from the rule. */
export function classesOf(cells: readonly Cell[]): readonly Contributor[] {
  const lines: Cell[][] = [[]]
  for (const cell of cells) {
    lines.at(-1)!.push(cell)
    if (cell.unit === '\n') lines.push([])
  }
  return lines.map((line, i) => {
    const visible = line.filter(({ unit }) => unit.trim() !== '').map(({ origin }) => origin.contributor)
    const terminator = line.at(-1)?.unit === '\n' ? line.at(-1) : lines[i - 1]?.at(-1)
    if (visible.length === 0) return (terminator?.origin ?? unknown).contributor
    if (visible.every((contributor) => contributor === 'ai')) return 'ai'
    if (visible.includes('ai') || visible.includes('mixed')) return 'mixed'
    return visible.includes('unknown') ? 'unknown' : 'human'
  })
}
