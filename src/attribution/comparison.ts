import type { CarriedBlock, WantedLines } from './carriedBlock'
import { matchLines } from './lineMatch'
import { movedBlocks } from './movedBlocks'
import { regroupedLines } from './regroupedLines'
import { gapsOf, matchSequence } from './sequenceMatch'
import { hasSubstance } from './substance'
import { formattingKey } from './tokens'

/** Whether lines of the source may be taken for lines of the text. */
export type Accept = (block: CarriedBlock) => boolean

/** One way to find lines of a source in a text. */
export type Pass = (comparison: Comparison, lines: WantedLines, accept: Accept) => readonly CarriedBlock[]

/** For each line of one text its equal in another, or -1; and for each line of the other. */
export interface Counterparts {
  readonly theirs: Int32Array
  readonly ours: Int32Array
}

/** The lines of one text while they are looked for in another. */
export class Comparison {
  static readonly passes: readonly Pass[] = [
    (comparison, _lines, accept) => comparison.#equalLines(accept),
    (comparison, _lines, accept) => comparison.#linesEqualButForFormatting(accept),
    (comparison, lines, accept) => regroupedLines(comparison.texts, lines, comparison.#matches).filter(accept),
    (comparison, lines, accept) => movedBlocks(comparison.texts, lines, comparison.#matches, accept),
  ]

  /** What the last pass found. */
  found: readonly CarriedBlock[] = []
  /**
   * For each line of the wanted text the line of this one that it comes from, as far as it was found; or -1. Lines
   * without substance, which prove nothing, are among them.
   */
  readonly sources: Int32Array
  /** For each line of this text where it stands in the wanted one, as far as it was found; or -1. */
  readonly places: Int32Array
  /** The lines found in order so far, for each of the wanted text the line of this one. */
  #matches: Int32Array = new Int32Array()
  #counterparts = new Map<Comparison, Counterparts>()

  /**
   * @param texts the lines of this text
   * @param wanted the lines that are looked for
   */
  constructor(
    readonly texts: readonly string[],
    readonly wanted: readonly string[],
  ) {
    this.sources = new Int32Array(wanted.length).fill(-1)
    this.places = new Int32Array(texts.length).fill(-1)
  }

  /** Takes the next pass. @param accept asked for each line or group of lines before it is taken */
  look(pass: Pass, lines: WantedLines, accept: Accept): void {
    this.found = pass(this, lines, accept)
    for (const { before, after } of this.found) {
      const size = Math.max(before.to - before.from, after.to - after.from)
      for (let i = 0; i < size; i++) {
        this.#place(Math.min(before.from + i, before.to - 1), Math.min(after.from + i, after.to - 1))
      }
    }
  }

  /** The lines that this text and another source have in common, in order. */
  counterpartsIn(other: Comparison): Counterparts {
    const known = this.#counterparts.get(other)
    if (known) return known
    const theirs = matchLines(other.texts, this.texts)
    const ours = new Int32Array(other.texts.length).fill(-1)
    theirs.forEach((line, i) => {
      if (line >= 0) ours[line] = i
    })
    this.#counterparts.set(other, { theirs, ours })
    return { theirs, ours }
  }

  #place(line: number, at: number): void {
    if (this.sources[at]! < 0) this.sources[at] = line
    if (this.places[line]! < 0) this.places[line] = at
  }

  #equalLines(accept: Accept): readonly CarriedBlock[] {
    return this.#inOrder(matchLines(this.texts, this.wanted), accept)
  }

  /** Looks between the equal lines only; those are the neighbours that give a brace its place. */
  #linesEqualButForFormatting(accept: Accept): readonly CarriedBlock[] {
    const matches = this.#matches.slice()
    for (const { before, after } of gapsOf(matches, this.texts.length)) {
      const keys = this.texts.slice(before.from, before.to).map(formattingKey)
      const found = matchSequence(keys, this.wanted.slice(after.from, after.to).map(formattingKey))
      found.forEach((line, i) => {
        if (line >= 0) matches[after.from + i] = before.from + line
      })
    }
    return this.#inOrder(matches, accept)
  }

  /** Keeps the matches that stand in one piece, on both sides, with a line of substance; gives those that are new. */
  #inOrder(matches: Int32Array, accept: Accept): readonly CarriedBlock[] {
    const blocks: CarriedBlock[] = []
    const isNew = (i: number) => matches[i]! >= 0 && matches[i] !== this.#matches[i]
    for (let i = 0; i < matches.length; i++) {
      if (!isNew(i)) continue
      if (accept(lineAt(matches[i]!, i))) this.#place(matches[i]!, i)
      else matches[i] = -1
    }
    for (let from = 0, to = 0; from < matches.length; from = to) {
      to = endOfPiece(matches, from)
      if (!this.wanted.slice(from, to).some(hasSubstance)) matches.fill(-1, from, to)
      for (let i = from; i < to; i++) {
        if (!isNew(i)) continue
        const start = i
        while (i + 1 < to && isNew(i + 1)) i++
        const size = i + 1 - start
        blocks.push({
          before: { from: matches[start]!, to: matches[start]! + size },
          after: { from: start, to: start + size },
        })
      }
    }
    this.#matches = matches
    return blocks
  }
}

function lineAt(before: number, after: number): CarriedBlock {
  return { before: { from: before, to: before + 1 }, after: { from: after, to: after + 1 } }
}

/** Where the lines that stand one after the other in the source too end, from a line on. */
function endOfPiece(matches: Int32Array, from: number): number {
  let to = from + 1
  while (to < matches.length && matches[from]! >= 0 && matches[to] === matches[to - 1]! + 1) to++
  return to
}
