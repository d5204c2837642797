import type { Origin } from '../../../../src/attribution/text/origin'
import { unknown } from '../../../../src/attribution/text/origin'
import type { Change } from '../../../../src/capture/editEvent'
import { cells, textOf, type Cell } from '../../attribution/model'

/** A text as one origin for each character. */
export type Cells = readonly Cell[]

interface Entry {
  readonly before: Cells
  readonly after: Cells
  /** Edits of one group are undone together, as an editor does with letters typed in a row. */
  readonly group: number
}

/**
 * What a document's attribution has to be: one origin for each character, and an undo stack of its own. An edit that
 * nobody has named yet puts in an origin of its own, which is settled later in all states at once.
 */
export class ModelDocument {
  readonly #settled = new Map<Origin, Origin>()
  #cells: Cells
  #past: Entry[] = []
  #future: Entry[] = []
  #groups = 0

  constructor(base: Cells) {
    this.#cells = base
  }

  /** What was settled by now is in it. */
  get cells(): Cells {
    return this.#resolved(this.#cells)
  }

  get text(): string {
    return textOf(this.#cells)
  }

  /** What this document said before the present edit, newest first. */
  get earlier(): readonly Cells[] {
    return this.#past.map(({ before }) => this.#resolved(before)).reverse()
  }

  /** Takes in an edit. `together` puts it into one group of undo with the edit before. */
  edit(after: Cells, together = false): void {
    const group = together && this.#past.length > 0 ? this.#groups : ++this.#groups
    this.#past.push({ before: this.#cells, after, group })
    this.#future = []
    this.#cells = after
  }

  /** The last edit came to something else, as was seen only now. */
  correct(after: Cells): void {
    const entry = this.#past.pop()!
    this.#past.push({ ...entry, after })
    this.#cells = after
  }

  /** Goes back one group; returns the text there, or undefined at the start. */
  undo(): Cells | undefined {
    const group = this.#past.at(-1)?.group
    if (group === undefined) return undefined
    while (this.#past.at(-1)?.group === group) {
      const entry = this.#past.pop()!
      this.#future.push(entry)
      this.#cells = entry.before
    }
    this.#groups++
    return this.#cells
  }

  redo(): Cells | undefined {
    const group = this.#future.at(-1)?.group
    if (group === undefined) return undefined
    while (this.#future.at(-1)?.group === group) {
      const entry = this.#future.pop()!
      this.#past.push(entry)
      this.#cells = entry.after
    }
    return this.#cells
  }

  /** Says at last who wrote what `pending` stands for. */
  resolveUndecided(pending: Origin, origin: Origin): void {
    this.#settled.set(pending, origin)
  }

  #resolved(all: Cells): Cells {
    return all.map((cell) => {
      const origin = this.#settled.get(cell.origin)
      return origin ? { unit: cell.unit, origin } : cell
    })
  }
}

/** An origin that is unknown and may still become something else. */
export function pendingOrigin(): Origin {
  return { ...unknown }
}

/** A text after changes (last one first); each puts in the cells it is given. */
export function splice(before: Cells, changes: readonly Change[], inserted: (change: Change) => Cells): Cells {
  return changes.reduce(
    (all, change) => [...all.slice(0, change.from), ...inserted(change), ...all.slice(change.to)],
    before,
  )
}

/**
 * A text after changes whose text is all from one origin. A line end that is put in right before the same line end
 * goes behind it: the line that was there keeps its own.
 */
export function inserted(before: Cells, changes: readonly Change[], origin: Origin): Cells {
  const [only] = changes
  if (only && changes.length === 1 && only.from === only.to) {
    const lineEnd = only.text.startsWith('\r\n') ? '\r\n' : '\n'
    const end = only.from + lineEnd.length
    if (only.text.startsWith(lineEnd) && textOf(before.slice(only.from, end)) === lineEnd) {
      const text = only.text.slice(lineEnd.length) + lineEnd
      return [...before.slice(0, end), ...cells(text, origin), ...before.slice(end)]
    }
  }
  return splice(before, changes, (change) => cells(change.text, origin))
}
