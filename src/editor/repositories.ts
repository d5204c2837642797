import { createHash } from 'node:crypto'
import { watch, type FSWatcher } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import * as vscode from 'vscode'
import type { AttributedText } from '../attribution/attributedText'
import { DisposableStore } from '../base/disposable'
import { describeError } from '../base/errors'
import { Emitter } from '../base/event'
import { findRepository, type Repository } from '../git/findRepository'
import { Ledger } from '../storage/ledger'
import type { GitExtension } from './gitExtension'
import { realFolder, RepositoryContext } from './repositoryContext'

/** A file and where it belongs. */
export interface RepositoryFile {
  readonly repository: RepositoryContext
  /** Relative to the root of the repository, separated by `/`. */
  readonly path: string
}

/** How long after the ledger changed on disk it is looked at: a record is several files. */
const settleMs = 150

/** Finds the repository of a file without running anything, and opens its ledger. */
export class Repositories extends DisposableStore {
  readonly #contexts = new Map<string, Promise<RepositoryContext>>()
  readonly #watchers = new Map<string, FSWatcher>()
  readonly #told = new Set<string>()
  readonly #opened = this.add(new Emitter<RepositoryContext>())
  readonly #ledgerChanged = this.add(new Emitter<RepositoryContext>())

  /** A repository is looked at for the first time. */
  readonly onDidOpen = this.#opened.event
  /** Somebody wrote into a ledger: this window, another one, an agent's hook or the command line. */
  readonly onDidChangeLedger = this.#ledgerChanged.event

  constructor(
    private readonly storage: vscode.Uri,
    private readonly git: GitExtension,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
  }

  /** Where a document belongs; undefined outside every repository and workspace folder, and inside `.git`. */
  async fileOf(uri: vscode.Uri): Promise<RepositoryFile | undefined> {
    if (uri.scheme !== 'file') return undefined
    const folder = await realFolder(dirname(uri.fsPath))
    const file = join(folder, basename(uri.fsPath))
    const found = await findRepository(folder)
    if (found?.kind === 'broken') this.#tellOnce(`Byline cannot read the repository of ${file}: ${found.reason}`)
    const repository = found?.kind === 'repository' ? found : undefined
    const root = repository?.root ?? (await this.#workspaceFolderOf(uri))
    if (root === undefined) return undefined
    const path = relative(root, file).split(sep).join('/')
    if (path.startsWith('../') || path === '.git' || path.startsWith('.git/')) return undefined
    return { repository: await this.#context(root, repository), path }
  }

  /** The repository of a document, of the active editor, or of the first workspace folder. */
  async current(): Promise<RepositoryContext | undefined> {
    const uri = vscode.window.activeTextEditor?.document.uri
    const file = uri && (await this.fileOf(uri))
    if (file) return file.repository
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const inside = await this.fileOf(vscode.Uri.joinPath(folder.uri, '.'))
      if (inside) return inside.repository
    }
    return undefined
  }

  /** All that were looked at in this window. */
  async all(): Promise<readonly RepositoryContext[]> {
    return Promise.all(this.#contexts.values())
  }

  /** Who wrote a text, where the file belongs to something. */
  async resolve(
    tracked: { readonly file: RepositoryFile | undefined },
    normalised: AttributedText,
  ): Promise<AttributedText | undefined> {
    const { file } = tracked
    return file?.repository.resolve(file.path, normalised.text())
  }

  /** A record that another program wrote of this very text. */
  async recorded(
    tracked: { readonly file: RepositoryFile | undefined },
    normalised: AttributedText,
  ): Promise<AttributedText | undefined> {
    const { file } = tracked
    return (await file?.repository.recordedByAgent(file.path, normalised.text()))?.read()
  }

  /** Says something once in a window: what cannot be done does not have to be said with every file. */
  #tellOnce(message: string): void {
    if (this.#told.has(message)) return
    this.#told.add(message)
    this.log.warn(message)
    void vscode.window.showWarningMessage(message)
  }

  async #workspaceFolderOf(uri: vscode.Uri): Promise<string | undefined> {
    const folder = vscode.workspace.getWorkspaceFolder(uri)
    return folder && realFolder(folder.uri.fsPath)
  }

  #context(root: string, found: Repository | undefined): Promise<RepositoryContext> {
    const key = `${found ? 'git' : 'folder'}:${root}`
    const known = this.#contexts.get(key)
    if (known) return known
    const created = this.#open(root, found)
    this.#contexts.set(key, created)
    return created
  }

  async #open(root: string, found: Repository | undefined): Promise<RepositoryContext> {
    const loose = join(this.storage.fsPath, 'ledgers', createHash('sha256').update(root).digest('hex').slice(0, 16))
    const isWritable = found !== undefined && vscode.workspace.isTrusted
    const ledger = await Ledger.open(isWritable ? join(found.commonDir, 'byline') : loose, {
      log: (message) => this.log.warn(message),
    })
    if (isWritable) await this.#adopt(ledger, loose)
    const context = new RepositoryContext({ root, found, ledger, gitPath: await this.git.path() })
    await this.#watch(context)
    this.#opened.fire(context)
    return context
  }

  /** What was recorded before there was a repository belongs to it now. */
  async #adopt(ledger: Ledger, loose: string): Promise<void> {
    try {
      const before = await Ledger.open(loose, { log: (message) => this.log.warn(message) })
      if ((await before.paths()).length > 0) await ledger.adopt(before, (path) => path)
    } catch (error) {
      this.log.error(`Could not take over what was recorded before the repository was created: ${describeError(error)}`)
    }
  }

  async #watch(context: RepositoryContext): Promise<void> {
    if (!context.found || !vscode.workspace.isTrusted) return
    try {
      await mkdir(context.ledger.folder, { recursive: true })
      let timer: NodeJS.Timeout | undefined
      const watcher = watch(context.ledger.folder, () => {
        timer ??= setTimeout(() => {
          timer = undefined
          this.#ledgerChanged.fire(context)
        }, settleMs)
      })
      watcher.on('error', (error) => this.log.warn(`The record of ${context.root} is not watched: ${error.message}`))
      this.#watchers.set(context.root, watcher)
      this.add({ dispose: () => watcher.close() })
    } catch (error) {
      this.log.warn(`The record of ${context.root} is not watched: ${describeError(error)}`)
    }
  }
}
