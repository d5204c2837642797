import { insertPiece } from './insertPiece'
import { LineOriginReader } from './lineOrigin'
import { sameOrigin, unknown, withoutDeletions, type Origin } from './origin'
import { build, concat, detached, mapPieces, maxPieceLength, pieceOf, split, type PieceTree } from './pieceTree'
import { newlinesBefore, offsetAfterNewline, originIn, visitPieces } from './readPieces'
import type { Run } from './run'

/**
 * An immutable text with the origin of every character. Edits give a new value and cost O(log n); both versions share
 * what the edit left alone, so keeping one per document version is cheap and undo is a lookup.
 *
 * Offsets count UTF-16 units, `from..to` is half-open; an edit may cut a surrogate pair. Lines end with `\n`; text
 * with other line ends is normalised before it comes here. Offsets and lines outside the text throw a RangeError.
 */
export class AttributedText {
  static readonly empty = new AttributedText(undefined)

  #built: PieceTree
  /** What the tree is built from, as long as nobody needed the tree: most texts are read once and never edited. */
  #unbuilt: AttributedRuns | undefined

  private constructor(tree: PieceTree, unbuilt?: AttributedRuns) {
    this.#built = tree
    this.#unbuilt = unbuilt
  }

  get #tree(): PieceTree {
    if (this.#unbuilt !== undefined) {
      this.#built = build(this.#unbuilt.text, this.#unbuilt.runs)
      this.#unbuilt = undefined
    }
    return this.#built
  }

  /** All of `text` from one origin. */
  static of(text: string, origin: Origin): AttributedText {
    return AttributedText.fromRuns(text, [{ length: text.length, origin }])
  }

  /** @throws RangeError if the lengths don't sum to the length of `text` or one is negative */
  static fromRuns(text: string, runs: readonly Run[]): AttributedText {
    let length = 0
    for (const run of runs) {
      if (!Number.isInteger(run.length) || run.length < 0) throw new RangeError(`A run of length ${run.length}`)
      length += run.length
    }
    if (length !== text.length) throw new RangeError(`Runs of ${length} for a text of ${text.length} characters`)
    if (length === 0) return AttributedText.empty
    return new AttributedText(undefined, { text, runs })
  }

  /**
   * For line-precise sources: line `i`, its terminator included, is from `lines[i]`; from `unknown` where that is missing.
   * What is missing in a line is told by its first visible character.
   */
  static fromLines(text: string, lines: readonly Origin[]): AttributedText {
    const runs: Run[] = []
    let start = 0
    let of: Origin | undefined
    const begin = (at: number, origin: Origin): void => {
      if (of !== undefined && of !== origin) {
        runs.push({ length: at - start, origin: of })
        start = at
      }
      of = origin
    }
    for (let from = 0, line = 0; from < text.length; line++) {
      const origin = lines[line] ?? unknown
      const end = text.indexOf('\n', from)
      const to = end < 0 ? text.length : end + 1
      if (origin.deletions === undefined) begin(from, origin)
      else {
        const written = withoutDeletions(origin)
        const first = from + text.slice(from, to).search(/\S/)
        begin(from, written)
        if (first >= from) {
          begin(first, origin)
          if (first + 1 < to) begin(first + 1, written)
        }
      }
      from = to
    }
    if (of !== undefined) runs.push({ length: text.length - start, origin: of })
    return AttributedText.fromRuns(text, runs)
  }

  /** Does now what the first edit would have to do otherwise, O(n). */
  prepare(): this {
    void this.#tree
    return this
  }

  get length(): number {
    return this.#unbuilt?.text.length ?? this.#built?.length ?? 0
  }

  /** As an editor counts: `''` has one line, `'a\n'` two, the second empty. */
  get lineCount(): number {
    return (this.#tree?.newlines ?? 0) + 1
  }

  /** Equal for equal texts, whatever their origins: length, lines and a hash of 64 bits. Not meant to leave the process. */
  get textHash(): string {
    const { hashA = 0, hashB = 0 } = this.#tree ?? {}
    return `${this.length}:${this.lineCount}:${(hashA >>> 0).toString(36)}:${(hashB >>> 0).toString(36)}`
  }

  /** Whether both have the same text, whatever its origins; O(1), by {@link textHash}. */
  sameText(other: AttributedText): boolean {
    const a = this.#tree
    const b = other.#tree
    if (a === b) return true
    if (a === undefined || b === undefined) return false
    return a.length === b.length && a.newlines === b.newlines && a.hashA === b.hashA && a.hashB === b.hashB
  }

  replace(from: number, to: number, inserted: string, origin: Origin): AttributedText {
    this.#check(from, to)
    if (from === to && inserted !== '' && inserted.length <= maxPieceLength && this.#tree !== undefined) {
      const tree = insertPiece(this.#tree, from, pieceOf(detached(inserted), origin))
      if (tree !== undefined) return new AttributedText(tree)
    }
    return this.splice(from, to, AttributedText.of(inserted, origin))
  }

  /** Puts `inserted` in the place of `from..to`; it keeps its own origins. */
  splice(from: number, to: number, inserted: AttributedText): AttributedText {
    this.#check(from, to)
    if (from === to && inserted.#tree === undefined) return this
    const [before, rest] = split(this.#tree, from)
    const [, after] = split(rest, to - from)
    return AttributedText.#over(concat(concat(before, inserted.#tree), after))
  }

  slice(from: number, to: number): AttributedText {
    this.#check(from, to)
    if (from === 0 && to === this.length) return this
    const [before] = split(this.#tree, to)
    return AttributedText.#over(split(before, from)[1])
  }

  text(from = 0, to = this.length): string {
    this.#check(from, to)
    if (this.#unbuilt !== undefined) return this.#unbuilt.text.slice(from, to)
    const parts: string[] = []
    visitPieces(this.#tree, from, to, (text) => parts.push(text))
    return parts.join('')
  }

  /** Covers `from..to` exactly; neighbours always differ in origin, no run is empty. */
  runs(from = 0, to = this.length): readonly Run[] {
    this.#check(from, to)
    const runs: { length: number; origin: Origin }[] = []
    const add = (length: number, origin: Origin): void => {
      const last = runs.at(-1)
      if (last !== undefined && sameOrigin(last.origin, origin)) last.length += length
      else if (length > 0) runs.push({ length, origin })
    }
    if (this.#unbuilt !== undefined && from === 0 && to === this.length) {
      for (const { length, origin } of this.#unbuilt.runs) add(length, origin)
    } else visitPieces(this.#tree, from, to, ({ length }, origin) => add(length, origin))
    return runs
  }

  /** Origin of the character at `offset`; `unknown` where there is none, as at the end of the text. */
  originAt(offset: number): Origin {
    return originIn(this.#tree, offset) ?? unknown
  }

  /** Offset of the first character of `line`; the length of the text for the line after the last. */
  lineStart(line: number): number {
    if (!Number.isInteger(line) || line < 0 || line > this.lineCount) {
      throw new RangeError(`Line ${line} of ${this.lineCount}`)
    }
    if (line === this.lineCount) return this.length
    return line === 0 ? 0 : offsetAfterNewline(this.#tree, line)
  }

  /** The line that `offset` stands in; a line terminator belongs to the line it ends. */
  lineAt(offset: number): number {
    this.#check(offset, offset)
    return newlinesBefore(this.#tree, offset)
  }

  /**
   * The class of one line over its non-white-space characters (see {@link LineOriginReader}). A blank line takes the
   * origin of its terminator; at the end of the text, where it has none, that of the terminator before it, if any.
   */
  lineOrigin(line: number): Origin {
    if (line === this.lineCount) throw new RangeError(`Line ${line} of ${this.lineCount}`)
    return this.lineOrigins(line, line + 1)[0]!
  }

  /** The classes of the lines `from..to`, see {@link lineOrigin}. */
  lineOrigins(from?: number, to?: number): readonly Origin[] {
    if (this.#unbuilt !== undefined && from === undefined && to === undefined) return lineOriginsOf(this.#unbuilt)
    return this.#lineOrigins(from ?? 0, to ?? this.lineCount)
  }

  #lineOrigins(from: number, to: number): readonly Origin[] {
    const start = this.lineStart(from)
    const end = this.lineStart(to)
    if (from >= to) return []
    const reader = new LineOriginReader(this.originAt(start - 1))
    // The last terminator is not read, it would open one more line.
    const last = to < this.lineCount ? end - 1 : end
    visitPieces(this.#tree, start, last, (text, origin) => reader.read(text, origin))
    return reader.end(to < this.lineCount ? this.originAt(last) : undefined)
  }

  mapOrigins(map: (origin: Origin) => Origin): AttributedText {
    const mapped = new Map<Origin, Origin>()
    const tree = mapPieces(this.#tree, (origin) => {
      const known = mapped.get(origin)
      if (known !== undefined) return known
      const result = map(origin)
      const kept = sameOrigin(origin, result) ? origin : result
      mapped.set(origin, kept)
      return kept
    })
    return tree === this.#tree ? this : new AttributedText(tree)
  }

  static #over(tree: PieceTree): AttributedText {
    return tree === undefined ? AttributedText.empty : new AttributedText(tree)
  }

  #check(from: number, to: number): void {
    if (Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= this.length) return
    throw new RangeError(`${from}..${to} of a text of ${this.length} characters`)
  }
}

/** A text and the runs that cover it. */
interface AttributedRuns {
  readonly text: string
  readonly runs: readonly Run[]
}

function lineOriginsOf({ text, runs }: AttributedRuns): readonly Origin[] {
  const reader = new LineOriginReader(unknown)
  let from = 0
  for (const { length, origin } of runs) {
    reader.read(text.slice(from, from + length), origin)
    from += length
  }
  return reader.end()
}
