import { Worker } from 'node:worker_threads'
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
import type { Repository } from '../findRepository'
import { KnownOnceTrusted } from './knownOnceTrusted'
import type { Answer, Question, WorkerData } from './messages'

export interface RestrictedReaderOptions {
  /** The bundle of `worker.ts`. */
  readonly script: string
  /** Larger files are skipped; 5 MB where left out. */
  readonly maxBytes?: number
  /** For the answer to one question; 15 s where left out, as a first one may read 50 MB from a slow disk. */
  readonly timeoutMs?: number
  /** Gets what is wrong with the notes. */
  readonly log?: (message: string) => void
}

/** After so long without a question the thread ends, and with it what it holds in memory. */
const idleMs = 30_000

/** What the thread may have in memory besides the bytes of files; see `containedFiles.ts` for those. */
const maxHeapMb = 256

/**
 * Reads a repository in Restricted Mode: no program runs, and nothing outside of the work tree is read. That is done in a
 * thread of its own, as whoever made the repository may have made it to be slow or large. Where the thread takes too
 * long or too much memory it is ended, and nothing is read of the repository any more.
 *
 * Every method rejects with {@link KnownOnceTrusted} where git would have to be asked.
 */
export class RestrictedReader implements RepositoryReader {
  readonly root: string
  readonly #repository: Repository
  readonly #options: RestrictedReaderOptions
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #last: Promise<unknown> = Promise.resolve()
  #waiting: { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void } | undefined
  #unreadable: KnownOnceTrusted | undefined
  #isDisposed = false

  constructor(repository: Repository, options: RestrictedReaderOptions) {
    this.root = repository.root
    this.#repository = repository
    this.#options = options
  }

  /** Why nothing of the repository can be read, as a sentence; undefined where something can, and before it was tried. */
  get unreadable(): string | undefined {
    return this.#unreadable?.message
  }

  /** Ends the thread. It is not started again: every question is left without an answer from now on. */
  dispose(): void {
    this.#isDisposed = true
    this.#end()
  }

  commitId(rev: string): Promise<string | undefined> {
    return this.#ask('commitId', rev)
  }

  commit(rev: string): Promise<CommitInfo | undefined> {
    return this.#ask('commit', rev)
  }

  readFile(snapshot: Snapshot, path: string): Promise<SnapshotFile | undefined> {
    return this.#ask('readFile', snapshot, path)
  }

  readFiles(snapshot: Snapshot, paths: readonly string[]): Promise<readonly (SnapshotFile | undefined)[]> {
    return this.#ask('readFiles', snapshot, paths)
  }

  missing(snapshot: Snapshot, paths: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#ask('missing', snapshot, paths)
  }

  changedFiles(from: Snapshot | undefined, to: Snapshot): Promise<readonly ChangedFile[]> {
    return this.#ask('changedFiles', from, to)
  }

  blobTexts(path: string, blobs: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#ask('blobTexts', path, blobs)
  }

  commitsBetween(base: string | undefined, head: string): Promise<readonly CommitInfo[]> {
    return this.#ask('commitsBetween', base, head)
  }

  commitsClaiming(path: string, rev: string, limit: number): Promise<readonly LineClaims[]> {
    return this.#ask('commitsClaiming', path, rev, limit)
  }

  lastChange(path: string, rev: string): Promise<CommitInfo | undefined> {
    return this.#ask('lastChange', path, rev)
  }

  commitsNaming(blob: string, rev: string, limit: number): Promise<readonly CommitInfo[]> {
    return this.#ask('commitsNaming', blob, rev, limit)
  }

  previousPaths(path: string, rev: string): Promise<readonly string[]> {
    return this.#ask('previousPaths', path, rev)
  }

  notesOf(path: string): Promise<readonly NotedBlob[]> {
    return this.#ask('notesOf', path)
  }

  noteOn(blob: string): Promise<NotedBlob | undefined> {
    return this.#ask('noteOn', blob)
  }

  /** One question after the other: the time for each is its own. */
  async #ask<T>(method: Question['method'], ...parameters: readonly unknown[]): Promise<T> {
    const answer = this.#last.then(() => this.#answer({ method, parameters }))
    this.#last = answer.catch(() => undefined)
    // The two sides are of one build: what comes back is what the method gives.
    return (await answer) as T
  }

  async #answer(question: Question): Promise<unknown> {
    if (this.#unreadable) throw this.#unreadable
    if (this.#isDisposed) throw closed()
    clearTimeout(this.#idle)
    const { timeoutMs = 15_000 } = this.#options
    const deadline = setTimeout(
      () => this.#giveUp(`reading it without git takes longer than ${timeoutMs / 1_000} s`),
      timeoutMs,
    )
    try {
      const worker = (this.#worker ??= this.#start())
      return await new Promise((resolve, reject) => {
        this.#waiting = { resolve, reject }
        worker.postMessage(question)
      })
    } finally {
      clearTimeout(deadline)
      this.#waiting = undefined
      this.#idle = setTimeout(() => this.#end(), idleMs).unref()
    }
  }

  #start(): Worker {
    const { script, maxBytes = 5 * 1024 * 1024 } = this.#options
    const workerData: WorkerData = { repository: this.#repository, maxBytes }
    const worker = new Worker(script, {
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
      // What it says there is for nobody.
      stdout: true,
      stderr: true,
    })
    worker.stdout.resume()
    worker.stderr.resume()
    worker.on('message', (answer: Answer) => this.#receive(answer))
    const failed = (why: string): void => {
      if (this.#worker === worker) this.#giveUp(`it could not be read without git (${why})`)
    }
    worker.on('error', (error) => failed(error.message))
    worker.on('exit', (code) => failed(`the thread ended with ${code}`))
    worker.unref()
    return worker
  }

  #receive(answer: Answer): void {
    if ('log' in answer) this.#options.log?.(answer.log)
    else if ('value' in answer) this.#waiting?.resolve(answer.value)
    else if ('failure' in answer) this.#waiting?.reject(new UserFacingError(answer.failure))
    else if (answer.isWhole) this.#giveUp(answer.notKnown)
    else this.#waiting?.reject(new KnownOnceTrusted(answer.notKnown, false))
  }

  /** From now on nothing is read of the repository. */
  #giveUp(reason: string): void {
    this.#unreadable = new KnownOnceTrusted(reason, true)
    this.#waiting?.reject(this.#unreadable)
    this.#end()
  }

  #end(): void {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    this.#waiting?.reject(closed())
    worker?.terminate().catch(() => undefined)
  }
}

function closed(): KnownOnceTrusted {
  return new KnownOnceTrusted('the folder is closed', false)
}
