import { sameOrigin, type Origin } from '../../../../src/attribution/text/origin'
import type { Change } from '../../../../src/capture/editEvent'
import { textOf, type Cell } from '../../attribution/model'
import type { Cells } from './modelDocument'

/**
 * What an edit may do to origins: takes the text before and the one that came out, and gives the one that had to come
 * out. Where more than one answer is right, it takes over the one that came out after judging it, and throws if it is
 * none of the right ones.
 */
export type Law = (before: Cells, after: Cells) => Cells

/** Puts an answer for each changed stretch into what has to be as it was. */
export function stretches(changes: readonly Change[], judge: (old: Cells, now: Cells, change: Change) => Cells): Law {
  return (before, after) => {
    const result: Cell[] = []
    let at = 0
    for (const change of [...changes].reverse()) {
      result.push(...before.slice(at, change.from))
      const now = after.slice(result.length, result.length + change.text.length)
      result.push(...judge(before.slice(change.from, change.to), now, change))
      at = change.to
    }
    return [...result, ...before.slice(at)]
  }
}

/** In a changed stretch a character is new and from this origin, or it was there before, in the same order. */
export function newOrKept(origin: Origin, changes: readonly Change[]): Law {
  return stretches(changes, (old, now) => {
    let at = 0
    return now.map((cell) => {
      if (sameOrigin(cell.origin, origin)) return cell
      while (at < old.length && !(old[at]!.unit === cell.unit && sameOrigin(old[at]!.origin, cell.origin))) at++
      if (at === old.length) throw new Error(`${show([cell])} is neither new nor from before`)
      return old[at++]!
    })
  })
}

/** Whatever is new takes after what stood in the lines of the edit or right beside them. */
export function fromTheseLines(changes: readonly Change[]): Law {
  return (before, after) => {
    const from = lineStart(before, lineStart(before, changes.at(-1)!.from) - 1)
    const to = lineEnd(before, lineEnd(before, changes[0]!.to) + 1)
    const there = before.slice(from, to)
    return stretches(changes, (_, now) => {
      const strange = now.find((cell) => !there.some(({ origin }) => sameOrigin(origin, cell.origin)))
      if (strange) throw new Error(`${show([strange])} is from nobody who wrote these lines`)
      return now
    })(before, after)
  }
}

/** An edit that changes nothing but white space: all else is as it was. */
export function visibleKept(before: Cells, after: Cells): void {
  const was = visible(before)
  const is = visible(after)
  const at = was.findIndex((cell, i) => cell.unit !== is[i]?.unit || !sameOrigin(cell.origin, is[i].origin))
  if (at >= 0 || was.length !== is.length) {
    throw new Error(`${show(was.slice(at, at + 20))} has become ${show(is.slice(at, at + 20))}`)
  }
}

export function visible(all: Cells): Cells {
  return all.filter(({ unit }) => unit.trim() !== '')
}

/** The text with the contributor of each stretch, for messages. */
export function show(all: Cells): string {
  let shown = ''
  for (let from = 0, to = 0; from < all.length; from = to) {
    while (to < all.length && sameOrigin(all[to]!.origin, all[from]!.origin)) to++
    const { contributor, at } = all[from]!.origin
    shown += `[${contributor}${at === undefined ? '' : ` ${at}`}: ${JSON.stringify(textOf(all.slice(from, to)))}]`
  }
  return shown
}

/** The lines of a text, each with its line end. */
export function linesOf(all: Cells): Cells[] {
  const lines: Cell[][] = [[]]
  for (const cell of all) {
    lines.at(-1)!.push(cell)
    if (cell.unit === '\n') lines.push([])
  }
  return lines
}

/** A line without its end. */
export function withoutEnd(line: Cells): Cells {
  const length = textOf(line).replace(/\r?\n$/, '').length
  return line.slice(0, length)
}

function lineStart(all: Cells, offset: number): number {
  let at = Math.max(0, offset)
  while (at > 0 && all[at - 1]!.unit !== '\n') at--
  return at
}

function lineEnd(all: Cells, offset: number): number {
  let at = offset
  while (at < all.length && all[at]!.unit !== '\n') at++
  return Math.min(at + 1, all.length)
}
