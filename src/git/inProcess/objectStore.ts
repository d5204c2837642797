import { type PromiseFsClient, readBlob, readCommit, readTree } from 'isomorphic-git'
import * as path from 'node:path'

export interface StoredCommit {
  readonly id: string
  readonly tree: string
  /** Only those that are there: a shallow clone ends somewhere. */
  readonly parents: readonly string[]
  /** Seconds since 1970. */
  readonly committedAt: number
  readonly message: string
}

export interface TreeEntry {
  readonly mode: string
  readonly id: string
  readonly type: 'blob' | 'tree' | 'commit'
}

type Tree = ReadonlyMap<string, TreeEntry>

const maxCommits = 5000
const maxTrees = 3000
/** A file that is looked at is asked for several times in a row; more than a few are not. */
const maxBlobs = 8
/** Larger ones are read anew each time. */
const maxKeptBlobBytes = 512 * 1024
/** Packs in memory are let go when nobody asked for this long. */
const idleMs = 30_000

/** Commits, trees and blobs of a repository, read in process; what was read is kept for a while. */
export class ObjectStore {
  readonly #fs: PromiseFsClient
  readonly #gitdir: string
  #cache = {}
  #commits = new Map<string, Promise<StoredCommit>>()
  #trees = new Map<string, Promise<Tree>>()
  #blobs = new Map<string, Promise<Uint8Array>>()
  #shallow: Promise<ReadonlySet<string>> | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(fs: PromiseFsClient, commonDir: string) {
    this.#fs = fs
    this.#gitdir = commonDir
  }

  /** Also for the id of an annotated tag; throws isomorphic-git's errors where there is no such commit. */
  async commit(id: string): Promise<StoredCommit> {
    return remembered(this.#commits, id, maxCommits, async () => {
      const { oid, commit } = await readCommit({ ...this.#options(), oid: id })
      this.#shallow ??= this.#readShallow()
      const parents = (await this.#shallow).has(oid) ? [] : commit.parent
      const { tree, message, committer } = commit
      return { id: oid, tree, parents, committedAt: committer.timestamp, message }
    })
  }

  async tree(id: string): Promise<Tree> {
    return remembered(this.#trees, id, maxTrees, async () => {
      const { tree } = await readTree({ ...this.#options(), oid: id })
      return new Map(tree.map((entry) => [entry.path, { mode: entry.mode, id: entry.oid, type: entry.type }]))
    })
  }

  /** What a tree has under a path. */
  async entryAt(treeId: string, file: string): Promise<TreeEntry | undefined> {
    const names = file.split('/')
    let tree = await this.tree(treeId)
    for (const [depth, name] of names.entries()) {
      const entry = tree.get(name)
      if (!entry || depth === names.length - 1) return entry
      if (entry.type !== 'tree') return undefined
      tree = await this.tree(entry.id)
    }
    return undefined
  }

  /** The bytes belong to everybody who asks: not to be changed. */
  async blob(id: string): Promise<Uint8Array> {
    const blob = remembered(this.#blobs, id, maxBlobs, async () => {
      return (await readBlob({ ...this.#options(), oid: id })).blob
    })
    if ((await blob).length > maxKeptBlobBytes) this.#blobs.delete(id)
    return blob
  }

  #options(): { fs: PromiseFsClient; gitdir: string; cache: object } {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      this.#cache = {}
      this.#shallow = undefined
      this.#trees.clear()
      this.#blobs.clear()
    }, idleMs).unref()
    return { fs: this.#fs, gitdir: this.#gitdir, cache: this.#cache }
  }

  async #readShallow(): Promise<ReadonlySet<string>> {
    try {
      const file = path.join(this.#gitdir, 'shallow')
      return new Set(String(await this.#fs.promises.readFile(file, 'utf8')).split('\n'))
    } catch {
      return new Set() // a whole clone has no such file
    }
  }
}

/** The first to come is the first to go; a failure is not kept. */
async function remembered<T>(
  map: Map<string, Promise<T>>,
  key: string,
  max: number,
  read: () => Promise<T>,
): Promise<T> {
  let value = map.get(key)
  if (!value) {
    for (const oldest of map.keys()) {
      if (map.size < max) break
      map.delete(oldest)
    }
    map.set(key, (value = read()))
    value.catch(() => map.delete(key))
  }
  return value
}
