import { AttributedText } from '../../attribution/text/attributedText'
import { carryOver } from '../../attribution/matching/carryOver'
import { lineOrigin } from '../../attribution/text/lineOrigin'
import { type Origin, sameOrigin, unknown } from '../../attribution/text/origin'
import type { Run } from '../../attribution/text/run'
import { isWhiteSpace } from '../../attribution/text/whiteSpace'
import { type CellSource, notebookSources } from './notebookSources'
import { type SourceUnit, sourceUnits, textOfUnits } from './sourceUnits'

/**
 * Who wrote a notebook's text, from who wrote its cells. Each line of the text that encodes lines of a cell gets their
 * class; all else (metadata, outputs, braces) is unknown.
 *
 * @param json normalised text of the notebook
 * @param cells the cells as they stand in the editor, in order, normalised. What the text has otherwise, as after a
 * keystroke since it was written, is looked for in all of them, and unknown where none has it.
 * @returns undefined for a text that is no notebook
 */
export function attributedNotebook(json: string, cells: readonly AttributedText[]): AttributedText | undefined {
  const sources = notebookSources(json)
  if (!sources) return undefined
  const runs = new RunsOf(json.length)
  for (const line of linesWith(json, encodedStrings(json, sources, cells))) fillLine(runs, json, line)
  return AttributedText.fromRuns(json, runs.all())
}

/** A character of a cell, with its place in the notebook's text. */
interface Placed extends SourceUnit {
  readonly origin: Origin
}

/** A string of the notebook's text that encodes a part of a cell. */
interface EncodedString {
  readonly from: number
  readonly to: number
  readonly characters: readonly Placed[]
  /** The class of the cell's line that it begins. */
  readonly line: Origin
}

function encodedStrings(
  json: string,
  sources: readonly CellSource[],
  cells: readonly AttributedText[],
): readonly EncodedString[] {
  const origins = new WrittenCells(cells)
  return sources.flatMap((source, index) => {
    const units = sourceUnits(json, source)
    const cell = origins.of(textOfUnits(units), index)
    let at = 0
    return source.strings.map(({ from, to }) => {
      const line = cell.lineOrigin(cell.lineAt(at))
      const characters: Placed[] = []
      for (let unit = units[at]; unit && unit.from < to; unit = units[at]) {
        characters.push({ ...unit, origin: cell.originAt(at) })
        at++
      }
      return { from, to, characters, line }
    })
  })
}

/** More cells than this that are not as the editor has them are compared with their neighbours only. */
const maxCompared = 20
const neighbours = 3

/** The cells that sources were written from. */
class WrittenCells {
  readonly #cells: readonly AttributedText[]
  readonly #byText: ReadonlyMap<string, AttributedText>
  #compared = 0

  constructor(cells: readonly AttributedText[]) {
    this.#cells = cells
    // The first one of a text, so in reverse.
    this.#byText = new Map([...cells].reverse().map((cell) => [cell.text(), cell]))
  }

  /** A source that is no cell's is put together from all of them, first of all from the one in its place. */
  of(text: string, index: number): AttributedText {
    const cells = this.#cells
    const own = cells[index]
    if (own?.text() === text) return own
    const equal = this.#byText.get(text)
    if (equal) return equal
    const isMany = ++this.#compared > maxCompared
    const near = isMany ? cells.slice(Math.max(0, index - neighbours), index + neighbours + 1) : cells
    return carryOver(text, own ? [own, ...near.filter((cell) => cell !== own)] : near)
  }
}

/** A line of the notebook's text with strings of cells on it; offsets, its terminator included. */
interface NotebookLine {
  readonly from: number
  readonly to: number
  readonly strings: EncodedString[]
}

function linesWith(json: string, strings: readonly EncodedString[]): readonly NotebookLine[] {
  const lines: NotebookLine[] = []
  for (const string of strings) {
    const last = lines.at(-1)
    if (last && string.from < last.to) {
      last.strings.push(string)
      continue
    }
    const end = json.indexOf('\n', string.to)
    const from = json.lastIndexOf('\n', string.from) + 1
    lines.push({ from, to: end < 0 ? json.length : end + 1, strings: [string] })
  }
  return lines
}

/** What may stand beside strings and belongs to them: indentation, brackets, commas, the key of the source. */
const scaffolding = /^(?:[\s,[\]]|"source"\s*:)*$/

/**
 * Quotes, escaped white space and what else is on the line only to carry the cell's text get the class of that text, so
 * that the line as a whole has it.
 */
function fillLine(runs: RunsOf, json: string, { from, to, strings }: NotebookLine): void {
  const visible = strings
    .flatMap(({ characters }) => characters)
    .filter(({ char }) => !isWhiteSpace(char.charCodeAt(0)))
    .map(({ origin }) => ({ length: 1, origin }))
  const line = lineOrigin(merged(visible), strings[0]!.line)
  let beside = ''
  let at = from
  for (const string of [...strings, { from: to, to }]) {
    beside += json.slice(at, string.from)
    at = string.to
  }
  const frame = scaffolding.test(beside) ? line : unknown
  runs.fill(from, unknown)
  for (const string of strings) {
    runs.fill(string.from, frame)
    for (const { char, from, to, origin } of string.characters) {
      runs.fill(from, line)
      // White space that is spelled out counts as a visible character in the notebook's text.
      runs.fill(to, isWhiteSpace(char.charCodeAt(0)) && to - from > 1 ? line : origin)
    }
    runs.fill(string.to, line)
  }
  runs.fill(to, frame)
}

function merged(runs: readonly Run[]): readonly Run[] {
  const result: Run[] = []
  for (const { length, origin } of runs) {
    const last = result.at(-1)
    if (last && sameOrigin(last.origin, origin)) result[result.length - 1] = { length: last.length + length, origin }
    else result.push({ length, origin })
  }
  return result
}

/** Covers a text from its start to its end. */
class RunsOf {
  readonly #runs: Run[] = []
  #at = 0

  constructor(private readonly length: number) {}

  /** From where the last call ended up to an offset. */
  fill(to: number, origin: Origin): void {
    if (to > this.#at) this.#runs.push({ length: to - this.#at, origin })
    this.#at = to
  }

  /** All of them; what is left of the text is unknown. */
  all(): readonly Run[] {
    this.fill(this.length, unknown)
    return merged(this.#runs)
  }
}
