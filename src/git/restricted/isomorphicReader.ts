import { realpath } from 'node:fs/promises'
import * as path from 'node:path'
import * as git from 'isomorphic-git'
import { UserFacingError } from '../../base/errors'
import type {
  ChangedFile,
  CommitInfo,
  LineClaims,
  NotedBlob,
  RepositoryReader,
  Snapshot,
  SnapshotFile,
} from '../../provenance/sources'
import { blobFile } from '../blobFile'
import { isCheckedOut } from '../checkedOutPath'
import type { Repository } from '../findRepository'
import { isOnDisk } from '../isOnDisk'
import { NoteIndex } from '../notes/noteIndex'
import { isPlainText } from '../pathBytes'
import { TooLargeError } from './boundedInflate'
import { ContainedFiles } from './containedFiles'
import { IsomorphicNotes } from './isomorphicNotes'
import { KnownOnceTrusted } from './knownOnceTrusted'
import { Objects, type StoredCommit } from './objects'
import { lastChange, walkClaims } from './walkHistory'
import { whyUnreadable } from './whyUnreadable'

/** What a pointer of LFS begins with. Other filters cannot be seen without the attributes, and are taken for text. */
const lfsPointer = 'version https://git-lfs.github.com/spec/v1\n'

/** Symbolic references that name each other; git follows as many. */
const maxReferences = 5

interface Opened {
  readonly fs: ContainedFiles
  readonly objects: Objects
  readonly notes: NoteIndex
}

/**
 * Reads commits, their history and notes by isomorphic-git: no program runs, so nothing of the repository's configuration
 * does. Files outside of the work tree are not read. What is staged, what is on disk, differences and long walks are for
 * the git program.
 *
 * Every method rejects with {@link KnownOnceTrusted} where that is asked, or where the repository cannot be read.
 */
export class IsomorphicReader implements RepositoryReader {
  readonly root: string
  readonly #repository: Repository
  readonly #maxBytes: number
  readonly #log: ((message: string) => void) | undefined
  #opened: Promise<Opened> | undefined

  /**
   * @param maxBytes larger files are skipped
   * @param log gets what is wrong with the notes
   */
  constructor(repository: Repository, maxBytes: number, log?: (message: string) => void) {
    this.root = repository.root
    this.#repository = repository
    this.#maxBytes = maxBytes
    this.#log = log
  }

  async commitId(rev: string): Promise<string | undefined> {
    return (await this.commit(rev))?.id
  }

  async commit(rev: string): Promise<CommitInfo | undefined> {
    return this.#ask(async (opened) => infoOf(await this.#commit(opened, rev)))
  }

  async readFile(snapshot: Snapshot, file: string): Promise<SnapshotFile | undefined> {
    return (await this.readFiles(snapshot, [file]))[0]
  }

  async readFiles(snapshot: Snapshot, files: readonly string[]): Promise<readonly (SnapshotFile | undefined)[]> {
    return this.#ask(async (opened) => {
      if (snapshot.kind !== 'commit') throw new KnownOnceTrusted('what is staged or on disk is read by git', false)
      const commit = await this.#commit(opened, snapshot.rev)
      if (!commit) {
        if (snapshot.rev === 'HEAD') return files.map(() => undefined)
        throw new UserFacingError(
          `There is no commit "${snapshot.rev}" in ${this.root}. Check the name, or fetch it first.`,
        )
      }
      const found: (SnapshotFile | undefined)[] = []
      for (const file of files) found.push(await this.#file(opened.objects, commit.tree, file))
      return found
    })
  }

  async missing(snapshot: Snapshot, files: readonly string[]): Promise<ReadonlySet<string>> {
    const missing = new Set<string>()
    if (snapshot.kind === 'worktree') {
      for (const file of files) if (!(await isOnDisk(this.root, file))) missing.add(file)
      return missing
    }
    const found = await this.readFiles(snapshot, files)
    return new Set(files.filter((_, at) => found[at] === undefined))
  }

  async changedFiles(_from: Snapshot | undefined, _to: Snapshot): Promise<readonly ChangedFile[]> {
    throw new KnownOnceTrusted('what changed is found by git', false)
  }

  async blobTexts(_file: string, blobs: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#ask(async ({ objects }) => {
      const texts: (string | undefined)[] = []
      for (const blob of blobs) {
        const bytes = await objects.blob(blob).catch((error: unknown) => {
          // Gone, no blob, or too large.
          if (error instanceof Error) return undefined
          throw error
        })
        const file = bytes && bytes.length <= this.#maxBytes ? blobFile(bytes, blob) : undefined
        texts.push(file?.kind === 'text' ? file.text : undefined)
      }
      return texts
    })
  }

  async commitsBetween(_base: string | undefined, _head: string): Promise<readonly CommitInfo[]> {
    throw new KnownOnceTrusted('ranges of commits are found by git', false)
  }

  async commitsClaiming(file: string, rev: string, limit: number): Promise<readonly LineClaims[]> {
    return this.#ask(async (opened) => {
      const commit = await this.#commit(opened, rev)
      return commit && isPlainText(file) ? walkClaims(opened.objects, file, commit.id, limit) : []
    })
  }

  async lastChange(file: string, rev: string): Promise<CommitInfo | undefined> {
    return this.#ask(async (opened) => {
      const commit = await this.#commit(opened, rev)
      return commit && isPlainText(file) ? infoOf(await lastChange(opened.objects, file, commit.id)) : undefined
    })
  }

  /** A search through the messages of all commits is for the git program. */
  async commitsNaming(_blob: string, _rev: string, _limit: number): Promise<readonly CommitInfo[]> {
    return []
  }

  /** So is finding again what was changed as it was moved. */
  async previousPaths(_file: string, _rev: string): Promise<readonly string[]> {
    return []
  }

  async notesOf(file: string): Promise<readonly NotedBlob[]> {
    return this.#ask(({ notes }) => notes.notesOf(file))
  }

  async noteOn(blob: string): Promise<NotedBlob | undefined> {
    return this.#ask(({ notes }) => notes.noteOn(blob))
  }

  async #file(objects: Objects, tree: string, file: string): Promise<SnapshotFile | undefined> {
    if (!isCheckedOut(file) || !isPlainText(file)) return { kind: 'skipped', reason: 'unreadable', blob: undefined }
    const entry = await objects.entryAt(tree, file)
    if (!entry || entry.mode === '040000') return undefined
    if (entry.mode === '160000') return { kind: 'skipped', reason: 'submodule', blob: undefined }
    const blob = entry.id
    if (entry.mode === '120000') return { kind: 'skipped', reason: 'symlink', blob }
    const bytes = await objects.blob(blob).catch((error: unknown) => {
      if (error instanceof TooLargeError) return undefined
      throw error
    })
    if (!bytes || bytes.length > this.#maxBytes) return { kind: 'skipped', reason: 'tooLarge', blob }
    const read = blobFile(bytes, blob)
    if (read.kind === 'text' && read.text.startsWith(lfsPointer)) return { kind: 'skipped', reason: 'filtered', blob }
    return read
  }

  /** The commit a revision names: HEAD, a reference or an id, each with `~n` and `^n` behind it. */
  async #commit({ fs, objects }: Opened, rev: string): Promise<StoredCommit | undefined> {
    const [, base = '', steps = ''] = /^([^~^]+)((?:[~^]\d{0,9})*)$/.exec(rev) ?? []
    const id = await this.#baseId(fs, base)
    if (id === undefined) return undefined
    try {
      let commit = await objects.commit(id)
      for (const [, kind, digits] of steps.matchAll(/([~^])(\d{0,9})/g)) {
        const count = digits === '' ? 1 : Number(digits)
        for (let step = 0; commit && step < (kind === '~' ? count : Math.min(count, 1)); step++) {
          const parent: string | undefined = commit.parents[kind === '~' ? 0 : count - 1]
          commit = parent === undefined ? undefined : await objects.commit(parent)
        }
      }
      return commit
    } catch (error) {
      // What a reference names must be there; an id may be of anywhere.
      if (error instanceof git.Errors.NotFoundError && base === id) return undefined
      throw error
    }
  }

  async #baseId(fs: ContainedFiles, base: string): Promise<string | undefined> {
    let ref = base
    if (base === 'HEAD' || base === '@') {
      // A linked work tree has a HEAD of its own.
      const head = (await fs.text(path.join(this.#repository.gitDir, 'HEAD')))?.trim() ?? ''
      if (!head.startsWith('ref:')) return isId(head) ? head : undefined
      ref = head.slice(4).trim()
    }
    if (isId(ref)) return ref
    if (!isReference(ref)) return undefined
    try {
      const id = await git.resolveRef({ fs, gitdir: this.#repository.commonDir, ref, depth: maxReferences })
      return isId(id) ? id : undefined
    } catch (error) {
      // It is not there, or leads round in a circle.
      if (error instanceof git.Errors.NotFoundError || error instanceof git.Errors.InternalError) return undefined
      throw error
    }
  }

  async #open(): Promise<Opened> {
    const { commonDir } = this.#repository
    const fs = new ContainedFiles([await realpath(this.root)])
    const reason = await whyUnreadable(this.#repository, fs)
    if (reason !== undefined) throw new KnownOnceTrusted(reason, true)
    // Where a shallow clone ends; a whole one has no such file.
    const shallow = async () => new Set((await fs.text(path.join(commonDir, 'shallow')))?.split('\n'))
    const objects = new Objects(fs, commonDir, shallow)
    const notes = new IsomorphicNotes(fs, commonDir, objects)
    return { fs, objects, notes: new NoteIndex(notes, this.#log && { log: this.#log }) }
  }

  /** Whatever cannot be read is something that git may be able to read. */
  async #ask<T>(question: (opened: Opened) => Promise<T>): Promise<T> {
    try {
      this.#opened ??= this.#open()
      return await question(await this.#opened)
    } catch (error) {
      if (error instanceof UserFacingError) throw error
      const { InternalError } = git.Errors
      const message = error instanceof InternalError ? error.data.message : error instanceof Error && error.message
      throw new KnownOnceTrusted(message || String(error), false)
    }
  }
}

function infoOf(commit: StoredCommit | undefined): CommitInfo | undefined {
  if (!commit) return undefined
  const { tree: _, ...info } = commit
  return info
}

function isId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text)
}

/** Whether a name leads nowhere but into the folder of the references; the rest of git's rules are for git. */
function isReference(name: string): boolean {
  return name !== '' && name.split('/').every((part) => part !== '' && !part.startsWith('.')) && !/[\s\\:~^]/.test(name)
}
