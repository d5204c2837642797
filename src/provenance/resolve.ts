import { AttributedText } from '../attribution/attributedText'
import { carryOver } from '../attribution/carryOver'
import { isKnown, isAi, unknown } from '../attribution/origin'
import { claimHistory } from './claimHistory'
import { claimedText } from './claimedText'
import { fillUnknown, hasUnknown } from './fillUnknown'
import { exactNote, notedTexts } from './notedTexts'
import { observedText } from './observedText'
import { parseTrailers } from './parseTrailers'
import type { Question, ResolveSources } from './question'
import { remembered } from './remembered'
import { RememberedSources } from './rememberedSources'
import type { CommitInfo, LineClaims, Observation, SnapshotFile } from './sources'

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
  #known: RememberedSources
  #options: ResolveOptions
  #answers = new Map<string, Promise<AttributedText>>()
  #claimedPaths = new Map<string, ReadonlySet<string>>()
  #depth: number

  constructor(sources: ResolveSources, options: ResolveOptions = {}) {
    this.#sources = sources
    this.#known = new RememberedSources(sources)
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

  #resolve(question: Question, depth: number): Promise<AttributedText> {
    if (question.text === '') return Promise.resolve(AttributedText.empty)
    // Of one blob there is one text wherever the same attributes hold, and taking the id of each takes time.
    const text = question.blob === undefined ? this.textIdOf(question.text) : question.text.length
    const key = JSON.stringify([{ ...question, text }, depth])
    return remembered(this.#answers, key, () => this.#answer(question, depth))
  }

  async #answer(question: Question, depth: number): Promise<AttributedText> {
    const observations = await this.#known.allObservations(question)
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
    const commit = rev === undefined ? undefined : await this.#known.commitId(rev)
    const file = commit === undefined ? undefined : await this.#known.readFile(commit, path)
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
      const notes = (await Promise.all(names.map((name) => this.#known.notesOf(name)))).flat()
      for (const other of await notedTexts(text, names, notes, repository)) filled = fillUnknown(filled, other)
    }
    await fill(names)
    if (!hasUnknown(filled) || !this.#searchesHistory(question)) return filled
    const earlier = await repository.earlierNames(path, question.rev ?? 'HEAD')
    if (earlier.some((name) => !names.includes(name))) await fill(earlier.filter((name) => !names.includes(name)))
    return filled
  }

  async #seen(question: Question, observations: readonly Observation[]): Promise<AttributedText | undefined> {
    if (observations.length === 0) return undefined
    const predecessors = async () => {
      const files = await this.#known.filesOf(question, await this.#known.parentsOf(question))
      return new Set(files.map((file) => this.textIdOf(file.text)))
    }
    return observedText(this.textIdOf(question.text), observations, predecessors, question.text)
  }

  async #derive(question: Question, observations: readonly Observation[], depth: number): Promise<AttributedText> {
    const { text } = question
    // Revisions can know no more than what was recorded of the path, here or in notes.
    if (observations.length === 0 && !(await this.#known.isNoted(question))) return AttributedText.of(text, unknown)
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
    const revisions = [...(await this.#known.parentsOf(question)), ...(question.related ?? [])]
    const texts: AttributedText[] = []
    for (const { path, text, rev, blob } of await this.#known.filesOf(question, revisions)) {
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
      const file = await this.#known.readFile(claims.commit, claims.path)
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
      const commit = await this.#known.commitId(rev)
      if (commit === undefined) continue
      const message = await this.#known.messageOf(commit)
      if (!this.#claimsPath(message, path)) continue
      const blob = (await this.#known.readFile(commit, path))?.blob
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
}

function saysSomething(text: AttributedText): boolean {
  return text.runs().some(({ origin }) => isKnown(origin))
}
