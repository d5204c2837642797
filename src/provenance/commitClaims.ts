import type { AttributedText } from '../attribution/text/attributedText'
import { claimedText } from './claimedText'
import { linesKey } from '../formats/trailers/formatTrailers'
import { type FileClaim, parseTrailers } from '../formats/trailers/parseTrailers'
import type { ResolveRequest } from './resolveRequest'
import { memoize } from '../base/memoize'
import type { CachedSources } from './cachedSources'
import type { CommitInfo, HistorySource, LineClaims } from './sources'
import { isTelling } from '../attribution/text/telling'

/** How many commits that claim lines of a path a text is compared with. */
const maxClaims = 12

/** How many commits that name the very blob under another name are looked at. */
const maxNaming = 5

/** How many lines of its own a text needs to be known again under another name. */
const enoughLines = 3

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
  #known: CachedSources
  #repository: HistorySource | undefined
  #keys: readonly string[] | undefined
  #claims = new Map<string, readonly FileClaim[]>()
  #texts = new Map<string, Promise<readonly AttributedText[]>>()

  /** @param keys of trailer lines that name tools, besides the usual ones */
  constructor(known: CachedSources, repository: HistorySource | undefined, keys: readonly string[] | undefined) {
    this.#known = known
    this.#repository = repository
    this.#keys = keys
  }

  /**
   * What the commit that made the file what it is says of this very text. Where no history is searched the first of the
   * commits that the question names and that says something of it.
   */
  async own(question: ResolveRequest, searchesHistory: boolean): Promise<OwnClaims | undefined> {
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
    if (!commit?.message.includes(linesKey)) return undefined
    const file = await this.#known.readFile(commit.id, path)
    if (file?.kind !== 'text' || file.text !== question.text || file.blob === undefined) return undefined
    const { id, message } = commit
    const text = await this.#textOf({ commit: id, path, blob: file.blob, message })
    return text && { commit, text, isLast: true, isComplete: this.#isOne(commit) }
  }

  /** A squash has the trailers of several commits, each of which names only what it adds itself. */
  #isOne({ message }: CommitInfo): boolean {
    return parseTrailers(message, this.#keys).filter(({ counts }) => counts !== undefined).length === 1
  }

  /** The texts of which messages claim lines, newest first. */
  async texts(question: ResolveRequest, searchesHistory: boolean): Promise<readonly AttributedText[]> {
    const { path, rev, blob, related, claimants } = question
    const key = JSON.stringify([path, rev, blob, related, claimants, searchesHistory])
    const texts = await memoize(this.#texts, key, () => this.#claimedTexts(question, searchesHistory))
    return texts.length > 0 || !searchesHistory ? texts : this.#textsElsewhere(question)
  }

  async #claimedTexts(question: ResolveRequest, searchesHistory: boolean): Promise<readonly AttributedText[]> {
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
    if (file?.kind !== 'text') return undefined
    const own = claimedText(file.text, claims, this.#keys)
    return own ?? this.#movedText(file.text, claims, claims.commit)
  }

  /**
   * Reads claims where history was moved into a folder or under another name: the message speaks of the name that the
   * very blob had, where nothing is any more.
   * @param rev full id of the commit that must not have the claimed path
   */
  async #movedText(text: string, claims: LineClaims, rev: string): Promise<AttributedText | undefined> {
    for (const { path, blob } of this.#files(claims.message)) {
      if (path === claims.path || !claims.blob.startsWith(blob)) continue
      if (!isTelling(text, claims.path, isSameName(path, claims.path) ? 1 : enoughLines)) continue
      if ((await this.#known.readFile(rev, path)) !== undefined) continue
      return claimedText(text, { ...claims, claimedPath: path }, this.#keys)
    }
    return undefined
  }

  /** What messages say of the very text under another name: it came to its path from there, and is gone from there. */
  async #textsElsewhere({ path, text, rev }: ResolveRequest): Promise<readonly AttributedText[]> {
    const tip = await this.#known.commitId(rev ?? 'HEAD')
    const file = tip === undefined ? undefined : await this.#known.readFile(tip, path)
    if (!this.#repository || tip === undefined || file?.kind !== 'text' || file.text !== text) return []
    if (file.blob === undefined || !isTelling(text, path, 1)) return []
    const named = await this.#repository.commitsNaming(file.blob, tip, maxNaming)
    const since = named.length === 0 ? undefined : await this.#known.lastChange(path, tip)
    for (const { id, message, committedAtMs } of named) {
      if (since?.committedAtMs === undefined || committedAtMs === undefined) continue
      if (committedAtMs > since.committedAtMs) continue
      const found = await this.#movedText(text, { commit: id, path, blob: file.blob, message }, tip)
      if (found) return [found]
    }
    return []
  }

  /** What the named commits say themselves, not their history. */
  async #named(question: ResolveRequest): Promise<readonly LineClaims[]> {
    const { path, rev, related = [], claimants = [] } = question
    const claims: LineClaims[] = []
    if (!this.#repository) return claims
    const named = claimants.length > 0 && rev !== undefined && claimants.includes(rev) ? [rev] : []
    for (const revision of new Set([...named, ...related, ...claimants])) {
      const commit = await this.#known.commitId(revision)
      if (commit === undefined) continue
      const message = await this.#known.messageOf(commit)
      const files = this.#files(message)
      if (!files.some((file) => file.path === path || question.blob?.startsWith(file.blob))) continue
      const blob = (await this.#known.readFile(commit, path))?.blob
      if (blob !== undefined) claims.push({ commit, path, blob, message })
    }
    return claims
  }

  /** The claims of a message, read once. */
  #files(message: string): readonly FileClaim[] {
    let files = this.#claims.get(message)
    if (!files) {
      files = parseTrailers(message, this.#keys).flatMap((block) => block.files)
      this.#claims.set(message, files)
    }
    return files
  }
}

function isSameName(a: string, b: string): boolean {
  return a.slice(a.lastIndexOf('/') + 1) === b.slice(b.lastIndexOf('/') + 1)
}
