import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { AttributedText } from '../../src/attribution/text/attributedText'
import type { Origin } from '../../src/attribution/text/origin'
import { Ledger } from '../../src/ledger/ledger'
import { projectRoot } from '../host/projectRoot'

/** What everything that is recorded here is from. */
export const ai: Origin = {
  contributor: 'ai',
  tool: 'claude-code',
  model: 'anthropic/claude-opus-5',
  mode: 'agent',
  evidence: 'reported',
  at: '2026-01-01T00:00:00.000Z',
}

/** How texts are recorded. */
export interface RecordOptions {
  /** They are not committed yet. */
  readonly pending: boolean
  /** ISO 8601; now where left out. */
  readonly at?: string
}

/** The bundle of the command line as it is shipped. */
export const cli = path.join(projectRoot(), 'dist', 'cli.js')

/** Git settings under which no hook is found. */
const withoutHooks = ['-c', 'core.hooksPath=/nonexistent']

/** Linux keeps the mark of each program; elsewhere what the system counts has to do. */
const tellPeak = `process.on('exit', () => {
  const fs = require('node:fs')
  let bytes = process.resourceUsage().maxRSS * 1024
  try {
    bytes = /VmHWM:\\s+(\\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1] * 1024
  } catch {}
  fs.writeFileSync(__dirname + '/peak', String(bytes))
})
`

/** A real repository in a temporary folder, whose commands are timed. */
export class BenchRepository {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-bench-')))
  readonly #server = `${this.folder}-server.git`

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main')
    this.git('config', 'user.name', 'Ada')
    this.git('config', 'user.email', 'ada@example.com')
    // Housekeeping in the middle of a measurement is nobody's cost.
    this.git('config', 'gc.auto', '0')
    this.git('config', 'maintenance.auto', 'false')
  }

  /** Runs git and returns its output; throws where it fails. */
  git(...args: string[]): string {
    return this.#run('git', args).stdout
  }

  /** Milliseconds that git takes, with the repository's hooks or with none. */
  timeGit(hooks: boolean, ...args: string[]): number {
    return this.#run('git', hooks ? args : [...withoutHooks, ...args]).ms
  }

  /** Milliseconds that Node takes with these arguments. */
  timeNode(...args: string[]): number {
    return this.#run(process.execPath, args).ms
  }

  /** Commits through `git fast-import`: one commit for each map of path to text. Returns when the files are checked out. */
  import(commits: readonly ReadonlyMap<string, string>[]): void {
    // The last one a minute ago: what is recorded later is looked for in commits of these days.
    const first = Math.floor(Date.now() / 1000) - commits.length * 60
    const parts = commits.map((files, number) => {
      const message = `Commit ${number + 1}`
      const head = `commit refs/heads/main\ncommitter Ada <ada@example.com> ${first + number * 60} +0000\n`
      const changes = [...files].map(
        ([file, text]) => `M 100644 inline ${file}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
      )
      return `${head}data ${message.length}\n${message}\n${changes.join('')}\n`
    })
    this.importStream(parts)
  }

  /** The same for commits on `main` in the words of `git fast-import`. */
  importStream(commands: readonly string[]): void {
    this.#run('git', ['fast-import', '--quiet'], Buffer.concat(commands.map((command) => Buffer.from(command))))
    this.git('reset', '--quiet', '--hard', 'main')
  }

  /**
   * The most memory that a Byline command took, in bytes. It tells so itself when it ends, of itself alone: what the
   * system counts for a process also has what the one that started it took.
   */
  peakMemory(...args: string[]): number {
    const told = path.join(this.folder, '.git', 'peak')
    const teller = `${told}.cjs`
    writeFileSync(teller, tellPeak)
    this.#run(process.execPath, ['--require', teller, cli, ...args])
    return Number(readFileSync(told, 'utf8'))
  }

  /** The ids of texts as blobs. */
  blobIds(texts: readonly string[]): readonly string[] {
    return texts.map((text) => {
      const bytes = Buffer.from(text, 'utf8')
      return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
    })
  }

  /** The notes of a commit of notes: noted blob -> id of the note. */
  notesOf(commit: string): ReadonlyMap<string, string> {
    const lines = this.git('ls-tree', '-r', commit).trimEnd().split('\n')
    return new Map(
      lines.map((line) => {
        const [, id = '', path = ''] = /^\d+ blob ([0-9a-f]+)\t(.*)$/.exec(line) ?? []
        return [path.replaceAll('/', ''), id]
      }),
    )
  }

  write(file: string, text: string): void {
    const target = path.join(this.folder, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }

  /** Records texts as an agent's hook does, all from AI; `pending` where they are not committed yet. */
  async record(texts: ReadonlyMap<string, string>, options: RecordOptions): Promise<void> {
    await this.recordAttributed(new Map([...texts].map(([file, text]) => [file, AttributedText.of(text, ai)])), options)
  }

  async recordAttributed(texts: ReadonlyMap<string, AttributedText>, options: RecordOptions): Promise<void> {
    const ledger = await Ledger.open(path.join(this.folder, '.git', 'byline'))
    for (const [file, attributed] of texts) {
      await ledger.record({
        path: file,
        attributed,
        kind: 'agent',
        ...(options.at !== undefined && { at: options.at }),
      })
      if (options.pending) await ledger.setPending(file, ledger.textIdOf(attributed.text()))
    }
    await ledger.close()
  }

  /** Pushes all to a new remote, shares the notes of it, and forgets what was recorded: notes are all that is left. */
  shareAndForget(): void {
    this.git('init', '--quiet', '--bare', '--initial-branch=main', this.#server)
    this.git('remote', 'add', 'origin', this.#server)
    this.git('push', '--quiet', 'origin', 'main')
    this.timeNode(cli, 'sync')
    rmSync(path.join(this.folder, '.git', 'byline'), { recursive: true })
  }

  dispose(): void {
    for (const folder of [this.folder, this.#server]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  #run(
    program: string,
    args: readonly string[],
    input?: string | Buffer,
  ): { readonly stdout: string; readonly ms: number } {
    const { PATH, HOME } = process.env
    const started = performance.now()
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: this.folder,
      env: { PATH, HOME, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_EDITOR: 'true', LC_ALL: 'C' },
      maxBuffer: 256 * 1024 * 1024,
      encoding: 'utf8',
      ...(input !== undefined && { input }),
    })
    const ms = performance.now() - started
    if (status !== 0)
      throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${error?.message ?? ''}${stderr}`)
    return { stdout, ms }
  }
}
