import * as git from 'isomorphic-git'
import type { CommitInfo } from '../../provenance/sources'
import type { ContainedFiles } from './containedFiles'

/** A commit, with what is needed to go on from it. `parents` are only those that are there: a shallow clone ends somewhere. */
export interface StoredCommit extends CommitInfo {
  readonly tree: string
  readonly committedAtMs: number
}

/** What stands in a tree under a name. */
export interface TreeEntry {
  readonly name: string
  /** Octal, six digits. */
  readonly mode: string
  readonly id: string
}

const idBytes = 20

/** Commits that are kept; messages are short. */
const keptCommits = 2_000

/** Entries that are kept: a walk through history asks for those of a commit, and then again as those of its child's parent. */
const keptEntries = 20_000

/** Objects by isomorphic-git. Every method rejects where the object cannot be had. */
export class Objects {
  readonly #at: { readonly fs: ContainedFiles; readonly gitdir: string; readonly cache: object }
  readonly #shallow: () => Promise<ReadonlySet<string>>
  readonly #commits = new Map<string, StoredCommit | undefined>()
  readonly #entries = new Map<string, TreeEntry | undefined>()

  /**
   * @param gitdir where objects and references are
   * @param shallow where a shallow clone ends
   */
  constructor(fs: ContainedFiles, gitdir: string, shallow: () => Promise<ReadonlySet<string>>) {
    this.#at = { fs, gitdir, cache: {} }
    this.#shallow = shallow
  }

  /** Also for the id of an annotated tag; undefined for that of anything else. */
  async commit(id: string): Promise<StoredCommit | undefined> {
    if (this.#commits.has(id)) return this.#commits.get(id)
    const commit = await this.#readCommit(id)
    if (this.#commits.size >= keptCommits) this.#commits.clear()
    this.#commits.set(id, commit)
    return commit
  }

  async #readCommit(id: string): Promise<StoredCommit | undefined> {
    let at = id
    let { type, content } = await this.#read(at)
    while (type === 'tag') {
      const [, tagged] = /^object ([0-9a-f]{40})\n/.exec(content.toString('latin1', 0, 64)) ?? []
      if (tagged === undefined) throw new Error(`${at} names no object`)
      at = tagged
      ;({ type, content } = await this.#read(at))
    }
    if (type !== 'commit') return undefined
    return readCommit(at, content, (await this.#shallow()).has(at))
  }

  /** What a tree has under a path. */
  async entryAt(tree: string, file: string): Promise<TreeEntry | undefined> {
    let at = tree
    const names = file.split('/')
    for (const [depth, name] of names.entries()) {
      const entry = await this.#entry(at, name)
      if (!entry || depth === names.length - 1) return entry
      if (entry.mode !== '040000') return undefined
      at = entry.id
    }
    return undefined
  }

  /** All that a tree has. */
  async *entries(tree: string): AsyncGenerator<TreeEntry> {
    yield* readTree(await this.#ofType(tree, 'tree'))
  }

  /** The bytes of a blob. */
  async blob(id: string): Promise<Buffer> {
    return this.#ofType(id, 'blob')
  }

  async #entry(tree: string, name: string): Promise<TreeEntry | undefined> {
    const key = `${tree} ${name}`
    if (this.#entries.has(key)) return this.#entries.get(key)
    let found: TreeEntry | undefined
    for (const entry of readTree(await this.#ofType(tree, 'tree'))) {
      if (entry.name !== name) continue
      found = entry
      break
    }
    if (this.#entries.size >= keptEntries) this.#entries.clear()
    this.#entries.set(key, found)
    return found
  }

  async #ofType(id: string, wanted: string): Promise<Buffer> {
    const { type, content } = await this.#read(id)
    if (type !== wanted) throw new Error(`${id} is a ${type}, not a ${wanted}`)
    return content
  }

  async #read(oid: string): Promise<{ readonly type: string; readonly content: Buffer }> {
    const { type, object } = await git.readObject({ ...this.#at, oid, format: 'content' })
    return {
      type: type ?? '',
      content: Buffer.from(
        (object as Uint8Array).buffer,
        (object as Uint8Array).byteOffset,
        (object as Uint8Array).byteLength,
      ),
    }
  }
}

function readCommit(id: string, content: Buffer, isShallow: boolean): StoredCommit {
  const text = content.toString('utf8')
  const end = text.indexOf('\n\n')
  const head = (end < 0 ? text : text.slice(0, end)).split('\n')
  const values = (name: string): readonly string[] =>
    head.flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []))
  const [tree] = values('tree')
  const parents = values('parent')
  if (tree === undefined || ![tree, ...parents].every(isId)) throw new Error(`${id} names no tree`)
  // `Name <mail> 1700000000 +0100`
  const seconds = Number(values('committer')[0]?.split(' ').at(-2))
  const message = end < 0 ? '' : text.slice(end + 2)
  return {
    id,
    tree,
    parents: isShallow ? [] : parents,
    subject: (message.split('\n\n')[0] ?? '').split('\n').join(' ').trim(),
    message,
    committedAtMs: Number.isFinite(seconds) ? seconds * 1_000 : 0,
  }
}

function* readTree(content: Buffer): Generator<TreeEntry> {
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at)
    const end = content.indexOf(0, space)
    const next = end + 1 + idBytes
    if (space < 0 || end < 0 || next > content.length) throw new Error('a tree ends within an entry')
    const mode = content.toString('latin1', at, space).padStart(6, '0')
    yield { name: content.toString('utf8', space + 1, end), mode, id: content.toString('hex', end + 1, next) }
    at = next
  }
}

function isId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text)
}
