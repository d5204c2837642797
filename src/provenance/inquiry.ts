import { AttributedText } from '../attribution/text/attributedText'
import { carryOver } from '../attribution/matching/carryOver'
import { isAi, unknown } from '../attribution/text/origin'
import { agrees, contradict, deniedLines, hasUnnamedAi, withDetails, withoutDenied } from './claimAgreement'
import { claimHistory } from './claimHistory'
import type { CommitClaims, OwnClaims } from './commitClaims'
import { fillUnknown, hasUnknown } from './fillUnknown'
import { renamedFrom } from './renamedFile'
import { exactNote, notedTexts } from './notedTexts'
import { isMadeFrom, type Moment, observedText } from './observedText'
import type { ResolveRequest, ResolveSources } from './resolveRequest'
import type { CachedSources, RevisionFile } from './cachedSources'
import type { Observation, Snapshot } from './sources'
import { recordedTexts, saysSomething } from './recordedTexts'
import { textElsewhere } from './textElsewhere'
import { TextHistory } from './textHistory'

export interface ResolveOptions {
  /**
   * Which commit messages are searched for claims: those of the whole history, for each path anew, or (for hooks, and
   * for changes of many files) only those of the related revisions and claimants that the question names.
   */
  readonly claims?: 'all' | 'named'
  /** Keys of trailer lines that name tools, besides the usual ones. */
  readonly keys?: readonly string[]
}

/** What a resolver lends to each of its inquiries. */
export interface Means {
  readonly sources: ResolveSources
  readonly known: CachedSources
  readonly claims: CommitClaims
  readonly options: ResolveOptions
  /** Gets the path that a file had before, where nobody saw the move. */
  readonly renames: Map<string, string>
}

export interface Place {
  /** It is about the text that somebody asked for, not about one that it comes from. */
  readonly isTop: boolean
  /** Answers about another text; undefined where nobody goes further back. */
  readonly resolve: ((question: ResolveRequest) => Promise<AttributedText>) | undefined
}

/** What each of the {@link witnesses} is asked about one text. */
export class Inquiry {
  readonly isTop: boolean
  #question: ResolveRequest
  #means: Means
  #history: TextHistory
  #searchesHistory: boolean
  #resolve: Place['resolve']
  #observations: readonly Observation[] = []
  #moment: Moment | undefined
  #own: Promise<OwnClaims | undefined> | undefined
  #note: Promise<AttributedText | undefined> | undefined

  constructor(question: ResolveRequest, means: Means, { isTop, resolve }: Place) {
    this.#question = question
    this.#means = means
    this.#searchesHistory = question.searchHistory ?? means.options.claims !== 'named'
    this.#history = new TextHistory(question, means.known, means.sources.observations, this.#searchesHistory)
    this.isTop = isTop
    this.#resolve = resolve
  }

  /** Has to be waited for before anything is asked. */
  async begin(): Promise<void> {
    const { known, renames } = this.#means
    this.#observations = await known.allObservations(this.#question)
    const { path, previousPath, rev, text, untilMs } = this.#question
    if (untilMs !== undefined) this.#moment = { atMs: untilMs }
    if (!this.isTop) return
    if (this.#observations.length === 0 && previousPath === undefined) {
      const source = renamedFrom(path, text, await this.#history.goneBefore())
      if (source === undefined) return
      renames.set(path, source)
      this.#observations = await known.observationsOf(source)
    } else if (rev !== undefined) this.#moment = await this.#findMoment(rev)
  }

  /** The user's own word on this machine. */
  async declared(): Promise<AttributedText | undefined> {
    return this.#observed(this.#observations.filter(({ kind }) => kind === 'declared'))
  }

  /** What was recorded here of this very text at this place. */
  async recorded(): Promise<AttributedText | undefined> {
    return this.#observed(this.#observations)
  }

  /** What the commit that made the file what it is says of it in its message. */
  async claimed(): Promise<AttributedText | undefined> {
    const own = await this.#ownClaims()
    if (!own) return undefined
    const noted = await this.#exactNote()
    if (!noted) return own.text
    if (!own.isLast && contradict(own.text, noted)) {
      const { path, rev } = this.#question
      const last = await this.#means.known.lastChange(path, rev ?? 'HEAD')
      // Somebody wrote the same text again since.
      if (last !== undefined && last.id !== own.commit.id) return undefined
    }
    return withDetails(own.text, noted)
  }

  /** What the note on this very blob says. */
  async noted(): Promise<AttributedText | undefined> {
    return this.#exactNote()
  }

  /** What was recorded here of this very text at other paths. */
  async elsewhere(): Promise<AttributedText | undefined> {
    const { sources, known } = this.#means
    const { path, previousPath, rev, text } = this.#question
    if (!sources.repository) return undefined
    const textId = sources.observations.textIdOf(text)
    const names = new Set([path, previousPath, ...this.#observations.map((observation) => observation.path)])
    const all = (await known.observationsOfText(textId)).filter((observation) => !names.has(observation.path))
    if (all.length === 0) return undefined
    const since = await this.#history.sinceMs()
    if (since === undefined) return undefined
    // Within the second of the commit, what was committed under another name was there before.
    const untilMs = all.some(({ kind }) => kind === 'staged') ? since + 1_000 : since
    const observations = all.filter(({ at }) => Date.parse(at) < untilMs)
    const snapshot: Snapshot = rev === undefined ? { kind: 'worktree' } : { kind: 'commit', rev }
    const paths = [...new Set(observations.map((observation) => observation.path))]
    if (paths.length === 0) return undefined
    const gone = await sources.repository.missing(snapshot, paths)
    const pending = await sources.observations.pendingTexts()
    return textElsewhere({ path, text, observations, gone, pending })
  }

  /** What the text has of those that were recorded, and of the commits it was made from. */
  async derived(): Promise<AttributedText | undefined> {
    const { known } = this.#means
    const { text } = this.#question
    const observations = this.#observations.filter((observation) => this.#isOfMoment(observation, text))
    // Revisions can know no more than what was recorded of the path, here or in notes, or of their very text.
    const isKnown =
      observations.length > 0 || (await known.isNoted(this.#question)) || (await this.#areParentsElsewhere())
    if (!isKnown) return undefined
    const revisions = await this.#revisionTexts()
    const equal = revisions.find((revision) => revision.text() === text)
    if (equal && saysSomething(equal)) return equal
    const sources = [...(await recordedTexts(observations)), ...revisions.filter(saysSomething)]
    return carryOver(text, sources, await this.#history.parentTexts())
  }

  /** What notes say of other texts of the file. */
  async notedOfOthers(): Promise<AttributedText | undefined> {
    const { repository } = this.#means.sources
    if (!repository) return undefined
    const { path, text, rev } = this.#question
    const names = this.#names()
    let filled = AttributedText.of(text, unknown)
    const fill = async (names: readonly string[]): Promise<void> => {
      const notes = (await Promise.all(names.map((name) => this.#means.known.notesOf(name)))).flat()
      if (notes.length === 0) return
      const parents = await this.#history.parentTexts()
      for (const other of await notedTexts(text, names, notes, repository, parents)) filled = fillUnknown(filled, other)
    }
    await fill(names)
    if (hasUnknown(filled) && this.#searchesHistory) {
      const earlier = await repository.previousPaths(path, rev ?? 'HEAD')
      if (earlier.some((name) => !names.includes(name))) await fill(earlier.filter((name) => !names.includes(name)))
    }
    return filled
  }

  /** What messages claim of other texts of the file. */
  async claimedOfOthers(): Promise<AttributedText | undefined> {
    const claimed = await this.#means.claims.texts(this.#question, this.#searchesHistory)
    if (claimed.length === 0) return undefined
    return carryOver(this.#question.text, claimHistory(claimed), await this.#history.parentTexts())
  }

  /** What of these observations is of this very text. */
  async #observed(observations: readonly Observation[]): Promise<AttributedText | undefined> {
    if (observations.length === 0) return undefined
    const { text } = this.#question
    const textId = this.#means.sources.observations.textIdOf(text)
    return observedText(
      textId,
      observations,
      () => this.#history.predecessors(this.#moment !== undefined),
      text,
      this.#moment,
    )
  }

  /** The commit that a text is asked of, where there is one. */
  async #findMoment(rev: string): Promise<Moment | undefined> {
    const textId = this.#means.sources.observations.textIdOf(this.#question.text)
    // Where nothing was recorded no time has to be told.
    if (this.#observations.length === 0) return undefined
    const own = this.#observations.some((seen) => seen.textId === textId) ? await this.#ownClaims() : undefined
    if (own) {
      const atMs = own.commit.committedAtMs ?? 0
      return { atMs, agrees: (attributed) => agrees(attributed, own.text, () => this.#denied()) }
    }
    const atMs = await this.#history.madeAtMs(rev)
    return atMs === undefined ? undefined : { atMs }
  }

  /**
   * Of the very text only what was of the moment counts, and that was asked for before. Git keeps whole seconds: within
   * the one of the commit, what was made from the text came after it.
   */
  #isOfMoment(observation: Observation, text: string): boolean {
    if (this.#moment === undefined || observation.kind === 'declared') return true
    const textId = this.#means.sources.observations.textIdOf(text)
    if (observation.textId === textId) return false
    const sinceMs = Date.parse(observation.at) - this.#moment.atMs
    return sinceMs < 0 || (sinceMs < 1_000 && !isMadeFrom(observation, textId, this.#observations))
  }

  #ownClaims(): Promise<OwnClaims | undefined> {
    this.#own ??= this.#means.claims.own(this.#question, this.#searchesHistory)
    return this.#own
  }

  /** An answer without the AI lines that the commit, which made the file what it is, adds and does not name. */
  async withoutDenied(answer: AttributedText): Promise<AttributedText> {
    const hasAi = answer.runs().some(({ origin }) => isAi(origin.contributor))
    const own = this.isTop && hasAi ? await this.#ownClaims() : undefined
    return own && hasUnnamedAi(answer, own.text) ? withoutDenied(answer, await this.#denied()) : answer
  }

  async #denied(): Promise<readonly boolean[]> {
    const own = this.isTop ? await this.#ownClaims() : undefined
    const before = own?.isComplete ? await this.#means.known.textBefore(own.commit, this.#question.path) : undefined
    return own && before !== undefined ? deniedLines(own.text, before) : []
  }

  #exactNote(): Promise<AttributedText | undefined> {
    this.#note ??= this.#findNote()
    return this.#note
  }

  async #findNote(): Promise<AttributedText | undefined> {
    const { sources } = this.#means
    const blob = this.#question.blob ?? (await this.#blob())
    const noted = blob === undefined ? undefined : await sources.repository?.noteOn(blob)
    return noted && exactNote(this.#question.text, this.#names(), noted)
  }

  /** The blob that the text is in its commit. */
  async #blob(): Promise<string | undefined> {
    const { path, text, rev } = this.#question
    const commit = rev === undefined ? undefined : await this.#means.known.commitId(rev)
    const file = commit === undefined ? undefined : await this.#means.known.readFile(commit, path)
    return file?.kind === 'text' && file.text === text ? file.blob : undefined
  }

  /** Whether a text that the text was made from was recorded at another path. */
  async #areParentsElsewhere(): Promise<boolean> {
    const { known, sources } = this.#means
    if (!this.#resolve || !(await known.isAnyRecorded())) return false
    for (const { text } of await this.#revisionFiles()) {
      if ((await known.observationsOfText(sources.observations.textIdOf(text))).length > 0) return true
    }
    return false
  }

  /** The texts of the revisions that a text was made from, resolved like any other. */
  async #revisionTexts(): Promise<readonly AttributedText[]> {
    if (!this.#resolve) return []
    const texts: AttributedText[] = []
    for (const { path, text, rev, blob } of await this.#revisionFiles()) {
      const untilMs = this.#moment?.atMs
      const more = { ...(blob !== undefined && { blob }), ...(untilMs !== undefined && { untilMs }) }
      texts.push(await this.#resolve({ path, text, rev, ...more }))
    }
    return texts
  }

  async #revisionFiles(): Promise<readonly RevisionFile[]> {
    const { known } = this.#means
    const revisions = [...(await known.parentsOf(this.#question)), ...(this.#question.related ?? [])]
    return known.filesOf(this.#question, revisions)
  }

  #names(): readonly string[] {
    const { path, previousPath } = this.#question
    return previousPath === undefined ? [path] : [path, previousPath]
  }
}
