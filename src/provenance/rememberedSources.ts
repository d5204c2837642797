import type { Question, ResolveSources } from './question'
import { remembered } from './remembered'
import type { CommitInfo, NotedBlob, Observation, SnapshotFile } from './sources'

/** A file as it is in a commit. */
export interface RevisionFile {
  readonly path: string
  readonly text: string
  readonly rev: string
  readonly blob: string | undefined
}

/** What was recorded and what the repository has, each asked for once. */
export class RememberedSources {
  #observations = new Map<string, Promise<readonly Observation[]>>()
  #commits = new Map<string, Promise<string | undefined>>()
  #files = new Map<string, Promise<SnapshotFile | undefined>>()
  #messages = new Map<string, Promise<string>>()
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
    for (const { id, message } of commits) this.#messages.set(id, Promise.resolve(message))
  }

  /** What was recorded of a path, newest first. */
  observationsOf(path: string): Promise<readonly Observation[]> {
    return remembered(this.#observations, path, () => this.#sources.observations.observationsOf(path))
  }

  /** The same, with what was recorded under the previous path. */
  async allObservations({ path, previousPath }: Question): Promise<readonly Observation[]> {
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
    return remembered(this.#notes, path, async () => (await this.#sources.repository?.notesOf(path)) ?? [])
  }

  /** Whether any note speaks of the path, or of the previous one. */
  async isNoted({ path, previousPath }: Question): Promise<boolean> {
    for (const name of previousPath === undefined ? [path] : [path, previousPath]) {
      if ((await this.notesOf(name)).length > 0) return true
    }
    return false
  }

  /** The full id of a commit; undefined where there is none of that name. */
  commitId(rev: string): Promise<string | undefined> {
    return remembered(this.#commits, rev, async () =>
      /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(rev) ? rev : this.#sources.repository?.commitId(rev),
    )
  }

  /** What stands at a path in the commit with this full id. */
  readFile(commit: string, path: string): Promise<SnapshotFile | undefined> {
    return remembered(this.#files, JSON.stringify([commit, path]), async () =>
      this.#sources.repository?.readFile({ kind: 'commit', rev: commit }, path),
    )
  }

  messageOf(commit: string): Promise<string> {
    return remembered(this.#messages, commit, async () => {
      const commits = await this.#sources.repository?.commitsBetween(await this.commitId(`${commit}^`), commit)
      return commits?.[0]?.message ?? ''
    })
  }

  /** The revisions that a text was made from. */
  async parentsOf(question: Question): Promise<readonly string[]> {
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
  async filesOf({ path, previousPath }: Question, revisions: readonly string[]): Promise<readonly RevisionFile[]> {
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
