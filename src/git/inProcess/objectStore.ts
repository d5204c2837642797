import type { GitObject, ObjectType } from './gitObject'
import { ObjectError } from './objectError'
import type { ObjectFiles } from './objectFiles'
import { type Commit, readCommit, readTree, taggedId, type Tree, type TreeEntry } from './readObject'

/** A commit; `parents` are only those that are there: a shallow clone ends somewhere. */
export interface StoredCommit extends Commit {
  readonly id: string
}

const maxCommits = 5000
const maxTrees = 3000
/** A file that is looked at is asked for several times in a row; more than a few are not. */
const maxBlobs = 8
/** Larger ones are read anew each time. */
const maxKeptBlobBytes = 512 * 1024
/** What is kept is let go when nobody asked for this long. */
const idleMs = 30_000
/** Tags of tags. */
const maxTags = 5

/**
 * Commits, trees and blobs of a repository, read in process; what was read is kept for a while. Every method rejects
 * with an ObjectError where the object cannot be had.
 */
export class ObjectStore {
  readonly #files: ObjectFiles
  /** Where a shallow clone ends. */
  readonly #shallow: () => Promise<ReadonlySet<string>>
  #commits = new Map<string, Promise<StoredCommit>>()
  #trees = new Map<string, Promise<Tree>>()
  #blobs = new Map<string, Promise<Uint8Array>>()
  #idle: NodeJS.Timeout | undefined

  constructor(files: ObjectFiles, shallow: () => Promise<ReadonlySet<string>>) {
    this.#files = files
    this.#shallow = shallow
  }

  /** Also for the id of an annotated tag. */
  async commit(id: string): Promise<StoredCommit> {
    return remembered(this.#commits, id, maxCommits, async () => {
      let at = id
      let object = await this.#read(at)
      for (let tags = 0; object.type === 'tag' && tags < maxTags; tags++) {
        at = taggedId(object.content)
        object = await this.#read(at)
      }
      const commit = readCommit(contentOf(object, 'commit', at))
      const parents = (await this.#shallow()).has(at) ? [] : commit.parents
      return { ...commit, id: at, parents }
    })
  }

  async tree(id: string): Promise<Tree> {
    return remembered(this.#trees, id, maxTrees, async () => readTree(contentOf(await this.#read(id), 'tree', id)))
  }

  /** The full id of the one object whose id begins like this; undefined where there is none, or several. */
  async idFrom(prefix: string): Promise<string | undefined> {
    const ids = await this.#files.idsFrom(prefix, 2)
    return ids.length === 1 ? ids[0] : undefined
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
    const blob = remembered(this.#blobs, id, maxBlobs, async () => contentOf(await this.#read(id), 'blob', id))
    if ((await blob).length > maxKeptBlobBytes) this.#blobs.delete(id)
    return blob
  }

  #read(id: string): Promise<GitObject> {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      this.#trees.clear()
      this.#blobs.clear()
    }, idleMs).unref()
    return this.#files.read(id)
  }
}

function contentOf({ type, content }: GitObject, wanted: ObjectType, id: string): Buffer {
  if (type === wanted) return content
  throw new ObjectError('otherType', `${id} is a ${type}, not a ${wanted}`)
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
