import { UserFacingError } from '../../base/errors'
import { blobMarks } from '../../formats/trailers/blobMark'
import type { CommitInfo, HistorySource, LineClaims } from '../../provenance/sources'
import type { GitProgram } from '../gitProgram'
import { isPlainText } from '../pathBytes'
import { commitsClaiming } from './claims'
import { commitInfos } from './commitInfos'
import { type FollowedChanges, followedChanges } from './followedChanges'
import { previousPaths } from './previousPaths'

/** Files whose way through history is kept: two questions about one file follow it one after the other. */
const keptWays = 4

export interface ProgramHistoryOptions {
  /**
   * How long git may walk through history for one question; what takes longer counts as not there, and one question waits
   * for the other. No limit of its own, and an error, where left out.
   */
  readonly walkMs?: number
  /** Gets what was left out. */
  readonly log?: (message: string) => void
}

/** History through `git log`. */
export class ProgramHistory implements HistorySource {
  readonly #git: GitProgram
  readonly #walker: GitProgram
  readonly #commitId: (rev: string) => Promise<string | undefined>
  readonly #options: ProgramHistoryOptions
  readonly #ways = new Map<string, Promise<FollowedChanges>>()
  #last: Promise<unknown> = Promise.resolve()

  /** @param commitId the full id of the commit that a revision names */
  constructor(
    git: GitProgram,
    commitId: (rev: string) => Promise<string | undefined>,
    options: ProgramHistoryOptions = {},
  ) {
    this.#git = git
    this.#walker = options.walkMs === undefined ? git : git.within(options.walkMs)
    this.#commitId = commitId
    this.#options = options
  }

  async commit(rev: string): Promise<CommitInfo | undefined> {
    const id = await this.#commitId(rev)
    return id === undefined ? undefined : (await commitInfos(this.#git, ['--no-walk', id, '--']))[0]
  }

  async commitsBetween(base: string | undefined, head: string): Promise<readonly CommitInfo[]> {
    const to = await this.#existing(head)
    const from = base === undefined ? [] : [`^${await this.#existing(base)}`]
    return commitInfos(this.#git, [to, ...from, '--'])
  }

  async commitsClaiming(path: string, rev: string, limit: number): Promise<readonly LineClaims[]> {
    const commit = await this.#commitId(rev)
    if (commit === undefined || limit < 1 || !isPlainText(path)) return []
    return this.#walk([], async (git) => {
      const { changes } = await this.#way(git, path, commit)
      return commitsClaiming(git, path, commit, limit, changes)
    })
  }

  async lastChange(path: string, rev: string): Promise<CommitInfo | undefined> {
    const commit = await this.#commitId(rev)
    if (commit === undefined || !isPlainText(path)) return undefined
    return this.#walk(undefined, async (git) => (await commitInfos(git, ['--max-count=1', commit, '--', path]))[0])
  }

  async commitsNaming(blob: string, rev: string, limit: number): Promise<readonly CommitInfo[]> {
    const commit = await this.#commitId(rev)
    if (commit === undefined) return []
    const marks = blobMarks(blob).map((mark) => `--grep=${mark}`)
    const wanted = ['--fixed-strings', ...marks, `--max-count=${limit}`, commit, '--']
    return this.#walk([], (git) => commitInfos(git, wanted))
  }

  async previousPaths(path: string, rev: string): Promise<readonly string[]> {
    const commit = await this.#commitId(rev)
    if (commit === undefined || !isPlainText(path)) return []
    return this.#walk([], async (git) => previousPaths(git, path, await this.#way(git, path, commit)))
  }

  /** Where a file came from, as far as history tells. */
  #way(git: GitProgram, path: string, commit: string): Promise<FollowedChanges> {
    const key = `${commit} ${path}`
    const known = this.#ways.get(key)
    if (known) return known
    const way = followedChanges(git, path, commit)
    for (const oldest of this.#ways.keys()) {
      if (this.#ways.size < keptWays) break
      this.#ways.delete(oldest)
    }
    this.#ways.set(key, way)
    way.catch(() => this.#ways.delete(key))
    return way
  }

  async #walk<T>(none: T, walk: (git: GitProgram) => Promise<T>): Promise<T> {
    if (this.#options.walkMs === undefined) return walk(this.#walker)
    const answer = this.#last.then(() => walk(this.#walker))
    this.#last = answer.catch(() => undefined)
    try {
      return await answer
    } catch (error) {
      // Records, notes and HEAD still say what they say.
      if (!(error instanceof UserFacingError)) throw error
      this.#options.log?.(`history: not read: ${error.message}`)
      return none
    }
  }

  async #existing(rev: string): Promise<string> {
    const id = await this.#commitId(rev)
    if (id !== undefined) return id
    throw new UserFacingError(`There is no commit "${rev}" in ${this.#git.root}. Check the name, or fetch it first.`)
  }
}
