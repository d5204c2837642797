import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectRoot } from '../../host/projectRoot'

/** The command line as it is shipped, from the last build. */
export function cliBundle(): string {
  return join(projectRoot(), 'dist', 'cli.js')
}

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A real repository in a temporary folder, with git as nobody configured it. */
export class TestRepository {
  readonly folder: string
  #temporary: readonly string[]

  constructor(folder = mkdtempSync(join(tmpdir(), 'byline-repo-'))) {
    this.folder = folder
    this.#temporary = [folder]
    this.git('init', '--quiet', '--initial-branch=main')
    this.identify()
  }

  /** A second repository with the commits of this one and nothing else. */
  clone(): TestRepository {
    const folder = mkdtempSync(join(tmpdir(), 'byline-clone-'))
    execFileSync('git', ['clone', '--quiet', this.folder, folder], { env: environment({}) })
    const clone = new TestRepository(folder)
    return clone
  }

  identify(): void {
    this.git('config', 'user.name', 'Ada')
    this.git('config', 'user.email', 'ada@example.com')
  }

  /** Installs the hooks as a user does. */
  installHooks(): this {
    const { code, stderr } = this.byline(['install'])
    if (code !== 0) throw new Error(`byline install exited with ${code}: ${stderr}`)
    return this
  }

  /** Output of git; throws where it fails. */
  git(...args: string[]): string {
    const { code, stdout, stderr } = this.tryGit(args)
    if (code !== 0) throw new Error(`git ${args.join(' ')} exited with ${code}: ${stderr}${stdout}`)
    return stdout
  }

  tryGit(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Outcome {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: this.folder,
      env: environment(variables),
      encoding: 'utf8',
    })
    return { code: status, stdout, stderr }
  }

  /** Runs `byline <args>` in the repository (or a folder of it). */
  byline(
    args: readonly string[],
    options: { readonly input?: string | Uint8Array; readonly folder?: string; readonly env?: NodeJS.ProcessEnv } = {},
  ): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cliBundle(), ...args], {
      cwd: join(this.folder, options.folder ?? ''),
      env: environment(options.env ?? {}),
      encoding: 'utf8',
      input: options.input ?? '',
    })
    return { code: status, stdout, stderr }
  }

  /** Writes a file as a tool would and tells Byline, with what was there before. */
  writeAs(contributor: 'ai' | 'human', path: string, text: string, model = 'anthropic/claude-opus-5'): void {
    const before = this.read(path) ?? ''
    this.write(path, text)
    const about = contributor === 'ai' ? { tool: 'claude-code', model, mode: 'agent', session: 's1' } : {}
    const input = JSON.stringify({ path, contributor, ...about, before, after: text })
    const { code, stdout, stderr } = this.byline(['record', '--agent', 'generic'], { input })
    if (code !== 0 || stdout !== '' || stderr !== '' || this.log().includes('record'))
      throw new Error(`record: ${code} ${stdout} ${stderr} ${this.log()}`)
  }

  write(path: string, text: string | Uint8Array): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true })
    writeFileSync(join(this.folder, path), text)
  }

  append(path: string, text: string): void {
    appendFileSync(join(this.folder, path), text)
  }

  read(path: string): string | undefined {
    try {
      return readFileSync(join(this.folder, path), 'utf8')
    } catch {
      return undefined
    }
  }

  /** Commits what is staged, with `-m`. */
  commit(message: string, ...options: string[]): void {
    this.git('commit', '--quiet', '-m', message, ...options)
  }

  message(rev = 'HEAD'): string {
    return this.git('log', '-1', '--format=%B', rev, '--').trimEnd()
  }

  /** Trailers of ours, without the abbreviated blob ids. */
  trailers(rev = 'HEAD'): readonly string[] {
    return this.message(rev)
      .split('\n')
      .filter((line) => /^(?:Assisted-by|AI-Provenance|AI-Lines|AI-Deleted): /.test(line))
      .map((line) => line.replace(/ blob=[0-9a-f]{4}_[0-9a-f]{4}$/, ''))
  }

  /** Contributors of a file by `byline blame`, one word a line. */
  contributors(path: string, ...options: string[]): string {
    const { code, stdout, stderr } = this.byline(['blame', path, '--json', ...options])
    if (code !== 0) throw new Error(stderr)
    return (JSON.parse(stdout).lines as { contributor: string }[]).map(({ contributor }) => contributor).join(' ')
  }

  log(): string {
    return this.read('.git/byline/log') ?? ''
  }

  dispose(): void {
    for (const folder of this.#temporary) rmSync(folder, { recursive: true, force: true })
  }
}

/** What the programs of a test see: git as nobody configured it. */
export function environment(variables: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return {
    PATH,
    HOME,
    ...(TMPDIR !== undefined && { TMPDIR }),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_EDITOR: 'true',
    LC_ALL: 'C',
    ...variables,
  }
}
