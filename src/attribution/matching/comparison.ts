import type { CarriedBlock, WantedLines } from './carriedBlock'
import { changedLines } from './changedLines'
import type { LineSpan } from '../text/lineSpan'
import { matchLines } from './lineMatch'
import { movedBlocks } from './movedBlocks'
import { regroupedLines } from './regroupedLines'
import { gapsOf, matchSequence } from './sequenceMatch'
import { hasSubstance } from '../text/substance'
import { formattingKey } from '../text/tokens'

/** What lines of the source have to meet to be taken for lines of the text. */
export interface Conditions {
  /** Whether a line, or a group of lines, can be the one of the text at all. */
  readonly accept: (block: CarriedBlock) => boolean
  /** How many lines of substance a piece of lines that stand together in both needs. */
  readonly substanceOf: (piece: CarriedBlock) => number
}

/** One way to find lines of a source in a text. */
export type Pass = (comparison: Comparison, lines: WantedLines, conditions: Conditions) => readonly CarriedBlock[]

/** For each line of one text its equal in another, or -1; and for each line of the other. */
export interface Counterparts {
  readonly theirs: Int32Array
  readonly ours: Int32Array
}

/** The lines of one text while they are looked for in another. */
export class Comparison {
  static readonly passes: readonly Pass[] = [
    (comparison, _lines, conditions) => comparison.#equalLines(conditions),
    (comparison, _lines, conditions) => comparison.#linesEqualButForFormatting(conditions),
    (comparison, lines, conditions) => comparison.#regroupedLines(lines, conditions),
    (comparison, lines, { accept }) => movedBlocks(comparison.texts, lines, comparison.#matches, accept),
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
  /** How many lines of either text the other does not have. */
  distance = 0
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

  /** Takes the next pass. */
  look(pass: Pass, lines: WantedLines, conditions: Conditions): void {
    this.found = pass(this, lines, conditions)
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

  /** Lines that are still open and that somebody changed a little, see {@link changedLines}. */
  changed(lines: WantedLines): readonly CarriedBlock[] {
    return changedLines(this.texts, lines, this.#matches)
  }

  #place(line: number, at: number): void {
    if (this.sources[at]! < 0) this.sources[at] = line
    if (this.places[line]! < 0) this.places[line] = at
  }

  #equalLines(conditions: Conditions): readonly CarriedBlock[] {
    const matches = matchLines(this.texts, this.wanted)
    const kept = matches.reduce((sum, line) => sum + (line >= 0 ? 1 : 0), 0)
    this.distance = this.texts.length + this.wanted.length - 2 * kept
    return this.#inOrder(matches, conditions)
  }

  /** Looks between the equal lines only; those are the neighbours that give a brace its place. */
  #linesEqualButForFormatting(conditions: Conditions): readonly CarriedBlock[] {
    const matches = this.#matches.slice()
    for (const { before, after } of gapsOf(matches, this.texts.length)) {
      const keys = this.texts.slice(before.from, before.to).map(formattingKey)
      const found = matchSequence(keys, this.wanted.slice(after.from, after.to).map(formattingKey))
      found.forEach((line, i) => {
        if (line >= 0) matches[after.from + i] = before.from + line
      })
    }
    return this.#inOrder(matches, conditions)
  }

  #regroupedLines(lines: WantedLines, { accept, substanceOf }: Conditions): readonly CarriedBlock[] {
    const substanceIn = (texts: readonly string[], { from, to }: LineSpan) =>
      texts.slice(from, to).filter(hasSubstance).length
    return regroupedLines(this.texts, lines, this.#matches).filter((group) => {
      const substance = Math.max(substanceIn(this.texts, group.before), substanceIn(this.wanted, group.after))
      return substance >= substanceOf(group) && accept(group)
    })
  }

  /** Keeps the matches that stand in one piece, on both sides, with a line of substance; gives those that are new. */
  #inOrder(matches: Int32Array, { accept, substanceOf }: Conditions): readonly CarriedBlock[] {
    const blocks: CarriedBlock[] = []
    const isNew = (i: number) => matches[i]! >= 0 && matches[i] !== this.#matches[i]
    for (let i = 0; i < matches.length; i++) {
      if (!isNew(i)) continue
      if (accept(lineAt(matches[i]!, i))) this.#place(matches[i]!, i)
      else matches[i] = -1
    }
    for (let from = 0, to = 0; from < matches.length; from = to) {
      to = endOfPiece(matches, from)
      const start = matches[from]!
      if (start < 0) continue
      const piece = { before: { from: start, to: start + to - from }, after: { from, to } }
      if (this.wanted.slice(from, to).filter(hasSubstance).length < substanceOf(piece)) matches.fill(-1, from, to)
      for (let i = from; i < to; i++) {
        if (!isNew(i)) continue
        const first = i
        while (i + 1 < to && isNew(i + 1)) i++
        const size = i + 1 - first
        blocks.push({
          before: { from: matches[first]!, to: matches[first]! + size },
          after: { from: first, to: first + size },
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
