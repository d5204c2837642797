import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'

/** What git knows of an object by name; undefined where it is missing. */
export interface ObjectInfo {
  readonly id: string
  readonly type: string
  readonly bytes: number
}

/** After so long without a question the process ends, where nothing else was said; it holds packs open. */
const usualIdleMs = 1_000

/** A process that ended without a word (an old git, no repository) is not started again before this time. */
const restMs = 60_000

/** How `git cat-file --batch-command` is started. */
export interface ObjectProcessOptions {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** For the answers to one call. */
  readonly timeoutMs: number
  /** How long it is kept after the last question; a second where left out. */
  readonly idleMs?: number
}

interface Asked {
  readonly withContent: boolean
  readonly answer: (info: ObjectInfo | undefined, content: Buffer) => void
  readonly fail: (error: Error) => void
}

/**
 * One git process that answers questions about objects, one batch after the other: starting a process for each takes
 * far longer than the answers. It never keeps this program from ending, and ends with it.
 *
 * Git knows this since 2.36. Every call may reject, also because git gave up on one of the objects (as it does in a
 * partial clone), or was killed; then the caller asks in another way. The next call starts the process again, unless it
 * never answered anything.
 */
export class ObjectProcess {
  #options: ObjectProcessOptions
  #child: ChildProcessWithoutNullStreams | undefined
  #hasAnswered = false
  #restsUntilMs = 0
  #isDisposed = false
  #asked: Asked[] = []
  #next = 0
  #chunks: Buffer[] = []
  #length = 0
  #needed = 1
  #timer: NodeJS.Timeout | undefined

  constructor(options: ObjectProcessOptions) {
    this.#options = options
  }

  /** Looks up objects, in the order asked for. Names without line ends. */
  async infos(names: readonly string[]): Promise<(ObjectInfo | undefined)[]> {
    const found: (ObjectInfo | undefined)[] = []
    await this.#ask('info', names, (info) => found.push(info))
    return found
  }

  /** Id -> bytes of the objects that are there. */
  async contents(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map<string, Buffer>()
    await this.#ask('contents', ids, (info, content) => {
      if (info) found.set(info.id, content)
    })
    return found
  }

  /** Ends the process at once. It is not started again: every call rejects from now on. */
  dispose(): void {
    this.#isDisposed = true
    clearTimeout(this.#timer)
    if (this.#child) this.#stop(this.#child, new Error('it is not needed any more'))
  }

  async #ask(command: 'info' | 'contents', names: readonly string[], answer: Asked['answer']): Promise<void> {
    if (names.length === 0) return
    if (this.#isDisposed || Date.now() < this.#restsUntilMs) {
      throw new Error('git cat-file --batch-command cannot be used here')
    }
    const child = (this.#child ??= this.#start())
    this.#hold(child, true)
    clearTimeout(this.#timer)
    let deadline: NodeJS.Timeout | undefined
    try {
      await new Promise<void>((resolve, reject) => {
        const { timeoutMs } = this.#options
        deadline = setTimeout(() => this.#stop(child, new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
        let left = names.length
        for (const _ of names) {
          this.#asked.push({
            withContent: command === 'contents',
            answer(info, content) {
              answer(info, content)
              if (--left === 0) resolve()
            },
            fail: reject,
          })
        }
        child.stdin.write(`${names.map((name) => `${command} ${name}\n`).join('')}flush\n`)
      })
    } finally {
      clearTimeout(deadline)
      if (this.#child === child && this.#next === this.#asked.length) {
        this.#asked = []
        this.#next = 0
        this.#hold(child, false)
        clearTimeout(this.#timer)
        this.#timer = setTimeout(() => this.#stop(child), this.#options.idleMs ?? usualIdleMs).unref()
      }
    }
  }

  #start(): ChildProcessWithoutNullStreams {
    const { program, args, cwd, env } = this.#options
    this.#hasAnswered = false
    const child = spawn(program, [...args, 'cat-file', '--batch-command', '--buffer'], { cwd, env, windowsHide: true })
    child.stdout.on('data', (chunk: Buffer) => {
      if (this.#child === child) this.#read(chunk, child)
    })
    // What is wrong is said again by whatever the caller does instead.
    child.stderr.resume()
    child.stdin.on('error', () => undefined)
    child.on('error', (error) => this.#stop(child, error))
    child.on('close', () => this.#stop(child, new Error('git cat-file ended')))
    return child
  }

  /** Whether this program has to wait for the process. */
  #hold(child: ChildProcessWithoutNullStreams, held: boolean): void {
    // The pipes of a child are sockets, whatever their declared type says.
    const parts = [child, child.stdin, child.stdout, child.stderr] as unknown as { ref(): void; unref(): void }[]
    for (const part of parts) part[held ? 'ref' : 'unref']()
  }

  #read(chunk: Buffer, child: ChildProcessWithoutNullStreams): void {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    if (this.#length < this.#needed) return
    const data = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks)
    let from = 0
    this.#needed = 1
    while (from < data.length) {
      const asked = this.#asked[this.#next]
      if (!asked) return this.#stop(child, new Error('git cat-file says more than it was asked'))
      const end = data.indexOf(10, from)
      if (end < 0) {
        this.#needed = data.length - from + 1
        break
      }
      const info = infoOf(data.toString('latin1', from, end))
      const to = asked.withContent && info ? end + 1 + info.bytes + 1 : end + 1
      if (to > data.length) {
        this.#needed = to - from
        break
      }
      this.#next++
      this.#hasAnswered = true
      asked.answer(info, data.subarray(end + 1, Math.max(end + 1, to - 1)))
      from = to
    }
    const rest = data.subarray(from)
    this.#chunks = rest.length > 0 ? [rest] : []
    this.#length = rest.length
  }

  /** @param error why; left out where it is merely not needed any more */
  #stop(child: ChildProcessWithoutNullStreams, error?: Error): void {
    if (this.#child !== child) return
    this.#child = undefined
    if (error) {
      if (!this.#hasAnswered) this.#restsUntilMs = Date.now() + restMs
      child.kill('SIGKILL')
    }
    child.stdin.end()
    const open = this.#asked.slice(this.#next)
    this.#asked = []
    this.#next = 0
    this.#chunks = []
    this.#length = 0
    this.#needed = 1
    for (const { fail } of open) fail(error ?? new Error('git cat-file was ended'))
  }
}

/** @param line what `cat-file` says of one object */
export function infoOf(line: string): ObjectInfo | undefined {
  const [, id, type, bytes] = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line) ?? []
  return id !== undefined && type !== undefined ? { id, type, bytes: Number(bytes) } : undefined
}
