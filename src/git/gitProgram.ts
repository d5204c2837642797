import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { Readable } from 'node:stream'
import { UserFacingError } from '../base/errors'
import { endProcess } from './endProcess'
import { ObjectProcess } from './objectProcess'

/** The variables that tie a git process to one repository, as `git rev-parse --local-env-vars` lists them. */
const repositoryVariables = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_PARAMETERS',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
]

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * An environment in which git finds the repository by the folder alone. For every process that git did not start for
 * this very repository: an editor opened by `git commit` in one folder inherits variables that point there.
 */
export function withoutRepositoryVariables(environment: Environment): Environment {
  const kept = { ...environment }
  for (const name of repositoryVariables) delete kept[name]
  return kept
}

export interface GitOptions {
  /** Inherited by git; a hook's own carries `GIT_INDEX_FILE`, elsewhere see {@link withoutRepositoryVariables}. */
  readonly environment?: Environment
  /** The git program; `git` on PATH where left out. */
  readonly program?: string
  /** For one call. */
  readonly timeoutMs?: number
  /** For one call: more than this counts as a failure. */
  readonly maxOutputBytes?: number
  /** How long the process for questions about objects is kept after the last of them; a second where left out. */
  readonly objectsIdleMs?: number
}

export interface RunOptions {
  /** In parts where it need not be in memory as a whole. */
  readonly input?: string | Uint8Array | Iterable<string>
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  /** It talks to a remote. Nothing else may, neither by itself. */
  readonly reachesRemote?: boolean
  /** Paths may be patterns, for the few commands that take no literal ones. */
  readonly magicPathspecs?: boolean
  /** Environment variables besides those of all calls. */
  readonly variables?: Environment
  /** Exit codes that are answers and not failures; 0 always is. */
  readonly answers?: readonly number[]
}

export interface GitOutput {
  readonly code: number
  readonly stdout: Buffer
  /** The first thousands of characters of it. */
  readonly stderr: string
}

const noPathspecs = { GIT_LITERAL_PATHSPECS: '0', GIT_ICASE_PATHSPECS: '0' }
const plainArguments = ['--no-pager', '--no-optional-locks', '-c', 'core.quotepath=off']
const commonArguments = [...plainArguments, '--literal-pathspecs']

/**
 * The git program in one work tree. No pager, no prompt, no optional locks, no translation, literal paths.
 * Arguments are never interpreted by a shell.
 */
export class GitProgram {
  readonly root: string
  #options: Required<Omit<GitOptions, 'objectsIdleMs'>> & GitOptions
  #version: Promise<readonly [number, number]> | undefined
  #objects: ObjectProcess | undefined

  constructor(root: string, options: GitOptions = {}) {
    this.root = root
    this.#options = {
      environment: process.env,
      program: 'git',
      timeoutMs: 20_000,
      maxOutputBytes: 256 * 1024 * 1024,
      ...options,
    }
  }

  /** What is run: a path, or a name to be found on PATH. */
  get executable(): string {
    return this.#options.program
  }

  /** For questions about objects; see {@link ObjectProcess} for how long it lives. */
  get objects(): ObjectProcess {
    const { program, timeoutMs, objectsIdleMs } = this.#options
    this.#objects ??= new ObjectProcess({
      program,
      args: commonArguments,
      cwd: this.root,
      env: this.#environment(),
      timeoutMs,
      ...(objectsIdleMs !== undefined && { idleMs: objectsIdleMs }),
    })
    return this.#objects
  }

  /** The git program for this root with a limit for each call; it shares the process for objects with this one. */
  within(timeoutMs: number): GitProgram {
    const other = new GitProgram(this.root, { ...this.#options, timeoutMs })
    other.#objects = this.objects
    return other
  }

  /** Ends the process for questions about objects; they are asked one process at a time from now on. */
  dispose(): void {
    this.objects.dispose()
  }

  /** Major and minor version of the program. */
  async version(): Promise<readonly [number, number]> {
    this.#version ??= this.text(['--version']).then((text) => {
      const [, major = '0', minor = '0'] = /(\d{1,6})\.(\d{1,6})/.exec(text) ?? []
      return [Number(major), Number(minor)] as const
    })
    return this.#version
  }

  /** Whether the program is of this version or later. */
  async isAtLeast(major: number, minor: number): Promise<boolean> {
    const [ownMajor, ownMinor] = await this.version()
    return ownMajor > major || (ownMajor === major && ownMinor >= minor)
  }

  /** The output as text, without the last line end. */
  async text(args: readonly string[], options: RunOptions = {}): Promise<string> {
    return (await this.run(args, options)).stdout.toString('utf8').replace(/\r?\n$/, '')
  }

  /** Runs `git <args>`; rejects with a UserFacingError where it fails, takes too long or says too much. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<GitOutput> {
    const { program, maxOutputBytes } = this.#options
    const timeoutMs = options.timeoutMs ?? this.#options.timeoutMs
    const command = `git ${args.find((arg) => !arg.startsWith('-')) ?? ''}`.trim()
    options.signal?.throwIfAborted()
    return new Promise((resolve, reject) => {
      const child = spawn(program, [...(options.magicPathspecs === true ? plainArguments : commonArguments), ...args], {
        cwd: this.root,
        env: {
          ...this.#environment(options.reachesRemote),
          ...(options.magicPathspecs === true && noPathspecs),
          ...options.variables,
        },
        windowsHide: true,
      })
      const stdout: Buffer[] = []
      let length = 0
      let stderr = ''
      // Whatever git started may live on and hold the pipes open: it is not waited for.
      const stop = (reason: Error): void => {
        if (options.reachesRemote === true && child.pid !== undefined) void endProcess(child.pid)
        else child.kill('SIGKILL')
        child.stdout.destroy()
        child.stderr.destroy()
        settle()
        reject(reason)
      }
      const timer = setTimeout(
        () => stop(new UserFacingError(`"${command}" in ${this.root} took longer than ${timeoutMs / 1000} s.`)),
        timeoutMs,
      )
      const onAbort = (): void => {
        const reason: unknown = options.signal?.reason
        stop(reason instanceof Error ? reason : new Error(`"${command}" was stopped`))
      }
      options.signal?.addEventListener('abort', onAbort, { once: true })
      const settle = (): void => {
        clearTimeout(timer)
        options.signal?.removeEventListener('abort', onAbort)
      }
      child.stdout.on('data', (data: Buffer) => {
        length += data.length
        if (length > maxOutputBytes) stop(new UserFacingError(`"${command}" in ${this.root} gave too much output.`))
        else stdout.push(data)
      })
      child.stderr.on('data', (data: Buffer) => {
        if (stderr.length < 4000) stderr += data.toString('utf8')
      })
      child.on('error', (error: NodeJS.ErrnoException) => {
        settle()
        reject(startError(error, program, this.root))
      })
      child.on('close', (code, signal) => {
        settle()
        if (code !== null && (code === 0 || options.answers?.includes(code))) {
          resolve({ code, stdout: Buffer.concat(stdout), stderr })
        } else reject(new UserFacingError(failureText(command, this.root, stderr, code ?? signal)))
      })
      // Git may leave without reading all of its input; its exit code tells what happened.
      child.stdin.on('error', () => undefined)
      const { input } = options
      if (input === undefined || typeof input === 'string' || input instanceof Uint8Array) child.stdin.end(input)
      else Readable.from(input).on('error', stop).pipe(child.stdin)
    })
  }

  #environment(reachesRemote = false): Environment {
    return {
      ...this.#options.environment,
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      // Lazy fetching would go to the network; what a partial clone lacks is unreadable here.
      GIT_NO_LAZY_FETCH: '1',
      // Git before 2.45 knows nothing of that: it gets no protocol to fetch with.
      ...(!reachesRemote && { GIT_ALLOW_PROTOCOL: 'none' }),
    }
  }
}

function startError(error: NodeJS.ErrnoException, program: string, root: string): Error {
  if (error.code !== 'ENOENT')
    return new UserFacingError(`git could not be started: ${error.message}`, { cause: error })
  // A folder that is gone looks the same to whoever starts a program in it.
  const text = !existsSync(root)
    ? `${root} is gone. Open a folder that exists.`
    : isAbsolute(program)
      ? `Git was not found at ${program}. Install git (https://git-scm.com), or correct where it is looked for.`
      : 'Git was not found on PATH. Install git (https://git-scm.com), or add its folder to PATH.'
  return new UserFacingError(text, { cause: error })
}

function failureText(command: string, root: string, stderr: string, code: number | string | null): string {
  if (stderr.includes('dubious ownership')) {
    return `git does not trust ${root}, as it belongs to another user. If you trust it, run: git config --global --add safe.directory "${root}"`
  }
  return `"${command}" in ${root} failed (${code}): ${stderr.trim() || 'no message'}`
}
