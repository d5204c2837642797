import type { GoneText } from './renamedFile'
import type { ResolveRequest } from './resolveRequest'
import type { CachedSources, RevisionFile } from './cachedSources'
import type { ObservationSource } from './sources'

/** When a text came to its path, and what was there before it. */
export class TextHistory {
  #question: ResolveRequest
  #known: CachedSources
  #observations: ObservationSource
  #isSearched: boolean

  /** @param isSearched the history of the path may be walked through */
  constructor(question: ResolveRequest, known: CachedSources, observations: ObservationSource, isSearched: boolean) {
    this.#question = question
    this.#known = known
    this.#observations = observations
    this.#isSearched = isSearched
  }

  /** The texts that the file can have had under another name: it is new, and they were there before it. */
  async goneBefore(): Promise<readonly GoneText[]> {
    const { path, rev } = this.#question
    const gone = await this.#known.goneTexts()
    if (gone.length === 0) return []
    if (rev === undefined && (await this.#parentFiles()).length === 0) return gone
    if (!this.#isSearched) return []
    const commit = await this.#known.lastChange(path, rev ?? 'HEAD')
    if (commit?.committedAtMs === undefined || (await this.#known.textBefore(commit, path)) !== '') return []
    const { committedAtMs } = commit
    return gone.filter(({ atMs }) => atMs < committedAtMs)
  }

  /**
   * The ids of the texts that it was made from.
   * @param isCommitted it is the text of a commit: a file that is new there was made of nothing
   */
  async predecessors(isCommitted: boolean): Promise<ReadonlySet<string>> {
    const texts = [...(await this.parentTexts())]
    if (isCommitted && texts.length === 0) texts.push('')
    return new Set(texts.map((text) => this.#observations.textIdOf(text)))
  }

  /** What the file was in the revisions that the text was made from. */
  async parentTexts(): Promise<readonly string[]> {
    return (await this.#parentFiles()).map(({ text }) => text)
  }

  /** When the commit was made that made the file what it is in a revision, in milliseconds. */
  async madeAtMs(rev: string): Promise<number | undefined> {
    const last = this.#isSearched ? await this.#known.lastChange(this.#question.path, rev) : undefined
    if (last) return last.committedAtMs
    const id = await this.#known.commitId(rev)
    return id === undefined ? undefined : (await this.#known.infoOf(id))?.committedAtMs
  }

  /** Since when the text is at its path, in milliseconds; infinite where it came since the last commit. */
  async sinceMs(): Promise<number | undefined> {
    const { path, text, rev } = this.#question
    const tip = await this.#known.commitId(rev ?? 'HEAD')
    const file = tip === undefined ? undefined : await this.#known.readFile(tip, path)
    if (tip === undefined || file?.kind !== 'text' || file.text !== text) return Number.POSITIVE_INFINITY
    const commit = (await this.#known.lastChange(path, tip)) ?? (await this.#known.infoOf(tip))
    return commit?.committedAtMs
  }

  async #parentFiles(): Promise<readonly RevisionFile[]> {
    return this.#known.filesOf(this.#question, await this.#known.parentsOf(this.#question))
  }
}
