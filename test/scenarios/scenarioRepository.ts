import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Contributor, Evidence } from '../../src/attribution/origin'
import { git } from '../fixtures/git'
import { projectRoot } from '../host/projectRoot'
import { folderOf, type ScenarioGroup } from './scenario'

/** One line as `byline blame --json` tells it. */
export interface BlameLine {
  readonly line: number
  readonly contributor: Contributor
  readonly evidence?: Evidence
}

/** How long the ledger has to be quiet before a commit: nobody commits in the second after the last key. */
const quietMs = 1_000

/** The repository that the scenarios of one channel share, with Byline's hooks in it. */
export class ScenarioRepository {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-scenarios-')))
  #clones: string[] = []

  /** Commits what is there before the scenarios begin. */
  start(groups: readonly ScenarioGroup[], env: NodeJS.ProcessEnv): void {
    this.git(env, 'init', '--quiet', '--initial-branch=main')
    this.git(env, 'config', 'user.name', 'Robin Example')
    this.git(env, 'config', 'user.email', 'robin@example.com')
    // What a commit says of its lines is judged for every file of a group.
    this.write('byline.json', JSON.stringify({ trailers: { maxFiles: 50 } }))
    for (const group of groups) {
      for (const scenario of group.scenarios) {
        const folder = folderOf(group, scenario)
        mkdirSync(path.join(this.folder, folder), { recursive: true })
        for (const [file, text] of Object.entries(scenario.files ?? {})) {
          const isEncoded = scenario.encoding !== undefined && !file.startsWith('.')
          this.write(`${folder}/${file}`, isEncoded ? Buffer.from(`\uFEFF${text}`, scenario.encoding) : text)
        }
      }
    }
    this.git(env, 'add', '.')
    this.git(env, 'commit', '--quiet', '--message', 'Start')
    this.byline(env, 'install')
  }

  git(env: NodeJS.ProcessEnv, ...args: readonly string[]): string {
    return git(this.folder, env, ...args)
  }

  /** Configures the repository for a group, or takes that back. */
  configure(env: NodeJS.ProcessEnv, config: Readonly<Record<string, string>>, on: boolean): void {
    for (const [key, value] of Object.entries(config)) {
      this.git(env, 'config', ...(on ? [key, value] : ['--unset', key]))
    }
  }

  write(file: string, text: string | Uint8Array): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true })
    writeFileSync(path.join(this.folder, file), text)
  }

  /** Commits everything as somebody on the command line does, and makes a clone that has nothing but the commits. */
  async commitAll(env: NodeJS.ProcessEnv, message: string): Promise<string> {
    await this.quiet()
    this.git(env, 'add', '--all')
    this.git(env, 'commit', '--quiet', '--allow-empty', '--message', message)
    const clone = `${this.folder}-clone-${this.#clones.length}`
    this.#clones.push(clone)
    this.git(env, 'clone', '--quiet', this.folder, clone)
    return clone
  }

  /** Who wrote the committed lines of a file, as the command line tells it in `folder`. */
  async blame(env: NodeJS.ProcessEnv, file: string, folder = this.folder): Promise<readonly BlameLine[]> {
    const { stdout } = await promisify(execFile)(process.execPath, [cli(), 'blame', file, '--rev', 'HEAD', '--json'], {
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
