import type { GoneText } from './renamedFile'
import type { ResolveRequest, ResolveSources } from './resolveRequest'
import { memoize } from '../base/memoize'
import type { ChangedFile, CommitInfo, NotedBlob, Observation, SnapshotFile } from './sources'

/** A file as it is in a commit. */
export interface RevisionFile {
  readonly path: string
  readonly text: string
  readonly rev: string
  readonly blob: string | undefined
}

/** More files than a move of a folder leaves behind, as a rule. */
const maxGone = 500

/** What was recorded and what the repository has, each asked for once. */
export class CachedSources {
  #observations = new Map<string, Promise<readonly Observation[]>>()
  #commits = new Map<string, Promise<string | undefined>>()
  #files = new Map<string, Promise<SnapshotFile | undefined>>()
  #infos = new Map<string, Promise<CommitInfo | undefined>>()
  #changes = new Map<string, Promise<readonly ChangedFile[] | undefined>>()
  #lastChanges = new Map<string, Promise<CommitInfo | undefined>>()
  #ofTexts = new Map<string, Promise<readonly Observation[]>>()
  #isRecorded: Promise<boolean> | undefined
  #gone: Promise<readonly GoneText[]> | undefined
  #notes = new Map<string, Promise<readonly NotedBlob[]>>()
  #sources: ResolveSources

  constructor(sources: ResolveSources) {
    this.#sources = sources
  }

  /** Spares the resolver reading a file again: what stands at `path` in the commit with this full id. */
  remember(commit: string, path: string, file: SnapshotFile | undefined): void {
    this.#files.set(JSON.stringify([commit, path]), Promise.resolve(file))
  }

  /** Spares the resolver asking for the messages of these commits. */
  rememberMessages(commits: readonly CommitInfo[]): void {
    for (const commit of commits) this.#infos.set(commit.id, Promise.resolve(commit))
  }

  /** What was recorded of a path, newest first. */
  observationsOf(path: string): Promise<readonly Observation[]> {
    return memoize(this.#observations, path, () => this.#sources.observations.observationsOf(path))
  }

  /** What was recorded of a text, whatever its path was. */
  observationsOfText(textId: string): Promise<readonly Observation[]> {
    return memoize(this.#ofTexts, textId, () => this.#sources.observations.observationsOfText(textId))
  }

  /** Whether anything was recorded here at all. */
  isAnyRecorded(): Promise<boolean> {
    this.#isRecorded ??= this.#sources.observations.isEmpty().then((isEmpty) => !isEmpty)
    return this.#isRecorded
  }

  /** What was recorded of the path and of the previous one. */
  async allObservations({ path, previousPath }: ResolveRequest): Promise<readonly Observation[]> {
    const own = await this.observationsOf(path)
    if (previousPath === undefined || previousPath === path) return own
    const known = new Set(own.map((observation) => JSON.stringify([observation.textId, observation.at])))
    const moved = (await this.observationsOf(previousPath)).filter(
      (observation) => !known.has(JSON.stringify([observation.textId, observation.at])),
    )
    return [...own, ...moved].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  }

  /** The notes on texts of a path. */
  notesOf(path: string): Promise<readonly NotedBlob[]> {
    return memoize(this.#notes, path, async () => (await this.#sources.repository?.notesOf(path)) ?? [])
  }

  /** Whether any note speaks of the path, or of the previous one. */
  async isNoted({ path, previousPath }: ResolveRequest): Promise<boolean> {
    for (const name of previousPath === undefined ? [path] : [path, previousPath]) {
      if ((await this.notesOf(name)).length > 0) return true
    }
    return false
  }

  /** The full id of a commit; undefined where there is none of that name. */
  commitId(rev: string): Promise<string | undefined> {
    return memoize(this.#commits, rev, async () =>
      /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(rev) ? rev : this.#sources.repository?.commitId(rev),
    )
  }

  /** What stands at a path in the commit with this full id. */
  readFile(commit: string, path: string): Promise<SnapshotFile | undefined> {
    return memoize(this.#files, JSON.stringify([commit, path]), async () =>
      this.#sources.repository?.readFile({ kind: 'commit', rev: commit }, path),
    )
  }

  /** What is known of the commit with this full id. */
  infoOf(commit: string): Promise<CommitInfo | undefined> {
    return memoize(this.#infos, commit, async () => this.#sources.repository?.commit(commit))
  }

  async messageOf(commit: string): Promise<string> {
    return (await this.infoOf(commit))?.message ?? ''
  }

  /** The commit that made a file what it is in a revision. */
  lastChange(path: string, rev: string): Promise<CommitInfo | undefined> {
    return memoize(this.#lastChanges, JSON.stringify([path, rev]), async () =>
      this.#sources.repository?.lastChange(path, rev),
    )
  }

  /**
   * The text that a commit changed to make a file: empty where the file is new. Undefined where it has several, or
   * it cannot be read.
   */
  async textBefore({ id, parents }: CommitInfo, path: string): Promise<string | undefined> {
    const [parent] = parents
    if (parents.length > 1) return undefined
    if (parent === undefined) return ''
    const file = await this.readFile(parent, path)
    if (file) return file.kind === 'text' ? file.text : undefined
    const changed = await memoize(this.#changes, id, async () =>
      this.#sources.repository?.changedFiles({ kind: 'commit', rev: parent }, { kind: 'commit', rev: id }),
    )
    const oldPath = changed?.find((change) => change.path === path)?.oldPath
    if (oldPath === undefined) return ''
    const before = await this.readFile(parent, oldPath)
    return before?.kind === 'text' ? before.text : undefined
  }

  /** The texts with AI lines whose files are not on disk any more, though nobody saw a commit with them. */
  goneTexts(): Promise<readonly GoneText[]> {
    this.#gone ??= this.#findGone()
    return this.#gone
  }

  async #findGone(): Promise<readonly GoneText[]> {
    const { observations, repository } = this.#sources
    const pending = await observations.pendingTexts()
    if (pending.size === 0 || !repository) return []
    const texts: GoneText[] = []
    for (const path of await repository.missing({ kind: 'worktree' }, [...pending.keys()])) {
      if (texts.length === maxGone) break
      const known = await this.observationsOf(path)
      const newest = known.find(({ textId }) => textId === pending.get(path)) ?? known[0]
      const text = (await newest?.read())?.text()
      if (newest && text !== undefined) texts.push({ path, text, atMs: Date.parse(newest.at) })
    }
    return texts
  }

  /** The revisions that a text was made from. */
  async parentsOf(question: ResolveRequest): Promise<readonly string[]> {
    if (question.parents) return question.parents
    if (question.rev === undefined) return ['HEAD']
    const parents: string[] = []
    for (let number = 1; number <= 16; number++) {
      const id = await this.commitId(`${question.rev}^${number}`)
      if (id === undefined) break
      parents.push(id)
    }
    return parents
  }

  /** The texts that revisions have under the paths of a question; revisions and files that are not there are left out. */
  async filesOf(
    { path, previousPath }: ResolveRequest,
    revisions: readonly string[],
  ): Promise<readonly RevisionFile[]> {
    const files: RevisionFile[] = []
    for (const revision of new Set(revisions)) {
      // The empty repository has no HEAD yet, and a shallow clone lacks parents.
      const rev = await this.commitId(revision)
      if (rev === undefined) continue
      const paths = previousPath === undefined ? [path] : [previousPath, path]
      for (const path of paths) {
        const file = await this.readFile(rev, path)
        if (file?.kind === 'text' && file.text !== '') files.push({ path, text: file.text, rev, blob: file.blob })
      }
    }
    return files
  }
}
