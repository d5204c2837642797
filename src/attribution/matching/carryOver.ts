import { AttributedText } from '../text/attributedText'
import type { CarriedBlock, WantedLines } from './carriedBlock'
import { Comparison, type Conditions } from './comparison'
import { couldBeSame, neededSubstance } from './couldBeSame'
import type { LineSpan } from '../text/lineSpan'
import { linesOf } from '../text/linesOf'
import { hasAiPart, unknown, type Origin } from '../text/origin'
import { withoutPresentLines } from './presentLines'
import { realign } from './realign'
import { reconcile } from './reconcile'
import type { Run } from '../text/run'

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
 * Last, lines of AI that somebody changed a little since the text that is nearest: they keep what is left of them, so
 * that they are `mixed`; what is new in them is `unknown`.
 *
 * A line of a source is in the text once: see {@link couldBeSame}.
 *
 * What is carried over is `derived`, unless the whole text equals the source; what was `imported` stays that, since
 * carrying makes no claim stronger.
 *
 * @param parents the texts it was made from, whether or not anything is known of their lines: what is new beside them
 *   must not be taken for a line of an older source that they still have
 */
export function carryOver(
  text: string,
  sources: readonly AttributedText[],
  parents: readonly string[] = [],
): AttributedText {
  const target = AttributedText.of(text, unknown)
  if (sources[0]?.sameText(target) === true) return sources[0]
  const texts = linesOf(text)
  const lines: WantedLines = { texts, claimed: texts.map(() => false) }
  const claims = texts.map((): Claim | undefined => undefined)
  const candidates = candidatesOf(texts, sources, parents)
  const ofParents = candidates.filter(({ isParent }) => isParent)
  for (const pass of Comparison.passes) {
    for (const { comparison } of ofParents) comparison.look(pass, lines, ownLines)
    for (const [number, candidate] of candidates.entries()) {
      const { comparison, attributed, isParent } = candidate
      if (attributed === undefined) continue
      const earlier = candidates.slice(0, number)
      if (!isParent) {
        comparison.look(pass, lines, {
          accept: (block) => couldBeSame(candidate, block, ofParents, earlier),
          substanceOf: (piece) => neededSubstance(candidate, piece, ofParents),
        })
      }
      for (const block of comparison.found) {
        const claim: Claim = { ...block, attributed, isWhole: attributed.sameText(target) }
        for (let i = block.after.from; i < block.after.to; i++) {
          claims[i] ??= claim
          lines.claimed[i] = true
        }
      }
      if (!lines.claimed.includes(false)) return assemble(target, claims)
    }
  }
  for (const claim of changedClaims(candidates, ofParents, lines)) claims[claim.after.from] ??= claim
  return assemble(target, claims)
}

/** What is left of AI's lines in the text, by the text it was changed from. */
function changedClaims(
  candidates: readonly Candidate[],
  parents: readonly Candidate[],
  lines: WantedLines,
): readonly Claim[] {
  const nearest = [...candidates].sort((a, b) => a.comparison.distance - b.comparison.distance)[0]
  const attributed = nearest?.attributed
  if (!attributed) return []
  return nearest.comparison
    .changed(lines)
    .filter(({ before }) => attributed.lineOrigins(before.from, before.to).some(hasAiPart))
    .filter((block) => nearest.isParent || couldBeSame(nearest, block, parents, []))
    .map((block) => ({ ...block, attributed, isWhole: false, isChanged: true as const }))
}

/** A parent's lines are where they are; among them only a brace or a blank line proves nothing by itself. */
const ownLines: Conditions = { accept: () => true, substanceOf: () => 1 }

interface Claim extends CarriedBlock {
  readonly attributed: AttributedText
  /** Whether its whole text is the one looked for. */
  readonly isWhole: boolean
  /** Whether its words are other ones. */
  readonly isChanged?: true
}

interface Candidate {
  readonly comparison: Comparison
  /** Undefined for a parent of which nothing is known. */
  readonly attributed: AttributedText | undefined
  readonly isParent: boolean
}

/** One for each text, in the order of the sources; of several sources with one text the first decides. */
function candidatesOf(
  wanted: readonly string[],
  sources: readonly AttributedText[],
  parents: readonly string[],
): readonly Candidate[] {
  const known = new Map<string, AttributedText | undefined>()
  for (const source of sources) if (!known.has(source.text())) known.set(source.text(), source)
  for (const parent of parents) if (!known.has(parent)) known.set(parent, undefined)
  return [...known].map(([text, attributed]) => ({
    comparison: new Comparison(linesOf(text), wanted),
    attributed,
    isParent: parents.includes(text),
  }))
}

function assemble(target: AttributedText, claims: readonly (Claim | undefined)[]): AttributedText {
  const runs: Run[] = []
  for (let from = 0, to = 0; from < claims.length; from = to) {
    const claim = claims[from]
    to = from + 1
    while (to < claims.length && claims[to] === claim) to++
    for (const run of runsOf(target, claim, { from, to })) runs.push(run)
  }
  const sources = claims.map((claim) => claim?.attributed)
  return AttributedText.fromRuns(target.text(), withoutPresentLines(runs, target, sources))
}

/** @param lines those that the claim got; others of its block may belong to a more trusted source */
function runsOf(target: AttributedText, claim: Claim | undefined, lines: LineSpan): readonly Run[] {
  const start = target.lineStart(lines.from)
  const end = target.lineStart(lines.to)
  if (claim === undefined) return [{ length: end - start, origin: unknown }]
  const { before, after, attributed, isWhole, isChanged } = claim
  const source = linesIn(attributed, before)
  const wanted = linesIn(target, after).text()
  const carried = isChanged
    ? reconcile(source, wanted, unknown)
    : source.text() === wanted
      ? source
      : realign(source, wanted)
  const offset = target.lineStart(after.from)
  const runs = carried.runs(start - offset, end - offset)
  return isWhole ? runs : runs.map(({ length, origin }) => ({ length, origin: derived(origin) }))
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
