import type { Contributor } from '../../src/attribution/text/origin'

/** One character and who wrote it, as the script knows. */
export interface TrueCell {
  readonly unit: string
  readonly by: Contributor
  /** AI's text stood beside it in its line and was taken out by somebody. */
  readonly lost?: true
}

export type TrueCells = readonly TrueCell[]

/** Text that is all from one. */
export function trueCells(text: string, by: Contributor): TrueCells {
  return Array.from({ length: text.length }, (_, i) => ({ unit: text[i]!, by }))
}

/** Who wrote each character of one file, with every text that it had: undo comes back to those. */
export class TrueFile {
  #states: TrueCells[]
  #at = 0

  constructor(text: string) {
    this.#states = [trueCells(text, 'unknown')]
  }

  get cells(): TrueCells {
    return this.#states[this.#at]!
  }

  get text(): string {
    return textOf(this.cells)
  }

  get lines(): readonly string[] {
    return this.text.split('\n')
  }

  /** Offset of a line; of the end of the text for the line after the last. */
  lineStart(line: number): number {
    return Math.min(
      this.text.length,
      this.lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0),
    )
  }

  replace(from: number, to: number, cells: TrueCells): void {
    this.set([...this.cells.slice(0, from), ...cells, ...this.cells.slice(to)])
  }

  set(cells: TrueCells): void {
    this.#states.length = this.#at + 1
    this.#states.push(cells)
    this.#at++
  }

  /** A key pressed: one character. An Enter at the end of a line makes the line after it; the old one keeps its end. */
  type(offset: number, key: string): void {
    const at = key === '\n' && this.text[offset] === '\n' ? offset + 1 : offset
    this.replace(at, at, trueCells(key, 'human'))
  }

  /** A key takes one visible character out. What AI wrote in its line is not as AI wrote it any more. */
  takeOut(offset: number): void {
    const { text, cells } = this
    const from = text.lastIndexOf('\n', offset - 1) + 1
    const end = text.indexOf('\n', offset)
    const to = end < 0 ? text.length : end
    const gone = cells[offset]!
    const rest = [...cells.slice(0, offset), ...cells.slice(offset + 1)]
    const isAi = ({ by, unit }: TrueCell): boolean => by === 'ai' && unit.trim() !== ''
    const left = rest.findIndex((cell, i) => i >= from && i < to - 1 && isAi(cell))
    if (gone.by === 'ai' && left >= 0) rest[left] = { ...rest[left]!, lost: true }
    this.set(rest)
  }

  /** Goes to the nearest state with this text; false when there never was one. */
  goBackTo(text: string): boolean {
    return this.#goTo(this.#states.findLastIndex((state, i) => i < this.#at && textOf(state) === text))
  }

  goForwardTo(text: string): boolean {
    return this.#goTo(this.#states.findIndex((state, i) => i > this.#at && textOf(state) === text))
  }

  /** The editor has forgotten what undo comes back to. */
  forget(): void {
    this.#states = [this.cells]
    this.#at = 0
  }

  /** Who wrote each line; the empty one behind the last line end is none. */
  get truth(): readonly Contributor[] {
    const lines = splitLines(this.cells)
    const classes = lines.map((line, i) => classOf(line, lines[i - 1]?.at(-1)?.by))
    return lines.at(-1)!.length === 0 ? classes.slice(0, -1) : classes
  }

  #goTo(index: number): boolean {
    if (index < 0) return false
    this.#at = index
    return true
  }
}

export function textOf(cells: TrueCells): string {
  return cells.map(({ unit }) => unit).join('')
}

function splitLines(cells: TrueCells): readonly TrueCells[] {
  const lines: TrueCell[][] = [[]]
  for (const cell of cells) {
    lines.at(-1)!.push(cell)
    if (cell.unit === '\n') lines.push([])
  }
  return lines
}

function classOf(line: TrueCells, endBefore: Contributor | undefined): Contributor {
  const seen = line.filter(({ unit }) => unit.trim() !== '')
  const visible = seen.map(({ by }) => by)
  if (visible.length === 0) return line.at(-1)?.unit === '\n' ? line.at(-1)!.by : (endBefore ?? 'unknown')
  if (visible.every((by) => by === 'ai')) return seen.some(({ lost }) => lost) ? 'mixed' : 'ai'
  if (visible.includes('ai')) return 'mixed'
  return visible.includes('unknown') ? 'unknown' : 'human'
}
