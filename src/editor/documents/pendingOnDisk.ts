import { basename, dirname, join, relative, sep } from 'node:path'
import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { describeError } from '../../base/errors'
import type { PendingLines } from './pendingLines'
import type { Repositories } from '../repositories/repositories'
import { realFolder } from '../repositories/repositoryContext'

/** How long after a change on disk it is looked at: git and agents change many files at once. */
const settleMs = 300

/** Has the uncommitted AI lines of a file counted anew where it is deleted, comes back or is written, by whomever. */
export class PendingOnDisk extends DisposableStore {
  readonly #touched = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly repositories: Repositories,
    private readonly pending: PendingLines,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    const watcher = this.add(vscode.workspace.createFileSystemWatcher('**/*'))
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      this.add(event(({ fsPath }) => this.#touch(fsPath)))
    }
  }

  override dispose(): void {
    clearTimeout(this.#timer)
    super.dispose()
  }

  #touch(file: string): void {
    this.#touched.add(file)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#look().catch((error: unknown) => {
        this.log.error(`Counting what waits to be committed: ${describeError(error)}`)
      })
    }, settleMs)
  }

  async #look(): Promise<void> {
    const touched = [...this.#touched]
    this.#touched.clear()
    for (const repository of await this.repositories.all()) {
      const paths = this.pending.pathsOf(repository)
      // Somebody who installs packages touches thousands of files: nearly none has a name that matters.
      const names = new Set(paths.flatMap((path) => path.split('/')))
      const places = new Set<string>()
      for (const file of touched) {
        if (names.has(basename(file))) places.add(await pathIn(repository.root, file))
      }
      const concerned = paths.filter((path) => isIn(places, path))
      if (concerned.length > 0) await this.pending.recountFiles(repository, concerned)
    }
  }
}

/** The path of a file in a repository, separated by `/`; the editor may name it through a link. */
async function pathIn(root: string, file: string): Promise<string> {
  return relative(root, join(await realFolder(dirname(file)), basename(file)))
    .split(sep)
    .join('/')
}

/** Whether a path, or a folder it is in, is one of these: of a deleted folder only the folder is told. */
function isIn(places: ReadonlySet<string>, path: string): boolean {
  const names = path.split('/')
  return names.some((_, index) => places.has(names.slice(0, index + 1).join('/')))
}
