import { lineMark } from '../../../src/attribution/text/deletions'
import { isAi, sameOrigin, type Deletion, type Origin } from '../../../src/attribution/text/origin'
import { equalAsTokens } from '../../../src/attribution/text/tokens'
import { cells, textOf, type Cell } from './model'

type Cells = readonly Cell[]

/** What an edit does to the cells of a text and to what they tell of deletions, the slow and obvious way. */
export function changedCells(before: Cells, from: number, to: number, text: string, by: Origin): Cells {
  const result = [...before.slice(0, from), ...cells(text, by), ...before.slice(to)]
  if (from === to) return result
  const removed = linesOf(before.slice(from, to))
  const inserted = text.split('\n')
  const head = textOf(linesOf(before.slice(0, from)).at(-1)!)
  const tail = textOf(linesOf(before.slice(to))[0]!)
  const tellAt = (place: number, gone: Cells, old: string, now: string): void => {
    const told = gone.flatMap(({ origin }) =>
      (origin.deletions ?? []).filter((deletion) => !deletion.lines && !takesBack(origin, deletion, by)),
    )
    for (const deletion of distinct(told)) tell(result, carrierNear(result, place, deletion.by), [deletion])
    const makes = equalAsTokens(old, now) ? [] : gone.flatMap((cell) => deletionOf(cell, by))
    const isReplaced = place === from && inserted[0]!.trim() !== ''
    tell(result, isReplaced ? visibleNear(result, from) : carrierNear(result, place, by), makes)
  }
  const passOnLines = (more: readonly Deletion[]): void => {
    const passedOn = before
      .slice(from, to)
      .flatMap(({ origin }) => origin.deletions?.filter(({ lines }) => lines) ?? [])
    tell(result, Math.max(0, from - 1), [...more, ...passedOn])
  }
  if (removed.length === 1) {
    const place = inserted.length === 1 || head.trim() !== '' ? from : from + text.length
    if ((head + tail).trim() !== '') {
      const [gone] = removed
      tellAt(place, gone!, `${head}${textOf(gone!)}${tail}`, `${head}${text}${tail}`)
    }
    passOnLines([])
    return result
  }
  const [first, last] = [removed[0]!, removed.at(-1)!]
  if (head.trim() !== '') tellAt(from, first, head + textOf(first), head + inserted[0]!)
  if (tail.trim() !== '') tellAt(from + text.length, last, textOf(last) + tail, inserted.at(-1)! + tail)
  const whole = removed.filter(
    (line, i) => textOf(line).trim() !== '' && (i > 0 || head === '') && (i < removed.length - 1 || tail === ''),
  )
  const gone: Deletion[] =
    isAi(by.contributor) && removed.length > inserted.length && whole.length > 0
      ? [{ by, of: 'other', lines: whole.map((line) => lineMark(textOf(line))) }]
      : []
  passOnLines(gone)
  return result
}

/** One for each contributor and kind of text that went. */
function distinct(told: readonly Deletion[]): readonly Deletion[] {
  return told.filter(
    (deletion, i) => told.findIndex((other) => other.of === deletion.of && sameOrigin(other.by, deletion.by)) === i,
  )
}

function takesBack(text: Origin, deletion: Deletion, by: Origin): boolean {
  return deletion.by.contributor === text.contributor && by.contributor !== text.contributor
}

function deletionOf({ unit, origin }: Cell, by: Origin): readonly Deletion[] {
  if (unit.trim() === '') return []
  const [gone, actor] = [origin.contributor, by.contributor]
  if (gone === 'ai' && actor !== 'ai') return [{ by, of: 'ai' }]
  if (gone !== 'ai' && actor === 'ai') return [{ by, of: 'other' }]
  return gone === 'human' && actor === 'unknown' ? [{ by, of: 'other' }] : []
}

function visibleNear(all: Cells, place: number): number {
  for (let i = place; i < all.length && all[i]!.unit !== '\n'; i++) if (all[i]!.unit.trim() !== '') return i
  for (let i = place - 1; i >= 0 && all[i]!.unit !== '\n'; i--) if (all[i]!.unit.trim() !== '') return i
  return -1
}

/** The nearest visible cell of the line that is not from this author; else the nearest of all. */
function carrierNear(all: Cells, place: number, { contributor }: Origin): number {
  const others = all.map((cell) => (cell.origin.contributor === contributor && cell.unit !== '\n' ? blank : cell))
  const found = visibleNear(others, place)
  return found >= 0 ? found : visibleNear(all, place)
}

const blank: Cell = { unit: ' ', origin: { contributor: 'unknown' } }

function tell(all: Cell[], at: number, deletions: readonly Deletion[]): void {
  const cell = all[at]
  if (!cell || deletions.length === 0) return
  let told = cell.origin.deletions ?? []
  for (const deletion of deletions) {
    const known = told.find(
      (other) => other.of === deletion.of && !other.lines === !deletion.lines && sameOrigin(other.by, deletion.by),
    )
    if (!known) told = [...told, deletion]
    else if (deletion.lines) {
      const both = { ...known, lines: [...known.lines!, ...deletion.lines] }
      told = told.map((other) => (other === known ? both : other))
    }
  }
  all[at] = { unit: cell.unit, origin: { ...cell.origin, deletions: told } }
}

function linesOf(all: Cells): Cells[] {
  const lines: Cell[][] = [[]]
  for (const cell of all) {
    if (cell.unit === '\n') lines.push([])
    else lines.at(-1)!.push(cell)
  }
  return lines
}
