import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { withoutRepositoryVariables } from '../../../src/git/gitProgram'
import { temporaryFolder } from '../../unit/ledger/temporaryFolder'

/** Nothing of the machine's own git configuration and of a repository around the tests. */
export const isolated: NodeJS.ProcessEnv = {
  ...withoutRepositoryVariables(process.env),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  VSCODE_GIT_ASKPASS_NODE: undefined,
}

/** A real repository in a temporary folder. */
export class TestRepository {
  readonly root: string
  #seconds = 1_790_000_000

  constructor(root: string) {
    this.root = root
  }

  /** A new one; its folder is removed after the test. */
  static create(name = 'work', ...options: string[]): TestRepository {
    const root = path.join(temporaryFolder(), name)
    mkdirSync(root)
    const repository = new TestRepository(root)
    repository.git('init', '--quiet', '--initial-branch=main', ...options)
    repository.git('config', 'user.name', 'Ann')
    repository.git('config', 'user.email', 'ann@example.com')
    return repository
  }

  /** Runs git and gives its output; throws where it fails. Each call is one second later for commits. */
  git(...args: string[]): string {
    const { status, stdout, stderr } = this.try(args)
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${status}\n${stdout}${stderr}`)
    return stdout.replace(/\n$/, '')
  }

  /** Runs git, whatever comes of it. */
  try(args: readonly string[], environment: NodeJS.ProcessEnv = {}, input = '') {
    const date = `${this.#seconds++} +0000`
    return spawnSync('git', args, {
      cwd: this.root,
      env: { ...isolated, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, ...environment },
      encoding: 'utf8',
      input,
    })
  }

  path(file: string): string {
    return path.join(this.root, file)
  }

  write(file: string, content: string | Uint8Array): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true })
    writeFileSync(this.path(file), content)
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8')
  }

  script(file: string, content: string, mode = 0o755): void {
    this.write(file, content)
    chmodSync(this.path(file), mode)
  }

  /** Writes files, stages everything and commits; gives the id. */
  commit(message: string, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
    for (const [file, content] of Object.entries(files)) this.write(file, content)
    this.git('add', '--all')
    this.git('commit', '--quiet', '--allow-empty', '-m', message)
    return this.git('rev-parse', 'HEAD')
  }
}
