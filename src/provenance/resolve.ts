import { AttributedText } from '../attribution/text/attributedText'
import { unknown } from '../attribution/text/origin'
import { fillUnknown, hasUnknown } from './fillUnknown'
import { Inquiry, type ResolveOptions } from './inquiry'
import type { ResolveRequest, ResolveSources } from './resolveRequest'
import { memoize } from '../base/memoize'
import { CachedSources } from './cachedSources'
import { CommitClaims } from './commitClaims'
import type { CommitInfo, SnapshotFile } from './sources'
import { witnesses } from './witnesses'

/** How far parents of parents are asked for. */
const maxDepth = 2

/**
 * Answers the one question every feature asks: who wrote this text? A text that was seen at this path is known as it
 * was seen; any other is derived from the texts it can come from, and what none of them has is `unknown`.
 *
 * Remembers its answers: make one for a run over many files, and a new one when the ledger or HEAD may have changed.
 */
export class Resolver {
  #sources: ResolveSources
  #known: CachedSources
  #claims: CommitClaims
  #options: ResolveOptions
  #answers = new Map<string, Promise<AttributedText>>()
  #renames = new Map<string, string>()
  #depth: number

  constructor(sources: ResolveSources, options: ResolveOptions = {}) {
    this.#sources = sources
    this.#known = new CachedSources(sources)
    this.#claims = new CommitClaims(this.#known, sources.repository, options.keys)
    this.#options = options
    this.#depth = options.claims === 'named' ? 1 : maxDepth
  }

  /** The id of a normalised text, as observations name it. */
  textIdOf(text: string): string {
    return this.#sources.observations.textIdOf(text)
  }

  /** @returns the same text with the origin of every character; rejects only where the repository cannot be read */
  resolve(question: ResolveRequest): Promise<AttributedText> {
    return this.#resolve(question, this.#depth)
  }

  /** Spares the resolver reading a file again: what stands at `path` in the commit with this full id. */
  remember(commit: string, path: string, file: SnapshotFile | undefined): void {
    this.#known.remember(commit, path, file)
  }

  /** Spares the resolver asking for the messages of these commits. */
  rememberMessages(commits: readonly CommitInfo[]): void {
    this.#known.rememberMessages(commits)
  }

  /** Whether this very text was seen at this path (or one it was moved from), rather than being derived. */
  async wasSeen(path: string, text: string): Promise<boolean> {
    const textId = this.textIdOf(text)
    return (await this.#known.observationsOf(path)).some((observation) => observation.textId === textId)
  }

  /** The files that were found to have had another path before, though nobody saw the move: path -> path before. */
  get renames(): ReadonlyMap<string, string> {
    return this.#renames
  }

  #resolve(question: ResolveRequest, depth: number): Promise<AttributedText> {
    if (question.text === '') return Promise.resolve(AttributedText.empty)
    // Of one blob there is one text wherever the same attributes hold, and taking the id of each takes time.
    const text = question.blob === undefined ? this.textIdOf(question.text) : question.text.length
    const key = JSON.stringify([{ ...question, text }, depth])
    return memoize(this.#answers, key, () => this.#answer(question, depth))
  }

  async #answer(question: ResolveRequest, depth: number): Promise<AttributedText> {
    const inquiry = new Inquiry(
      question,
      {
        sources: this.#sources,
        known: this.#known,
        claims: this.#claims,
        options: this.#options,
        renames: this.#renames,
      },
      { isTop: depth === this.#depth, resolve: depth === 0 ? undefined : (other) => this.#resolve(other, depth - 1) },
    )
    await inquiry.begin()
    let known: AttributedText | undefined
    const heard = new Set<string>()
    for (const { name, ask, accept, asksHistory, belowCommit, unless = [] } of witnesses) {
      if (known && !hasUnknown(known)) break
      // What notes and messages claim of other texts is asked for once, not again for every parent.
      if ((asksHistory && !inquiry.isTop) || unless.some((other) => heard.has(other))) continue
      const said = await ask(inquiry)
      if (!said) continue
      const answer = belowCommit ? await inquiry.withoutDenied(said) : said
      heard.add(name)
      known = known ? fillUnknown(known, answer, accept) : answer
    }
    return known ?? AttributedText.of(question.text, unknown)
  }
}
