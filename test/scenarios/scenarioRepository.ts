import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Contributor, Evidence } from '../../src/attribution/text/origin'
import { git } from '../fixtures/git'
import { projectRoot } from '../host/projectRoot'
import { waitFor } from '../host/waitFor'
import { folderOf, type Scenario, type ScenarioGroup } from './scenario'

/** One line as `byline blame --json` tells it. */
export interface BlameLine {
  readonly line: number
  readonly contributor: Contributor
  readonly evidence?: Evidence
}

/** A commit of everything, and a clone made right after it. */
export interface Commit {
  readonly id: string
  /** The folder of the clone. */
  readonly clone: string
}

/** How long the ledger has to be quiet before a commit: nobody commits in the second after the last key. */
const quietMs = 1_000

/** How long a new repository may be there before the editor has seen it. */
const lateMs = 10_000

/** The repository that the scenarios of one channel share, with Byline's hooks in it. */
export class ScenarioRepository {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-scenarios-')))
  #clones: string[] = []

  /** Writes what is there before the scenarios begin, and commits it where there is to be a repository. */
  start(groups: readonly ScenarioGroup[], env: NodeJS.ProcessEnv): void {
    // What a commit says of its lines is judged for every file of a group.
    this.write('byline.json', JSON.stringify({ trailers: { maxFiles: 50 } }))
    for (const group of groups) {
      for (const scenario of group.scenarios) this.#writeFiles(folderOf(group, scenario, 1), scenario)
    }
    if (groups.every((group) => group.unversioned)) return
    this.#init(env)
    this.git(env, 'add', '.')
    this.git(env, 'commit', '--quiet', '--message', 'Start')
    this.byline(env, 'install')
  }

  /** Makes the folder a repository (where no script has done so), and resolves when the editor keeps its record there. */
  async startLate(env: NodeJS.ProcessEnv): Promise<void> {
    this.#init(env)
    this.byline(env, 'install')
    const isThere = (): boolean => existsSync(path.join(this.folder, '.git', 'byline', 'records'))
    await waitFor(isThere, { timeoutMs: lateMs }).catch(() => {
      // The rows show it.
    })
  }

  /** Makes and commits the folder of a scenario that is played once more. */
  prepare(env: NodeJS.ProcessEnv, folder: string, scenario: Scenario): void {
    this.#writeFiles(folder, scenario)
    const isVersioned = existsSync(path.join(this.folder, '.git'))
    if (!isVersioned || Object.keys(scenario.files ?? {}).length === 0) return
    this.git(env, 'add', '--', folder)
    this.git(env, 'commit', '--quiet', '--message', 'Start again', '--', folder)
  }

  #init(env: NodeJS.ProcessEnv): void {
    this.git(env, 'init', '--quiet', '--initial-branch=main')
    this.git(env, 'config', 'user.name', 'Robin Example')
    this.git(env, 'config', 'user.email', 'robin@example.com')
  }

  #writeFiles(folder: string, scenario: Scenario): void {
    mkdirSync(path.join(this.folder, folder), { recursive: true })
    for (const [file, text] of Object.entries(scenario.files ?? {})) {
      const isEncoded = scenario.encoding !== undefined && !file.startsWith('.')
      this.write(`${folder}/${file}`, isEncoded ? Buffer.from(`\uFEFF${text}`, scenario.encoding) : text)
    }
  }

  git(env: NodeJS.ProcessEnv, ...args: readonly string[]): string {
    return git(this.folder, env, ...args)
  }

  write(file: string, text: string | Uint8Array): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true })
    writeFileSync(path.join(this.folder, file), text)
  }

  /** Sets configuration of the repository, or takes it out again. */
  configure(env: NodeJS.ProcessEnv, config: Readonly<Record<string, string>>, isSet: boolean): void {
    for (const [key, value] of Object.entries(config)) {
      this.git(env, 'config', ...(isSet ? [key, value] : ['--unset', key]))
    }
  }

  /** Commits everything as somebody on the command line does, and makes a clone that has nothing but the commits. */
  async commitAll(
    env: NodeJS.ProcessEnv,
    message: string,
    config: Readonly<Record<string, string>> = {},
  ): Promise<Commit> {
    await this.quiet()
    this.git(env, 'add', '--all')
    this.git(env, 'commit', '--quiet', '--allow-empty', '--message', message)
    const clone = `${this.folder}-clone-${this.#clones.length}`
    this.#clones.push(clone)
    const set = Object.entries(config).flatMap(([key, value]) => ['--config', `${key}=${value}`])
    this.git(env, 'clone', '--quiet', ...set, this.folder, clone)
    return { id: this.git(env, 'rev-parse', 'HEAD').trim(), clone }
  }

  /** Who wrote the lines of a file in a commit, as the command line tells it in `folder`. */
  async blame(env: NodeJS.ProcessEnv, file: string, rev: string, folder = this.folder): Promise<readonly BlameLine[]> {
    const { stdout } = await promisify(execFile)(process.execPath, [cli(), 'blame', file, '--rev', rev, '--json'], {
      cwd: folder,
      env,
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    })
    return (JSON.parse(stdout) as { lines: readonly BlameLine[] }).lines
  }

  remove(): void {
    for (const folder of [this.folder, ...this.#clones]) rmSync(folder, { recursive: true, force: true })
  }

  private byline(env: NodeJS.ProcessEnv, ...args: readonly string[]): void {
    execFileSync(process.execPath, [cli(), ...args], { cwd: this.folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
  }

  /** Resolves when no record has been written for a moment. */
  private async quiet(): Promise<void> {
    const records = path.join(this.folder, '.git', 'byline', 'records')
    const names = (): string => (existsSync(records) ? readdirSync(records, { recursive: true }).join('\n') : '')
    for (let before: string | undefined, now = names(); now !== before; now = names()) {
      before = now
      await delay(quietMs)
    }
  }
}

function cli(): string {
  return path.join(projectRoot(), 'dist', 'cli.js')
}
