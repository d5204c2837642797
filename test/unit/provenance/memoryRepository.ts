import type { SkipReason } from '../../../src/attribution/lines/fileProvenance'
import { blobMarks } from '../../../src/formats/trailers/blobMark'
import type {
  ChangedFile,
  CommitInfo,
  LineClaims,
  NotedBlob,
  RepositoryReader,
  Snapshot,
  SnapshotFile,
} from '../../../src/provenance/sources'

export interface MemoryCommit {
  readonly parents?: readonly string[]
  readonly message?: string
  readonly atMs?: number
  readonly files: Readonly<Record<string, string>>
}

/** A repository whose commits, index and work tree are values; renames have to be named. */
export class MemoryRepository implements RepositoryReader {
  readonly root = '/memory'
  readonly commits: Record<string, MemoryCommit>
  index: Readonly<Record<string, string>> = {}
  head: string | undefined
  skipped: Readonly<Record<string, SkipReason>> = {}
  renames: Readonly<Record<string, string>> = {}
  claimQuestions = 0
  notes: readonly NotedBlob[] = []
  /** Texts of blobs that no commit need have. */
  blobs: Record<string, string> = {}
  names: Readonly<Record<string, readonly string[]>> = {}

  constructor(commits: Record<string, MemoryCommit>, head?: string) {
    this.commits = commits
    this.head = head
  }

  async commitId(rev: string): Promise<string | undefined> {
    const match = /^(.*?)(?:\^(\d*))?$/.exec(rev)!
    const id = match[1] === 'HEAD' ? this.head : match[1]
    const commit = id === undefined ? undefined : this.commits[id]
    if (!commit) return undefined
    return match[2] === undefined ? id : commit.parents?.[Number(match[2] || 1) - 1]
  }

  async readFile(snapshot: Snapshot, path: string): Promise<SnapshotFile | undefined> {
    const text = (await this.#files(snapshot))[path]
    if (text === undefined) return undefined
    const blob = blobOf(text)
    const reason = this.skipped[path]
    return reason ? { kind: 'skipped', reason, blob } : { kind: 'text', text, blob }
  }

  async readFiles(snapshot: Snapshot, paths: readonly string[]): Promise<readonly (SnapshotFile | undefined)[]> {
    return Promise.all(paths.map((path) => this.readFile(snapshot, path)))
  }

  async changedFiles(from: Snapshot | undefined, to: Snapshot): Promise<readonly ChangedFile[]> {
    const before = from ? await this.#files(from) : {}
    const after = await this.#files(to)
    const changed = Object.keys(after).flatMap((path): ChangedFile[] => {
      const oldPath = this.renames[path]
      if (oldPath !== undefined && before[path] === undefined) return [{ path, oldPath, status: 'renamed' }]
      if (before[path] === undefined) return [{ path, status: 'added' }]
      return before[path] === after[path] ? [] : [{ path, status: 'modified' }]
    })
    const deleted = Object.keys(before).filter((path) => after[path] === undefined)
    return [...changed, ...deleted.map((path) => ({ path, status: 'deleted' }) as const)]
  }

  async commitsClaiming(path: string, rev: string, limit: number): Promise<readonly LineClaims[]> {
    this.claimQuestions++
    const claims: LineClaims[] = []
    const start = await this.commitId(rev)
    const open = new Set(start === undefined ? [] : [start])
    for (const commit of open) {
      const { message = '', files, parents = [] } = this.commits[commit]!
      const text = files[path]
      if (message.includes('AI-Lines') && text !== undefined) claims.push({ commit, path, blob: blobOf(text), message })
      for (const parent of parents) open.add(parent)
    }
    return claims.slice(0, limit)
  }

  async commit(rev: string): Promise<CommitInfo | undefined> {
    const id = await this.commitId(rev)
    return id === undefined ? undefined : this.#info(id)
  }

  async commitsBetween(base: string | undefined, head: string): Promise<readonly CommitInfo[]> {
    const commits: CommitInfo[] = []
    for (let id: string | undefined = head; id !== undefined && id !== base; id = this.commits[id]?.parents?.[0]) {
      commits.push(this.#info(id))
    }
    return commits
  }

  async lastChange(path: string, rev: string): Promise<CommitInfo | undefined> {
    let id = await this.commitId(rev)
    while (id !== undefined) {
      const [parent]: readonly (string | undefined)[] = this.commits[id]!.parents ?? []
      const text = this.commits[id]!.files[path]
      if (text === undefined || parent === undefined || this.commits[parent]!.files[path] !== text) break
      id = parent
    }
    return id === undefined || this.commits[id]!.files[path] === undefined ? undefined : this.#info(id)
  }

  async commitsNaming(blob: string, rev: string, limit: number): Promise<readonly CommitInfo[]> {
    const named = await this.commitsBetween(undefined, (await this.commitId(rev)) ?? rev)
    return named.filter(({ message }) => blobMarks(blob).some((mark) => message.includes(mark))).slice(0, limit)
  }

  async missing(snapshot: Snapshot, paths: readonly string[]): Promise<ReadonlySet<string>> {
    const files = await this.#files(snapshot)
    return new Set(paths.filter((path) => files[path] === undefined))
  }

  #info(id: string): CommitInfo {
    const { message = '', parents = [], atMs } = this.commits[id]!
    const subject = message.split('\n')[0]!
    return { id, parents, subject, message, ...(atMs !== undefined && { committedAtMs: atMs }) }
  }

  async notesOf(path: string): Promise<readonly NotedBlob[]> {
    return this.notes.filter(({ ranges }) => ranges.some((range) => range.path === path))
  }

  async noteOn(blob: string): Promise<NotedBlob | undefined> {
    return this.notes.find((note) => note.blob === blob)
  }

  async blobTexts(_path: string, blobs: readonly string[]): Promise<readonly (string | undefined)[]> {
    return blobs.map((blob) => this.blobs[blob])
  }

  async previousPaths(path: string): Promise<readonly string[]> {
    return this.names[path] ?? []
  }

  async #files(snapshot: Snapshot): Promise<Readonly<Record<string, string>>> {
    if (snapshot.kind !== 'commit') return this.index
    const id = await this.commitId(snapshot.rev)
    if (id === undefined) throw new Error(`No commit ${snapshot.rev}`)
    return this.commits[id]!.files
  }
}

/** A stand-in for a blob id: hexadecimal, as long as one, different for different texts. */
export function blobOf(text: string): string {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0').repeat(5)
}
