import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BenchRepository, cli } from './benchRepository'
import { sourceText } from './sourceText'

/** How large a repository is. */
export interface Scale {
  readonly files: number
  readonly commits: number
}

/** The file whose lines are asked for, and how many commits wrote it, evenly over the history. */
export const blamed = 'src/blamed.ts'
const blamedCommits = 20

/** Files of the last commit, `main~1..main`, all noted. */
export const reportedFiles = 50

/** Entries of a folder of folders, and of one of files. */
const entriesOfFolder = 37

/** A repository of some size with a remote, notes and hooks. */
export class LargeRepository {
  readonly git = new BenchRepository()
  #server = mkdtempSync(join(tmpdir(), 'byline-bench-server-'))
  #number = 0

  static async create(scale: Scale): Promise<LargeRepository> {
    const repository = new LargeRepository()
    try {
      await repository.#fill(scale)
      return repository
    } catch (error) {
      repository.dispose()
      throw error
    }
  }

  async #fill({ files, commits }: Scale): Promise<void> {
    const { git } = this
    const blamedText = sourceText(100, 'blamed')
    const reported = new Map(
      Array.from({ length: reportedFiles }, (_, file): [string, string] => [
        pathOf(file * Math.floor(files / reportedFiles)),
        sourceText(100, `reported${file}`),
      ]),
    )
    git.importStream(history(files, commits, blamedText, reported))
    const noted = new Map([...reported, [blamed, blamedText] as const])
    await git.record(noted, { pending: false })
    git.git('clone', '--quiet', '--bare', '.', this.#server)
    git.git('remote', 'add', 'origin', this.#server)
    git.git('fetch', '--quiet', 'origin')
    git.timeNode(cli, 'sync')
    const notes = git.git('notes', '--ref=byline', 'list').trim().split('\n').length
    if (notes !== noted.size) throw new Error(`${notes} notes were shared and not ${noted.size}`)
    // What is known of the blamed file are the notes alone.
    rmSync(join(git.folder, '.git', 'byline'), { recursive: true })
    await git.record(reported, { pending: false })
    git.timeNode(cli, 'install')
    git.git('checkout', '--quiet', '-b', 'work')
  }

  /** Changes one file and stages it. */
  async stage(byAi: boolean): Promise<void> {
    const file = 'src/changed.ts'
    const text = sourceText(100, `changed${this.#number++}`)
    this.git.write(file, text)
    if (byAi) await this.git.record(new Map([[file, text]]), { pending: true })
    this.git.git('add', file)
  }

  /** Milliseconds of a commit of one changed file. */
  async commit(hooks: boolean, byAi: boolean): Promise<number> {
    await this.stage(byAi)
    const ms = this.git.timeGit(hooks, 'commit', '--quiet', '-m', 'One file')
    const hasTrailers = this.git.git('log', '-1', '--format=%B').includes('AI-Provenance: ')
    if (hasTrailers !== byAi) throw new Error(`Trailers: ${hasTrailers}, AI: ${byAi}`)
    return ms
  }

  dispose(): void {
    this.git.dispose()
    rmSync(this.#server, { recursive: true, force: true, maxRetries: 5 })
  }
}

function pathOf(file: number): string {
  const part = Math.floor(file / entriesOfFolder)
  return `src/part${Math.floor(part / entriesOfFolder)}/unit${part % entriesOfFolder}/file${file}.ts`
}

/**
 * One commit that adds all files, then one file changed in each, and last the reported files. All but the last days
 * of it lie before anything was recorded, as in a repository that begins to use Byline.
 */
function history(
  files: number,
  commits: number,
  blamedText: string,
  reported: ReadonlyMap<string, string>,
): readonly string[] {
  const now = Math.floor(Date.now() / 1000)
  const commands: string[] = []
  const commit = (number: number): void => {
    const message = `Commit ${number}`
    const at = now - (commits - number) * 600
    commands.push(
      `commit refs/heads/main\ncommitter Ada <ada@example.com> ${at} +0000\ndata ${message.length}\n${message}\n`,
    )
  }
  const change = (path: string, text: string): void => {
    commands.push(`M 100644 inline ${path}\ndata ${text.length}\n${text}\n`)
  }
  commit(1)
  for (let file = 0; file < files; file++) change(pathOf(file), sourceText(3, `file${file}`))
  const lines = blamedText.split(/(?<=\n)/)
  const parts = new Map(
    Array.from({ length: blamedCommits }, (_, part) => [
      Math.floor(((part + 1) * (commits - 1)) / blamedCommits),
      Math.ceil(((part + 1) * lines.length) / blamedCommits),
    ]),
  )
  for (let number = 2; number < commits; number++) {
    commit(number)
    const file = (number * 7919) % files
    change(pathOf(file), sourceText(3, `file${file}in${number}`))
    const part = parts.get(number)
    if (part !== undefined) change(blamed, lines.slice(0, part).join(''))
  }
  commit(commits)
  for (const [path, text] of reported) change(path, text)
  return commands
}
