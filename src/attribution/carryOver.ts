import { AttributedText } from './attributedText'
import type { CarriedBlock, WantedLines } from './carriedBlock'
import type { LineSpan } from './lineSpan'
import { matchLines } from './lineMatch'
import { movedBlocks } from './movedBlocks'
import { unknown, type Origin } from './origin'
import { withoutPresentLines } from './presentLines'
import { realign } from './realign'
import { regroupedLines } from './regroupedLines'
import type { Run } from './run'
import { gapsOf, matchSequence } from './sequenceMatch'
import { hasSubstance } from './substance'
import { formattingKey } from './tokens'

/**
 * Derives who wrote `text` from texts it may come from, the most trusted first: for each line the first source that
 * has it decides, even where it says `unknown`.
 *
 * Passes over all sources, each looking at what the ones before left open: equal lines; lines equal but for formatting;
 * lines that are wrapped differently; blocks of three lines of substance and more that stand elsewhere in the source.
 * All but the last keep the order of the source, so a line whose equal stands only far away is not matched. Lines
 * without substance (a lone brace, a blank line) count only in one piece with a matched line that has some. What no
 * source has is `unknown`.
 *
 * What is carried over is `derived`, unless the whole text equals the source; what was `imported` stays that, since
 * carrying makes no claim stronger.
 */
export function carryOver(text: string, sources: readonly AttributedText[]): AttributedText {
  const target = AttributedText.of(text, unknown)
  if (sources[0]?.sameText(target) === true) return sources[0]
  const texts = text.split('\n')
  const lines: WantedLines = { texts, claimed: texts.map(() => false) }
  const claims = texts.map((): Claim | undefined => undefined)
  const candidates = sources.map((source) => new Candidate(source, source.sameText(target), texts))
  for (const pass of passes) {
    for (const candidate of candidates) {
      for (const block of pass(candidate, lines)) {
        const claim: Claim = { ...block, candidate }
        for (let i = block.after.from; i < block.after.to; i++) {
          claims[i] ??= claim
          lines.claimed[i] = true
        }
      }
      if (!lines.claimed.includes(false)) return assemble(target, claims)
    }
  }
  return assemble(target, claims)
}

interface Claim extends CarriedBlock {
  readonly candidate: Candidate
}

type Pass = (candidate: Candidate, lines: WantedLines) => readonly CarriedBlock[]

const passes: readonly Pass[] = [
  (candidate) => candidate.equalLines(),
  (candidate) => candidate.linesEqualButForFormatting(),
  (candidate, lines) => regroupedLines(candidate.texts, lines, candidate.matches),
  (candidate, lines) => movedBlocks(candidate.texts, lines, candidate.matches),
]

/** A source while it is compared with the text. */
class Candidate {
  readonly texts: readonly string[]
  /** For each line of the text the line of the source that was found in order so far, or -1. */
  matches: Int32Array = new Int32Array()

  /** @param equal whether its whole text is the one looked for */
  constructor(
    readonly attributed: AttributedText,
    readonly equal: boolean,
    readonly wanted: readonly string[],
  ) {
    this.texts = attributed.text().split('\n')
  }

  equalLines(): readonly CarriedBlock[] {
    return this.#found(matchLines(this.texts, this.wanted))
  }

  /** Looks between the equal lines only; those are the neighbours that give a brace its place. */
  linesEqualButForFormatting(): readonly CarriedBlock[] {
    const matches = this.matches.slice()
    for (const { before, after } of gapsOf(matches, this.texts.length)) {
      const keys = this.texts.slice(before.from, before.to).map(formattingKey)
      const found = matchSequence(keys, this.wanted.slice(after.from, after.to).map(formattingKey))
      found.forEach((line, i) => {
        if (line >= 0) matches[after.from + i] = before.from + line
      })
    }
    return this.#found(matches)
  }

  /** Keeps the matches that stand in one piece, on both sides, with a line of substance; gives those that are new. */
  #found(matches: Int32Array): readonly CarriedBlock[] {
    const blocks: CarriedBlock[] = []
    const isNew = (i: number) => matches[i]! >= 0 && matches[i] !== this.matches[i]
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
    this.matches = matches
    return blocks
  }
}

/** Where the lines that stand one after the other in the source too end, from a line on. */
function endOfPiece(matches: Int32Array, from: number): number {
  let to = from + 1
  while (to < matches.length && matches[from]! >= 0 && matches[to] === matches[to - 1]! + 1) to++
  return to
}

function assemble(target: AttributedText, claims: readonly (Claim | undefined)[]): AttributedText {
  const runs: Run[] = []
  for (let from = 0, to = 0; from < claims.length; from = to) {
    const claim = claims[from]
    to = from + 1
    while (to < claims.length && claims[to] === claim) to++
    for (const run of runsOf(target, claim, { from, to })) runs.push(run)
  }
  const sources = claims.map((claim) => claim?.candidate)
  return AttributedText.fromRuns(target.text(), withoutPresentLines(runs, target, sources))
}

/** @param lines those that the claim got; others of its block may belong to a more trusted source */
function runsOf(target: AttributedText, claim: Claim | undefined, lines: LineSpan): readonly Run[] {
  const start = target.lineStart(lines.from)
  const end = target.lineStart(lines.to)
  if (claim === undefined) return [{ length: end - start, origin: unknown }]
  const { before, after, candidate } = claim
  const source = linesIn(candidate.attributed, before)
  const wanted = linesIn(target, after).text()
  const carried = source.text() === wanted ? source : realign(source, wanted)
  const offset = target.lineStart(after.from)
  const runs = carried.runs(start - offset, end - offset)
  return candidate.equal ? runs : runs.map(({ length, origin }) => ({ length, origin: derived(origin) }))
}

function linesIn(text: AttributedText, { from, to }: LineSpan): AttributedText {
  return text.slice(text.lineStart(from), text.lineStart(to))
}

function derived(origin: Origin): Origin {
  const { deletions } = origin
  const carried = deletions && deletions.map((deletion) => ({ ...deletion, by: derived(deletion.by) }))
  const isWeak = origin.evidence === 'derived' || origin.evidence === 'imported'
  if (origin.contributor === 'unknown' || isWeak) return carried ? { ...origin, deletions: carried } : origin
  return { ...origin, evidence: 'derived', ...(carried && { deletions: carried }) }
}
