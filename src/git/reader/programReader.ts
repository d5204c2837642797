import { resolve } from 'node:path'
import { UserFacingError } from '../../base/errors'
import type {
  ChangedFile,
  CommitInfo,
  FileVersion,
  LineClaims,
  NotedBlob,
  RepositoryReader,
  Snapshot,
  SnapshotFile,
} from '../../provenance/sources'
import { blobTexts } from './blobTexts'
import { changedFiles } from './changedFiles'
import { isCheckedOut } from '../checkedOutPath'
import { expectAttributes } from '../fileAttributes'
import { type GitOptions, GitProgram } from '../gitProgram'
import { isIgnoredPath } from '../ignoredPaths'
import { ledgerFolderOf } from '../ledgerFolderOf'
import { versionTexts } from '../notes/blobVersions'
import { NoteIndex } from '../notes/noteIndex'
import { ProgramNotes } from '../notes/programNotes'
import { ProgramHistory } from './programHistory'
import { indexEntries, treeEntries } from './snapshotEntries'
import { isOnDisk } from '../isOnDisk'
import { worktreeTexts } from './worktreeTexts'
import { bylineFiles, bylineFolderOf } from '../../ledger/folder/bylineFolder'

export interface ProgramReaderOptions extends GitOptions {
  /** Larger files are skipped; 5 MB where left out. */
  readonly maxBytes?: number
  /** Absolute path of where objects and references are; git is asked where left out. */
  readonly commonDir?: string
  /** See {@link ProgramHistoryOptions}: for who shows something at once. */
  readonly walkMs?: number
  /** Gets what is wrong with the notes, and what was left out. */
  readonly log?: (message: string) => void
}

/** Reads a repository through the git program: for hooks, the command line and trusted work spaces. */
export class ProgramReader implements RepositoryReader {
  readonly root: string
  /** For questions that are not asked here. */
  readonly git: GitProgram
  #maxBytes: number
  #commonDir: string | undefined
  #log: (message: string) => void
  #history: ProgramHistory
  #notes: Promise<NoteIndex> | undefined
  /** Full ids of commits. */
  #known = new Set<string>()
  /** Full ids of commits whose attributes are those of the index. */
  #likeIndex = new Set<string>()

  constructor(root: string, options: ProgramReaderOptions = {}) {
    const { maxBytes = 5 * 1024 * 1024, log = () => undefined, commonDir, walkMs, ...gitOptions } = options
    this.#commonDir = commonDir
    this.#log = log
    this.root = root
    this.git = new GitProgram(root, gitOptions)
    this.#maxBytes = maxBytes
    const commitId = (rev: string) => this.commitId(rev)
    this.#history = new ProgramHistory(this.git, commitId, { log, ...(walkMs !== undefined && { walkMs }) })
  }

  /** Ends what runs for this reader; it still answers, more slowly. */
  dispose(): void {
    this.git.dispose()
  }

  async commitId(rev: string): Promise<string | undefined> {
    // Nothing that begins like an option names a commit.
    if (rev === '' || rev.startsWith('-')) return undefined
    // A commit that was there stays there, as far as anybody's question takes.
    if (this.#known.has(rev)) return rev
    const id = await this.#look(rev)
    if (id !== undefined) this.#known.add(id)
    return id
  }

  async #look(rev: string): Promise<string | undefined> {
    if (!/[\n\r]/.test(rev)) {
      try {
        const [info] = await this.git.objects.infos([`${rev}^{commit}`])
        return info?.id
      } catch {
        // An old git, or no repository: the other way tells.
      }
    }
    // No name of a revision begins like this, and git would take it for an option.
    if (rev.startsWith('-')) return undefined
    const { code, stdout } = await this.git.run(['rev-parse', '--verify', '--quiet', `${rev}^{commit}`], {
      answers: [1, 128],
    })
    if (code === 128) await this.git.run(['rev-parse', '--git-dir'])
    return code === 0 ? stdout.toString('utf8').trim() : undefined
  }

  /** Whether git ignores a path, which then is not tracked either. Rejects with a UserFacingError where git does not say. */
  async isIgnored(path: string): Promise<boolean> {
    return isIgnoredPath(this.git, path)
  }

  async readFile(snapshot: Snapshot, path: string): Promise<SnapshotFile | undefined> {
    return (await this.readFiles(snapshot, [path]))[0]
  }

  async readFiles(
    snapshot: Snapshot,
    paths: readonly string[],
    versions: readonly (FileVersion | undefined)[] = [],
  ): Promise<readonly (SnapshotFile | undefined)[]> {
    const known = new Map<string, FileVersion>()
    for (const [at, path] of paths.entries()) {
      const version = versions[at]
      if (version && isCheckedOut(path)) known.set(path, version)
    }
    const wanted = [...new Set(paths)].filter((path) => isCheckedOut(path))
    const files = await this.#texts(snapshot, wanted, known)
    const strange: SnapshotFile = { kind: 'skipped', reason: 'unreadable', blob: undefined }
    return paths.map((path) => files.get(path) ?? (path === '' || isCheckedOut(path) ? undefined : strange))
  }

  async changedFiles(from: Snapshot | undefined, to: Snapshot): Promise<readonly ChangedFile[]> {
    const later = to.kind === 'commit' ? { ...to, rev: await this.#tree(to.rev) } : to
    if (from?.kind === 'worktree') throw new Error('What is on disk can only be the later state')
    if (from?.kind === 'index') return changedFiles(this.git, 'index', later)
    if (later.kind === 'index') return this.#staged(from?.rev)
    const earlier = { tree: await (from ? this.#tree(from.rev) : this.#emptyTree()) }
    if (later.kind !== 'commit') return changedFiles(this.git, earlier, later)
    // Between two commits there may be many, and who wrote them is asked next: git looks for it in the meantime.
    this.git.version().catch(() => undefined)
    this.#askNotes(undefined, (notes) => notes.prepare()).catch(() => undefined)
    const changed = await changedFiles(this.git, earlier, later)
    await this.#expect(changed, from && earlier.tree, later.rev)
    return changed
  }

  /** The files that changed between two commits will be read next. */
  async #expect(changed: readonly ChangedFile[], from: string | undefined, to: string): Promise<void> {
    const present = changed.filter(({ status }) => status !== 'deleted')
    const before = from === undefined ? [] : present.filter(({ status }) => status !== 'added')
    await expectAttributes(this.git, [
      { paths: present.map(({ path }) => path), source: { commit: to } },
      ...(from === undefined
        ? []
        : [{ paths: before.map(({ path, oldPath }) => oldPath ?? path), source: { commit: from } }]),
    ])
  }

  /** What is staged on top of a commit, of the empty tree where left out. */
  async #staged(rev: string | undefined): Promise<readonly ChangedFile[]> {
    const compare = (tree: string) => changedFiles(this.git, { tree }, { kind: 'index' })
    const [tree, onHead] = await Promise.all([
      rev === undefined ? this.#emptyTree() : this.#tree(rev),
      // Git finds it without being told its id first. Before the first commit there is none.
      rev === 'HEAD' ? compare(rev).catch(() => undefined) : undefined,
    ])
    const changed = onHead ?? (await compare(tree))
    if (changed.some(decidesAttributes)) this.#likeIndex.delete(tree)
    else this.#likeIndex.add(tree)
    return changed
  }

  commit(rev: string): Promise<CommitInfo | undefined> {
    return this.#history.commit(rev)
  }

  commitsBetween(base: string | undefined, head: string): Promise<readonly CommitInfo[]> {
    return this.#history.commitsBetween(base, head)
  }

  commitsClaiming(path: string, rev: string, limit: number): Promise<readonly LineClaims[]> {
    return this.#history.commitsClaiming(path, rev, limit)
  }

  lastChange(path: string, rev: string): Promise<CommitInfo | undefined> {
    return this.#history.lastChange(path, rev)
  }

  commitsNaming(blob: string, rev: string, limit: number): Promise<readonly CommitInfo[]> {
    return this.#history.commitsNaming(blob, rev, limit)
  }

  previousPaths(path: string, rev: string): Promise<readonly string[]> {
    return this.#history.previousPaths(path, rev)
  }

  async missing(snapshot: Snapshot, paths: readonly string[]): Promise<ReadonlySet<string>> {
    const missing = new Set(paths)
    if (snapshot.kind === 'commit') {
      const commit = await this.#commit(snapshot.rev)
      for (const path of (await treeEntries(this.git, commit, paths)).keys()) missing.delete(path)
      return missing
    }
    if (snapshot.kind === 'index') for (const path of (await indexEntries(this.git, paths)).keys()) missing.delete(path)
    for (const path of missing) if (await isOnDisk(this.root, path)) missing.delete(path)
    return missing
  }

  async notesOf(path: string): Promise<readonly NotedBlob[]> {
    return this.#askNotes([], (notes) => notes.notesOf(path))
  }

  async noteOn(blob: string): Promise<NotedBlob | undefined> {
    return this.#askNotes(undefined, (notes) => notes.noteOn(blob))
  }

  async blobTexts(path: string, blobs: readonly string[]): Promise<readonly (string | undefined)[]> {
    return versionTexts(
      this.git,
      blobs.map((blob) => ({ path, blob })),
      this.#maxBytes,
    )
  }

  /** Notes are an addition: where git stumbles over what somebody pushed there, everything else still works. */
  async #askNotes<T>(none: T, ask: (notes: NoteIndex) => Promise<T>): Promise<T> {
    try {
      this.#notes ??= this.#openNotes()
      return await ask(await this.#notes)
    } catch (error) {
      if (!(error instanceof UserFacingError)) throw error
      this.#log(`notes: not read: ${error.message}`)
      return none
    }
  }

  async #openNotes(): Promise<NoteIndex> {
    const commonDir = this.#commonDir ?? resolve(this.root, await this.git.text(['rev-parse', '--git-common-dir']))
    const files = ledgerFolderOf(this.git, bylineFolderOf(commonDir), this.#log)
    const file = files.pathOf(bylineFiles.notesIndex)
    const save = (content: string) => files.write(bylineFiles.notesIndex, content)
    return new NoteIndex(new ProgramNotes(this.git), { file, save, log: this.#log })
  }

  async #texts(
    snapshot: Snapshot,
    paths: readonly string[],
    known: ReadonlyMap<string, FileVersion>,
  ): Promise<ReadonlyMap<string, SnapshotFile>> {
    if (snapshot.kind === 'worktree') return worktreeTexts(this.git, paths, this.#maxBytes)
    const unknown = paths.filter((path) => !known.has(path))
    if (snapshot.kind === 'index') {
      const found = unknown.length === 0 ? [] : await indexEntries(this.git, unknown)
      return blobTexts(this.git, new Map([...known, ...found]), 'index', this.#maxBytes)
    }
    const commit = await this.commitId(snapshot.rev)
    if (commit === undefined && snapshot.rev === 'HEAD') return new Map()
    const id = commit ?? (await this.#commit(snapshot.rev))
    const found = unknown.length === 0 ? [] : await treeEntries(this.git, id, unknown)
    // What is asked of the index as well is asked once, and git says it of the index since long before 2.40.
    const attributes = this.#likeIndex.has(id) ? 'index' : { commit: id }
    return blobTexts(this.git, new Map([...known, ...found]), attributes, this.#maxBytes)
  }

  async #commit(rev: string): Promise<string> {
    const id = await this.commitId(rev)
    if (id !== undefined) return id
    throw new UserFacingError(`There is no commit "${rev}" in ${this.root}. Check the name, or fetch it first.`)
  }

  /** Before the first commit HEAD stands for nothing. */
  async #tree(rev: string): Promise<string> {
    const id = await this.commitId(rev)
    if (id === undefined && rev === 'HEAD') return this.#emptyTree()
    return id ?? (await this.#commit(rev))
  }

  /** Its id depends on the hash function of the repository; git knows it without storing it. */
  async #emptyTree(): Promise<string> {
    return this.git.text(['hash-object', '-t', 'tree', '--stdin'], { input: '' })
  }
}

function decidesAttributes({ path, oldPath = '' }: ChangedFile): boolean {
  return [path, oldPath].some((name) => name.endsWith('.gitattributes'))
}
