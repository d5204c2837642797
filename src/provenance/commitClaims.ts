import type { AttributedText } from '../attribution/attributedText'
import { claimedText } from './claimedText'
import { parseTrailers } from './parseTrailers'
import type { Question } from './question'
import { remembered } from './remembered'
import type { RememberedSources } from './rememberedSources'
import type { CommitInfo, LineClaims, RepositoryReader } from './sources'

/** How many commits that claim lines of a path a text is compared with. */
const maxClaims = 12

/** What a commit says in its message of the very text that is asked for. */
export interface OwnClaims {
  readonly commit: CommitInfo
  readonly text: AttributedText
  /** It is known to be the commit that made the file what it is. */
  readonly isLast: boolean
  /** The lines that it adds and does not name are not from AI, by its word: its message is that of no other commits. */
  readonly isComplete: boolean
}

/** What the messages of commits claim of texts. */
export class CommitClaims {
  #known: RememberedSources
  #repository: RepositoryReader | undefined
  #keys: readonly string[] | undefined
  #paths = new Map<string, ReadonlySet<string>>()
  #texts = new Map<string, Promise<readonly AttributedText[]>>()

  /** @param keys of trailer lines that name tools, besides the usual ones */
  constructor(known: RememberedSources, repository: RepositoryReader | undefined, keys: readonly string[] | undefined) {
    this.#known = known
    this.#repository = repository
    this.#keys = keys
  }

  /**
   * What the commit that made the file what it is says of this very text. Where no history is searched the first of the
   * commits that the question names and that says something of it.
   */
  async own(question: Question, searchesHistory: boolean): Promise<OwnClaims | undefined> {
    if (!searchesHistory) {
      for (const claims of await this.#named(question)) {
        const text = await this.#textOf(claims)
        const commit = text?.text() === question.text ? await this.#known.infoOf(claims.commit) : undefined
        if (text && commit)
          return { commit, text, isLast: claims.commit === question.rev, isComplete: this.#isOne(commit) }
      }
      return undefined
    }
    const { path } = question
    const commit = await this.#known.lastChange(path, question.rev ?? 'HEAD')
    if (!commit || !this.#claimsPath(commit.message, path)) return undefined
    const file = await this.#known.readFile(commit.id, path)
    if (file?.kind !== 'text' || file.text !== question.text || file.blob === undefined) return undefined
    const { id, message } = commit
    const text = claimedText(file.text, { commit: id, path, blob: file.blob, message }, this.#keys)
    return text && { commit, text, isLast: true, isComplete: this.#isOne(commit) }
  }

  /** A squash has the trailers of several commits, each of which names only what it adds itself. */
  #isOne({ message }: CommitInfo): boolean {
    return parseTrailers(message, this.#keys).filter(({ counts }) => counts !== undefined).length === 1
  }

  /** The texts of which messages claim lines, newest first. */
  texts(question: Question, searchesHistory: boolean): Promise<readonly AttributedText[]> {
    const { path, rev, related, claimants } = question
    const key = JSON.stringify([path, rev, related, claimants, searchesHistory])
    return remembered(this.#texts, key, () => this.#claimedTexts(question, searchesHistory))
  }

  async #claimedTexts(question: Question, searchesHistory: boolean): Promise<readonly AttributedText[]> {
    const tip = question.rev ?? 'HEAD'
    const searched = searchesHistory ? await this.#repository?.commitsClaiming(question.path, tip, maxClaims) : []
    const texts: AttributedText[] = []
    for (const claims of [...(searched ?? []), ...(await this.#named(question))]) {
      const text = await this.#textOf(claims)
      if (text) texts.push(text)
    }
    return texts
  }

  async #textOf(claims: LineClaims): Promise<AttributedText | undefined> {
    const file = await this.#known.readFile(claims.commit, claims.path)
    return file?.kind === 'text' ? claimedText(file.text, claims, this.#keys) : undefined
  }

  /** What the named commits say themselves, not their history. */
  async #named({ path, rev, related = [], claimants = [] }: Question): Promise<readonly LineClaims[]> {
    const claims: LineClaims[] = []
    if (!this.#repository) return claims
    const named = claimants.length > 0 && rev !== undefined && claimants.includes(rev) ? [rev] : []
    for (const revision of new Set([...named, ...related, ...claimants])) {
      const commit = await this.#known.commitId(revision)
      if (commit === undefined) continue
      const message = await this.#known.messageOf(commit)
      if (!this.#claimsPath(message, path)) continue
      const blob = (await this.#known.readFile(commit, path))?.blob
      if (blob !== undefined) claims.push({ commit, path, blob, message })
    }
    return claims
  }

  #claimsPath(message: string, path: string): boolean {
    let paths = this.#paths.get(message)
    if (!paths) {
      const claims = parseTrailers(message, this.#keys).flatMap(({ files }) => files)
      paths = new Set(claims.map((claim) => claim.path))
      this.#paths.set(message, paths)
    }
    return paths.has(path)
  }
}
