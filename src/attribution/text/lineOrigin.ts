import { changedBy } from './deletions'
import {
  isAi,
  sameOrigin,
  unknown,
  withoutDeletions,
  type Contributor,
  type Deletion,
  type Evidence,
  type Origin,
} from './origin'
import type { Run } from './run'
import { isWhiteSpace } from './whiteSpace'

const strength: Record<Evidence, number> = { reported: 4, declared: 3, observed: 2, derived: 1, imported: 0 }

/**
 * The class of one line from the origins of its non-white-space characters: all AI - `ai`; AI and anything else, or
 * any `mixed` - `mixed`; no AI but some unknown - `unknown`; all human - `human`.
 *
 * What was taken out of the line counts too, see {@link changedBy}: a line is `ai` only as AI wrote it, and no line that
 * AI took something out of is `human`. A `mixed` line says in its `deletions` what made it so.
 *
 * An `ai` or `mixed` line carries the details of the AI origin with most characters (the first of equals) and the
 * weakest evidence among its AI characters: a line is known no better than its least known part. `human` likewise.
 *
 * @param counts how many non-white-space characters each origin has, in any order, the same origin any number of times
 * @param blank what a line without such characters gets
 */
export function lineOrigin(counts: readonly Run[], blank: Origin): Origin {
  const first = counts[0]
  if (first === undefined) return withoutDeletions(blank)
  if (counts.length === 1 && first.origin.deletions === undefined) return first.origin
  const { contributor, deletions } = changedBy(classOf(counts), counts)
  if (contributor === 'unknown') return unknown
  if (contributor === 'human') return strongestClaim(contributor, counts)
  const claims = counts.filter(({ origin }) => isAi(origin.contributor))
  for (const { by } of deletions)
    if (isAi(by.contributor)) claims.push({ length: claims.length === 0 ? 1 : 0, origin: by })
  return withDeletions(strongestClaim(contributor, claims), deletions)
}

function withDeletions(origin: Origin, deletions: readonly Deletion[]): Origin {
  return deletions.length === 0 ? origin : { ...origin, deletions }
}

function classOf(counts: readonly Run[]): Contributor {
  const has = (contributor: Contributor) => counts.some(({ origin }) => origin.contributor === contributor)
  if (has('mixed')) return 'mixed'
  if (has('ai')) return has('human') || has('unknown') ? 'mixed' : 'ai'
  return has('unknown') ? 'unknown' : 'human'
}

function strongestClaim(contributor: Contributor, claims: readonly Run[]): Origin {
  const totals: { length: number; origin: Origin }[] = []
  let evidence = claims[0]?.origin.evidence
  for (const { length, origin: from } of claims) {
    const origin = withoutDeletions(from)
    const known = totals.find((total) => sameOrigin(total.origin, origin))
    if (known === undefined) totals.push({ length, origin })
    else known.length += length
    evidence = weaker(evidence, origin.evidence)
  }
  let best = totals[0]!
  for (const total of totals) if (total.length > best.length) best = total
  if (best.origin.contributor === contributor && best.origin.evidence === evidence) return best.origin
  const { evidence: _, ...details } = best.origin
  return { ...details, contributor, ...(evidence !== undefined && { evidence }) }
}

function weaker(a: Evidence | undefined, b: Evidence | undefined): Evidence | undefined {
  if (a === undefined || b === undefined) return undefined
  return strength[b] < strength[a] ? b : a
}

/** Reads text piece by piece and gives the class of every line; see {@link lineOrigin}. */
export class LineOriginReader {
  readonly #lines: Origin[] = []
  #counts: Run[] = []
  #terminator: Origin

  /** @param terminator origin of the line terminator before the text that is read; `unknown` at the start of all text */
  constructor(terminator: Origin) {
    this.#terminator = terminator
  }

  read(text: string, origin: Origin): void {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      if (this.#counts.length === 0 && origin.deletions === undefined) {
        // All of the line that counts is from here, its terminator too: no character need be looked at.
        this.#terminator = origin
        this.#lines.push(origin)
      } else {
        this.#count(text, from, end, origin)
        this.#terminator = origin
        this.#endLine()
      }
      from = end + 1
    }
    this.#count(text, from, text.length, origin)
  }

  /**
   * All lines; what follows the last terminator that was read is one too, even when empty.
   * @param terminator origin of the terminator of that last line, where it has one
   */
  end(terminator?: Origin): readonly Origin[] {
    this.#terminator = terminator ?? this.#terminator
    this.#endLine()
    return this.#lines
  }

  #count(text: string, from: number, to: number, origin: Origin): void {
    let length = 0
    for (let i = from; i < to; i++) if (!isWhiteSpace(text.charCodeAt(i))) length++
    if (length === 0) return
    const last = this.#counts.at(-1)
    if (last !== undefined && sameOrigin(last.origin, origin)) {
      this.#counts[this.#counts.length - 1] = { length: last.length + length, origin: last.origin }
    } else this.#counts.push({ length, origin })
  }

  #endLine(): void {
    this.#lines.push(lineOrigin(this.#counts, this.#terminator))
    if (this.#counts.length > 0) this.#counts = []
  }
}
