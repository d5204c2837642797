import { realpath } from 'node:fs/promises'
import * as path from 'node:path'
import { UserFacingError } from '../base/errors'
import type {
  ChangedFile,
  CommitInfo,
  LineClaims,
  NotedBlob,
  RepositoryReader,
  Snapshot,
  SnapshotFile,
} from '../provenance/sources'
import { blobFile } from './blobFile'
import type { Repository } from './findRepository'
import { walkClaims } from './inProcess/claimWalk'
import { ContainedFiles } from './inProcess/containedFiles'
import { isIgnoredByRules } from './inProcess/ignoreRules'
import { InProcessNotes } from './inProcess/inProcessNotes'
import { ObjectError, type ObjectProblem } from './inProcess/objectError'
import { ObjectFiles } from './inProcess/objectFiles'
import { ObjectStore, type StoredCommit } from './inProcess/objectStore'
import { References } from './inProcess/references'
import { unavailable } from './inProcess/unavailable'
import { whyUnreadable } from './inProcess/whyUnreadable'
import { NoteIndex } from './notes/noteIndex'
import { isOnDisk } from './isOnDisk'
import { isPlainText } from './pathBytes'

export interface InProcessReaderOptions {
  /** Whether files outside of the work tree may be read, as for a linked work tree; false where left out. */
  readonly trusted?: boolean
  /** Larger files are skipped; 5 MB where left out. */
  readonly maxBytes?: number
  /** How many commits {@link InProcessReader.commitsClaiming} looks at; 500 where left out (1 s the first time, in a repository of 800 files). */
  readonly maxCommits?: number
  /** Gets what is wrong with the notes. */
  readonly log?: (message: string) => void
}

/** What a pointer of LFS begins with. Other filters cannot be seen without the attributes, and are taken for text. */
const lfsPointer = 'version https://git-lfs.github.com/spec/v1\n'

/**
 * Reads commits in process: no program runs, so nothing of the repository's configuration does. What is staged, what
 * is on disk and differences are for the git program.
 *
 * Every method rejects with a UserFacingError that begins with "unavailable: " where that is asked, or where the
 * repository is of a kind that cannot be read in process.
 */
export class InProcessReader implements RepositoryReader {
  readonly root: string
  #repository: Repository
  #trusted: boolean
  #maxBytes: number
  #maxCommits: number
  #log: ((message: string) => void) | undefined
  #opened: Promise<Opened> | undefined

  constructor(repository: Repository, options: InProcessReaderOptions = {}) {
    this.root = repository.root
    this.#repository = repository
    this.#trusted = options.trusted ?? false
    this.#maxBytes = options.maxBytes ?? 5 * 1024 * 1024
    this.#maxCommits = options.maxCommits ?? 500
    this.#log = options.log
  }

  async commitId(rev: string): Promise<string | undefined> {
    return this.#ask(async () => (await this.#commit(rev))?.id)
  }

  async readFile(snapshot: Snapshot, file: string): Promise<SnapshotFile | undefined> {
    return (await this.readFiles(snapshot, [file]))[0]
  }

  async readFiles(snapshot: Snapshot, files: readonly string[]): Promise<readonly (SnapshotFile | undefined)[]> {
    if (snapshot.kind !== 'commit')
      throw unavailable(`what is ${snapshot.kind === 'index' ? 'staged' : 'on disk'} is read by git alone`)
    return this.#ask(async () => {
      const commit = await this.#commit(snapshot.rev)
      if (!commit) {
        if (snapshot.rev === 'HEAD') return files.map(() => undefined)
        throw new UserFacingError(
          `There is no commit "${snapshot.rev}" in ${this.root}. Check the name, or fetch it first.`,
        )
      }
      const found: (SnapshotFile | undefined)[] = []
      for (const file of files) found.push(await this.#file(commit, file))
      return found
    })
  }

  async commitsClaiming(file: string, rev: string, limit: number): Promise<readonly LineClaims[]> {
    return this.#ask(async () => {
      const commit = await this.#commit(rev)
      if (!commit || !isPlainText(file)) return []
      return walkClaims((await this.#open()).store, file, commit.id, limit, this.#maxCommits)
    })
  }

  async changedFiles(_from: Snapshot | undefined, _to: Snapshot): Promise<readonly ChangedFile[]> {
    throw unavailable('what changed is found by git alone')
  }

  async missing(snapshot: Snapshot, files: readonly string[]): Promise<ReadonlySet<string>> {
    if (snapshot.kind === 'index') throw unavailable('what is staged is read by git alone')
    const missing = new Set<string>()
    for (const file of files) {
      const isThere =
        snapshot.kind === 'commit'
          ? (await this.readFile(snapshot, file)) !== undefined
          : await isOnDisk(this.root, file)
      if (!isThere) missing.add(file)
    }
    return missing
  }

  async commit(_rev: string): Promise<CommitInfo | undefined> {
    throw unavailable('commits are found by git alone')
  }

  /** The walk through history is for the git program. */
  async lastChange(_file: string, _rev: string): Promise<CommitInfo | undefined> {
    return undefined
  }

  /** So is the search through messages. */
  async commitsNaming(_blob: string, _rev: string, _limit: number): Promise<readonly CommitInfo[]> {
    return []
  }

  async commitsBetween(_base: string | undefined, _head: string): Promise<readonly CommitInfo[]> {
    throw unavailable('ranges of commits are found by git alone')
  }

  async notesOf(file: string): Promise<readonly NotedBlob[]> {
    return this.#ask(async () => (await this.#open()).notes.notesOf(file))
  }

  async noteOn(blob: string): Promise<NotedBlob | undefined> {
    return this.#ask(async () => (await this.#open()).notes.noteOn(blob))
  }

  async blobTexts(_file: string, blobs: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#ask(async () => {
      const { store } = await this.#open()
      const texts: (string | undefined)[] = []
      for (const blob of blobs) {
        const bytes = await store.blob(blob).catch((error: unknown) => {
          if (isProblem(error, 'missing', 'otherType', 'tooLarge')) return undefined
          throw error
        })
        const file = bytes && bytes.length <= this.#maxBytes ? blobFile(bytes, blob) : undefined
        texts.push(file?.kind === 'text' ? file.text : undefined)
      }
      return texts
    })
  }

  /** The walk through history is for the git program: what a file was called before is not looked for here. */
  async previousPaths(_file: string, _rev: string): Promise<readonly string[]> {
    return []
  }

  /** Whether the `.gitignore` files and `info/exclude` name a path; whether git tracks it all the same is not asked. */
  async isIgnored(file: string): Promise<boolean> {
    return this.#ask(async () => {
      const { disk } = await this.#open()
      return isIgnoredByRules(disk, this.root, this.#repository.commonDir, file)
    })
  }

  async #file(commit: StoredCommit, file: string): Promise<SnapshotFile | undefined> {
    if (!isPlainText(file)) throw unavailable('the path is no Unicode')
    const { store } = await this.#open()
    const entry = await store.entryAt(commit.tree, file)
    if (!entry || entry.type === 'tree') return undefined
    if (entry.type === 'commit') return { kind: 'skipped', reason: 'submodule', blob: undefined }
    const blob = entry.id
    if (entry.mode === '120000') return { kind: 'skipped', reason: 'symlink', blob }
    const bytes = await store.blob(entry.id).catch((error: unknown) => {
      if (isProblem(error, 'tooLarge')) return undefined
      throw error
    })
    if (!bytes || bytes.length > this.#maxBytes) return { kind: 'skipped', reason: 'tooLarge', blob }
    const read = blobFile(bytes, entry.id)
    if (read.kind === 'text' && read.text.startsWith(lfsPointer)) return { kind: 'skipped', reason: 'filtered', blob }
    return read
  }

  /** The commit a revision names: HEAD, a reference, an id or its beginning, each with `~n` and `^n` behind it. */
  async #commit(rev: string): Promise<StoredCommit | undefined> {
    const [, base = '', steps = ''] = /^([^~^]+)((?:[~^]\d*)*)$/.exec(rev) ?? []
    const id = await this.#baseId(base)
    if (id === undefined) return undefined
    const { store } = await this.#open()
    try {
      let commit = await store.commit(id)
      for (const [, kind, digits] of steps.matchAll(/([~^])(\d*)/g)) {
        const count = digits === '' ? 1 : Number(digits)
        const path = kind === '~' ? Array.from({ length: count }, () => 0) : count === 0 ? [] : [count - 1]
        for (const index of path) {
          const parent = commit.parents[index]
          if (parent === undefined) return undefined
          commit = await store.commit(parent)
        }
      }
      return commit
    } catch (error) {
      // What a reference names must be there; an id may be of anywhere.
      if (isProblem(error, 'otherType')) return undefined
      if (isProblem(error, 'missing') && /^[0-9a-f]{4,40}$/.test(base)) return undefined
      throw error
    }
  }

  async #baseId(base: string): Promise<string | undefined> {
    const { disk, references, store } = await this.#open()
    let ref = base
    if (base === 'HEAD' || base === '@') {
      // A linked work tree has a HEAD of its own.
      const head = (await disk.text(path.join(this.#repository.gitDir, 'HEAD')))?.trim() ?? ''
      if (!head.startsWith('ref: ')) return head
      ref = head.slice(5)
    }
    if (/^[0-9a-f]{40}$/.test(ref)) return ref
    const id = await references.idOf(ref)
    return id ?? (/^[0-9a-f]{4,40}$/.test(ref) ? store.idFrom(ref) : undefined)
  }

  async #open(): Promise<Opened> {
    this.#opened ??= this.#probe()
    return this.#opened
  }

  async #probe(): Promise<Opened> {
    const disk = new ContainedFiles(this.#trusted ? undefined : await realpath(this.root))
    const reason = await whyUnreadable(this.#repository, disk, this.#trusted)
    if (reason !== undefined) throw unavailable(reason)
    const { commonDir } = this.#repository
    const references = new References(commonDir, disk)
    // Where a shallow clone ends; a whole one has no such file.
    const shallow = async () => new Set((await disk.text(path.join(commonDir, 'shallow')))?.split('\n'))
    const store = new ObjectStore(new ObjectFiles(path.join(commonDir, 'objects'), disk), shallow)
    // The index that the git program's reader left is used where it still holds; nothing is written in process.
    const index = this.#trusted ? { file: path.join(commonDir, 'byline', 'notes-index.json') } : {}
    const log = this.#log && { log: this.#log }
    return {
      disk,
      references,
      store,
      notes: new NoteIndex(new InProcessNotes(references, store), { ...index, ...log }),
    }
  }

  /** Whatever cannot be read is something that cannot be known here. */
  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question()
    } catch (error) {
      if (error instanceof UserFacingError) throw error
      throw unavailable(error instanceof Error ? error.message : String(error))
    }
  }
}

interface Opened {
  readonly disk: ContainedFiles
  readonly references: References
  readonly store: ObjectStore
  readonly notes: NoteIndex
}

function isProblem(error: unknown, ...problems: readonly ObjectProblem[]): boolean {
  return error instanceof ObjectError && problems.includes(error.problem)
}
