import { AttributedText } from '../attribution/attributedText'
import { carryOver } from '../attribution/carryOver'
import { isAi, unknown } from '../attribution/origin'
import { claimHistory } from './claimHistory'
import { claimedText } from './claimedText'
import { fillUnknown, hasUnknown } from './fillUnknown'
import { exactNote, notedTexts } from './notedTexts'
import { observedText } from './observedText'
import { parseTrailers } from './parseTrailers'
import type {
  CommitInfo,
  LineClaims,
  NotedBlob,
  Observation,
  ObservationSource,
  RepositoryReader,
  SnapshotFile,
} from './sources'

/** A text that somebody wants to know the origin of. */
export interface Question {
  /** Relative to the root of the repository, separated by `/`. */
  readonly path: string
  /** Normalised text. */
  readonly text: string
  /** Full id of the blob that it is, where that is known; looked up in `rev` where left out. */
  readonly blob?: string
  /** The path it had in `parents`, where that is another. */
  readonly previousPath?: string
  /** The commit whose text it is; absent for what is staged, on disk or in a buffer. */
  readonly rev?: string
  /** Revisions it was made from. Left out: the parents of `rev`, or HEAD. */
  readonly parents?: readonly string[]
  /** Further revisions that its lines may come from: what is picked, squashed or was rewritten. A few. */
  readonly related?: readonly string[]
  /** Commits whose messages may make claims of the path, newest first. May be many. */
  readonly claimants?: readonly string[]
  /** Searches the messages of its history whatever the resolver's options say: it may have had another name. */
  readonly searchHistory?: boolean
}

export interface ResolveSources {
  readonly observations: ObservationSource
  readonly repository?: RepositoryReader
}

export interface ResolveOptions {
  /**
   * Which commit messages are searched for claims: those of the whole history, for each path anew, or (for hooks, and
   * for changes of many files) only those of the related revisions and claimants that the question names.
   */
  readonly claims?: 'all' | 'named'
  /** Keys of trailer lines that name tools, besides the usual ones. */
  readonly keys?: readonly string[]
}

/** How many distinct recorded texts of a path a text is compared with. */
const maxTexts = 8

/** How many commits that claim lines of a path a text is compared with. */
const maxClaims = 12

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
  #options: ResolveOptions
  #answers = new Map<string, Promise<AttributedText>>()
  #observations = new Map<string, Promise<readonly Observation[]>>()
  #commits = new Map<string, Promise<string | undefined>>()
  #files = new Map<string, Promise<SnapshotFile | undefined>>()
  #messages = new Map<string, Promise<string>>()
  #notes = new Map<string, Promise<readonly NotedBlob[]>>()
  #claimedPaths = new Map<string, ReadonlySet<string>>()
  #depth: number

  constructor(sources: ResolveSources, options: ResolveOptions = {}) {
    this.#sources = sources
    this.#options = options
    this.#depth = options.claims === 'named' ? 1 : maxDepth
  }

  /** The id of a normalised text, as observations name it. */
  textIdOf(text: string): string {
    return this.#sources.observations.textIdOf(text)
  }

  /** @returns the same text with the origin of every character; rejects only where the repository cannot be read */
  resolve(question: Question): Promise<AttributedText> {
    return this.#resolve(question, this.#depth)
  }

  /** Spares the resolver reading a file again: what stands at `path` in the commit with this full id. */
  remember(commit: string, path: string, file: SnapshotFile | undefined): void {
    this.#files.set(JSON.stringify([commit, path]), Promise.resolve(file))
  }

  /** Spares the resolver asking for the messages of these commits. */
  rememberMessages(commits: readonly CommitInfo[]): void {
    for (const { id, message } of commits) this.#messages.set(id, Promise.resolve(message))
  }

  /** Whether this very text was seen at this path (or one it was moved from), rather than being derived. */
  async wasSeen(path: string, text: string): Promise<boolean> {
    const textId = this.textIdOf(text)
    return (await this.#observationsOf(path)).some((observation) => observation.textId === textId)
  }

  #resolve(question: Question, depth: number): Promise<AttributedText> {
    if (question.text === '') return Promise.resolve(AttributedText.empty)
    const key = JSON.stringify([{ ...question, text: this.textIdOf(question.text) }, depth])
    return remembered(this.#answers, key, () => this.#answer(question, depth))
  }

  async #answer(question: Question, depth: number): Promise<AttributedText> {
    const observations = await this.#allObservations(question)
    const seen = await this.#seen(question, observations)
    if (seen && !hasUnknown(seen)) return seen
    const noted = await this.#exactNote(question)
    const known = seen && noted ? fillUnknown(seen, noted) : (seen ?? noted)
    const recorded =
      seen || (known && !hasUnknown(known)) ? known! : await this.#derived(known, question, observations, depth)
    // What notes and messages claim of other texts is asked for once, not again for every parent.
    if (depth < this.#depth || !hasUnknown(recorded)) return recorded
    const filled = await this.#fillFromNotes(question, recorded)
    if (!hasUnknown(filled)) return filled
    const claimed = await this.#claimedTexts(question)
    return claimed.length === 0 ? filled : fillUnknown(filled, carryOver(question.text, claimHistory(claimed)), isAi)
  }

  async #derived(
    known: AttributedText | undefined,
    question: Question,
    observations: readonly Observation[],
    depth: number,
  ): Promise<AttributedText> {
    const derived = await this.#derive(question, observations, depth)
    return known ? fillUnknown(known, derived) : derived
  }

  async #exactNote(question: Question): Promise<AttributedText | undefined> {
    const { path, previousPath, text } = question
    const blob = question.blob ?? (await this.#blobOf(question))
    const noted = blob === undefined ? undefined : await this.#sources.repository?.noteOn(blob)
    return noted && exactNote(text, previousPath === undefined ? [path] : [path, previousPath], noted)
  }

  /** The blob that the text is in its commit. */
  async #blobOf({ path, text, rev }: Question): Promise<string | undefined> {
    const commit = rev === undefined ? undefined : await this.#commitId(rev)
    const file = commit === undefined ? undefined : await this.#readFile(commit, path)
    return file?.kind === 'text' && file.text === text ? file.blob : undefined
  }

  /** What is not known of a text, by what notes say of other texts of the file. */
  async #fillFromNotes(question: Question, recorded: AttributedText): Promise<AttributedText> {
    const { repository } = this.#sources
    if (!repository) return recorded
    const { path, previousPath, text } = question
    const names = previousPath === undefined ? [path] : [path, previousPath]
    let filled = recorded
    const fill = async (names: readonly string[]): Promise<void> => {
      const notes = (await Promise.all(names.map((name) => this.#notesOf(name)))).flat()
      for (const other of await notedTexts(text, names, notes, repository)) filled = fillUnknown(filled, other)
    }
    await fill(names)
    if (!hasUnknown(filled) || !this.#searchesHistory(question)) return filled
    const earlier = await repository.earlierNames(path, question.rev ?? 'HEAD')
    if (earlier.some((name) => !names.includes(name))) await fill(earlier.filter((name) => !names.includes(name)))
    return filled
  }

  #seen(question: Question, observations: readonly Observation[]): Promise<AttributedText | undefined> {
    const predecessors = async () => {
      const files = await this.#filesOf(question, await this.#parentsOf(question))
      return new Set(files.map((file) => this.textIdOf(file.text)))
    }
    return observedText(this.textIdOf(question.text), observations, predecessors, question.text)
  }

  async #derive(question: Question, observations: readonly Observation[], depth: number): Promise<AttributedText> {
    const { text } = question
    // Revisions can know no more than what was recorded of the path, here or in notes.
    if (observations.length === 0 && !(await this.#isNoted(question))) return AttributedText.of(text, unknown)
    const revisions = await this.#revisionTexts(question, depth)
    const equal = revisions.find((revision) => revision.text() === text)
    if (equal) return equal
    const recorded = await this.#recordedTexts(observations)
    return carryOver(text, [...recorded, ...revisions.filter(saysSomething)])
  }

  /** The newest recorded texts of a path, each as it was seen. */
  async #recordedTexts(observations: readonly Observation[]): Promise<readonly AttributedText[]> {
    const texts: AttributedText[] = []
    for (const textId of new Set(observations.map((observation) => observation.textId))) {
      if (texts.length === maxTexts) break
      const text = await observedText(textId, observations, async () => new Set())
      if (text && saysSomething(text)) texts.push(text)
    }
    return texts
  }

  /** The texts of the revisions that a text was made from, resolved like any other. */
  async #revisionTexts(question: Question, depth: number): Promise<readonly AttributedText[]> {
    if (depth === 0) return []
    const revisions = [...(await this.#parentsOf(question)), ...(question.related ?? [])]
    const texts: AttributedText[] = []
    for (const { path, text, rev, blob } of await this.#filesOf(question, revisions)) {
      texts.push(await this.#resolve({ path, text, rev, ...(blob !== undefined && { blob }) }, depth - 1))
    }
    return texts
  }

  async #claimedTexts(question: Question): Promise<readonly AttributedText[]> {
    const { repository } = this.#sources
    if (!repository) return []
    const tip = question.rev ?? 'HEAD'
    const all = [
      ...(this.#searchesHistory(question) ? await repository.commitsClaiming(question.path, tip, maxClaims) : []),
      ...(await this.#namedClaims(question)),
    ]
    const texts: AttributedText[] = []
    for (const claims of all) {
      const file = await this.#readFile(claims.commit, claims.path)
      const text = file?.kind === 'text' ? claimedText(file.text, claims, this.#options.keys) : undefined
      if (text) texts.push(text)
    }
    return texts
  }

  #searchesHistory({ searchHistory }: Question): boolean {
    return searchHistory ?? this.#options.claims !== 'named'
  }

  /** What the named commits say themselves, not their history. */
  async #namedClaims({ path, related = [], claimants = [] }: Question): Promise<readonly LineClaims[]> {
    const claims: LineClaims[] = []
    for (const rev of new Set([...related, ...claimants])) {
      const commit = await this.#commitId(rev)
      if (commit === undefined) continue
      const message = await this.#messageOf(commit)
      if (!this.#claimsPath(message, path)) continue
      const blob = (await this.#readFile(commit, path))?.blob
      if (blob !== undefined) claims.push({ commit, path, blob, message })
    }
    return claims
  }

  #claimsPath(message: string, path: string): boolean {
    let paths = this.#claimedPaths.get(message)
    if (!paths) {
      const claims = parseTrailers(message, this.#options.keys).flatMap(({ files }) => files)
      paths = new Set(claims.map((claim) => claim.path))
      this.#claimedPaths.set(message, paths)
    }
    return paths.has(path)
  }

  #messageOf(commit: string): Promise<string> {
    return remembered(this.#messages, commit, async () => {
      const commits = await this.#sources.repository?.commitsBetween(await this.#commitId(`${commit}^`), commit)
      return commits?.[0]?.message ?? ''
    })
  }

  async #parentsOf(question: Question): Promise<readonly string[]> {
    if (question.parents) return question.parents
    if (question.rev === undefined) return ['HEAD']
    const parents: string[] = []
    for (let number = 1; number <= 16; number++) {
      const id = await this.#commitId(`${question.rev}^${number}`)
      if (id === undefined) break
      parents.push(id)
    }
    return parents
  }

  async #filesOf({ path, previousPath }: Question, revisions: readonly string[]): Promise<readonly RevisionFile[]> {
    const files: RevisionFile[] = []
    for (const revision of new Set(revisions)) {
      // The empty repository has no HEAD yet, and a shallow clone lacks parents.
      const rev = await this.#commitId(revision)
      if (rev === undefined) continue
      const paths = previousPath === undefined ? [path] : [previousPath, path]
      for (const path of paths) {
        const file = await this.#readFile(rev, path)
        if (file?.kind === 'text' && file.text !== '') files.push({ path, text: file.text, rev, blob: file.blob })
      }
    }
    return files
  }

  #commitId(rev: string): Promise<string | undefined> {
    return remembered(this.#commits, rev, async () =>
      /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(rev) ? rev : this.#sources.repository?.commitId(rev),
    )
  }

  #readFile(commit: string, path: string): Promise<SnapshotFile | undefined> {
    return remembered(this.#files, JSON.stringify([commit, path]), async () =>
      this.#sources.repository?.readFile({ kind: 'commit', rev: commit }, path),
    )
  }

  async #isNoted({ path, previousPath }: Question): Promise<boolean> {
    for (const name of previousPath === undefined ? [path] : [path, previousPath]) {
      if ((await this.#notesOf(name)).length > 0) return true
    }
    return false
  }

  #notesOf(path: string): Promise<readonly NotedBlob[]> {
    return remembered(this.#notes, path, async () => (await this.#sources.repository?.notesOf(path)) ?? [])
  }

  async #allObservations({ path, previousPath }: Question): Promise<readonly Observation[]> {
    const own = await this.#observationsOf(path)
    if (previousPath === undefined || previousPath === path) return own
    const known = new Set(own.map((observation) => JSON.stringify([observation.textId, observation.at])))
    const moved = (await this.#observationsOf(previousPath)).filter(
      (observation) => !known.has(JSON.stringify([observation.textId, observation.at])),
    )
    return [...own, ...moved].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  }

  #observationsOf(path: string): Promise<readonly Observation[]> {
    return remembered(this.#observations, path, () => this.#sources.observations.observationsOf(path))
  }
}

interface RevisionFile {
  readonly path: string
  readonly text: string
  readonly rev: string
  readonly blob: string | undefined
}

/** The promise kept under `key`, made when it is first asked for. */
function remembered<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  let promise = known.get(key)
  if (!promise) {
    promise = make()
    known.set(key, promise)
  }
  return promise
}

function saysSomething(text: AttributedText): boolean {
  return text.runs().some((run) => run.origin.contributor !== 'unknown')
}
