import { createHash } from 'node:crypto'
import { watch } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import * as vscode from 'vscode'
import type { AttributedText } from '../../attribution/text/attributedText'
import { DisposableStore } from '../../base/disposable'
import { describeError } from '../../base/errors'
import { type BrokenRepository, findRepository, type Repository } from '../../git/findRepository'
import { type GitProgram, withoutRepositoryVariables } from '../../git/gitProgram'
import { ignoredPaths } from '../../git/ignoredPaths'
import { RestrictedReader } from '../../git/restricted/restrictedReader'
import { Ledger } from '../../ledger/ledger'
import { isNothingHeld } from '../../ledger/deleteUnheld'
import { textIdOf } from '../../ledger/folder/textId'
import type { GitExtension } from './gitExtension'
import { realFolder, RepositoryContext } from './repositoryContext'
import { openFound, openLedger } from '../../repository/openRepository'
import { editorTrailerSettings } from '../settings/trailerSettings'

/** A file and where it belongs. */
export interface RepositoryFile {
  readonly repository: RepositoryContext
  /** Relative to the root of the repository, separated by `/`. */
  readonly path: string
}

/** How long after something changed on disk it is looked at: a record is several files, and so is a new repository. */
const settleMs = 150

/** Files inside of `.git`, such as the commit message that git has somebody edit, are none of the repository's own. */
const insideGit = /(^|[\\/])\.git([\\/]|$)/i

/** Finds the repository of a file without running anything, and opens its ledger. */
export class Repositories extends DisposableStore {
  readonly #contexts = new Map<string, Promise<RepositoryContext>>()
  readonly #told = new Set<string>()
  readonly #opened = this.add(new vscode.EventEmitter<RepositoryContext>())
  readonly #ledgerChanged = this.add(new vscode.EventEmitter<RepositoryContext>())
  readonly #moved = this.add(new vscode.EventEmitter<void>())
  #settling: NodeJS.Timeout | undefined

  /** A repository is looked at for the first time. */
  readonly onDidOpen = this.#opened.event
  /** Somebody wrote into a ledger: this window, another one, an agent's hook or the command line. */
  readonly onDidChangeLedger = this.#ledgerChanged.event
  /** Files may belong elsewhere now: a repository was created, mended or removed, or the workspace became trusted. */
  readonly onDidChangeOwners = this.#moved.event

  constructor(
    private readonly storage: vscode.Uri,
    private readonly git: GitExtension,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    const created = this.add(vscode.workspace.createFileSystemWatcher('**/{.git,.git/HEAD}'))
    for (const event of [created.onDidCreate, created.onDidChange, created.onDidDelete]) {
      this.add(event(() => this.#ownersChanged()))
    }
    this.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#trusted()))
  }

  override dispose(): void {
    clearTimeout(this.#settling)
    super.dispose()
  }

  /** Where a document belongs; undefined outside every repository and workspace folder, and inside `.git`. */
  async fileOf(uri: vscode.Uri): Promise<RepositoryFile | undefined> {
    if (uri.scheme !== 'file' || insideGit.test(uri.fsPath)) return undefined
    const folder = await realFolder(dirname(uri.fsPath))
    const repository = await this.#owner(folder, vscode.workspace.getWorkspaceFolder(uri))
    if (!repository) return undefined
    const path = relative(repository.root, join(folder, basename(uri.fsPath)))
      .split(sep)
      .join('/')
    return path.startsWith('../') ? undefined : { repository, path }
  }

  /** The repository of a document, of the active editor, or of the first workspace folder. */
  async current(): Promise<RepositoryContext | undefined> {
    const { activeTextEditor, activeNotebookEditor } = vscode.window
    const uri = activeNotebookEditor?.notebook.uri ?? activeTextEditor?.document.uri
    const file = uri && (await this.fileOf(uri))
    if (file) return file.repository
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      if (folder.uri.scheme !== 'file') continue
      const repository = await this.#owner(await realFolder(folder.uri.fsPath), folder)
      if (repository) return repository
    }
    return undefined
  }

  /** The repository of a folder; undefined where it is in none. */
  async ofFolder(folder: string): Promise<RepositoryContext | undefined> {
    return this.#owner(await realFolder(folder), undefined)
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

  /** A record that another program or window wrote of this very text; see `RepositoryContext.recordedElsewhere`. */
  async recorded(
    tracked: { readonly file: RepositoryFile | undefined },
    normalised: AttributedText,
    options: { readonly isRead: boolean },
  ): Promise<AttributedText | undefined> {
    const { file } = tracked
    return (await file?.repository.recordedElsewhere(file.path, textIdOf(normalised.text()), options))?.read()
  }

  /** Says something once in a window: what cannot be done does not have to be said with every file. */
  #tellOnce(message: string): void {
    if (this.#told.has(message)) return
    this.#told.add(message)
    this.log.warn(message)
    void vscode.window.showWarningMessage(message)
  }

  /** The repository that a folder is in; where there is none that can be read, the workspace folder stands in for it. */
  async #owner(folder: string, workspace: vscode.WorkspaceFolder | undefined): Promise<RepositoryContext | undefined> {
    const found = await findRepository(folder)
    if (found?.kind === 'repository') return this.#context(found.root, found)
    if (!workspace) return undefined
    if (found) this.#tellOnce(brokenSentence(found))
    return this.#context(await realFolder(workspace.uri.fsPath), undefined)
  }

  /** Git may read from now on. */
  #trusted(): void {
    for (const [key, context] of this.#contexts) {
      this.#contexts.delete(key)
      context.then((opened) => opened.dispose()).catch(() => undefined)
    }
    this.#ownersChanged()
  }

  #ownersChanged(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined
      this.#moved.fire()
    }, settleMs)
  }

  #context(root: string, found: Repository | undefined): Promise<RepositoryContext> {
    // What may be read and written hangs on the trust, so a context lives no longer than it is without it.
    const trust = vscode.workspace.isTrusted ? 'trusted' : 'restricted'
    const key = JSON.stringify([trust, root, found?.gitDir, found?.commonDir])
    const known = this.#contexts.get(key)
    if (known) return known
    const created = this.#open(root, found)
    this.#contexts.set(key, created)
    return created
  }

  async #open(root: string, found: Repository | undefined): Promise<RepositoryContext> {
    const { isTrusted } = vscode.workspace
    const gitPath = await this.git.path()
    const log = (message: string): void => this.log.warn(message)
    const opened =
      found && isTrusted && gitPath !== undefined
        ? await openFound(found, {
            program: gitPath,
            environment: withoutRepositoryVariables(process.env),
            log,
            editorSettings: () => editorTrailerSettings(root),
          })
        : undefined
    const ledger = opened?.ledger ?? (await this.#ledgerAlone(root, found, log))
    if (opened) await this.#adopt(ledger, root, opened.reader.git)
    if (found && isTrusted && gitPath === undefined) this.#tellOnce(noGitSentence)
    const withoutGit = found && gitPath === undefined ? new RestrictedReader(found, { script, log }) : undefined
    const context = new RepositoryContext({
      root,
      found,
      opened,
      ledger,
      withoutGit,
      gitPath,
      isTrusted,
      log,
    })
    this.add(context)
    await this.#watch(context)
    this.#opened.fire(context)
    return context
  }

  /** Where no git program may run or there is no repository. */
  async #ledgerAlone(root: string, found: Repository | undefined, log: (message: string) => void): Promise<Ledger> {
    const { isTrusted } = vscode.workspace
    const folder = this.#looseFolder(root)
    return found
      ? openLedger(found, { log, ...(!isTrusted && { readOnlyWithin: root }) })
      : Ledger.open(folder, { log, ...(!isTrusted && { readOnlyWithin: folder }) })
  }

  /** Where the record of a folder is kept that is in no repository. */
  #looseFolder(root: string): string {
    return join(this.storage.fsPath, 'ledgers', createHash('sha256').update(root).digest('hex').slice(0, 16))
  }

  /** What was recorded of the files before there was a repository, for any folder around or in it, belongs to it now. */
  async #adopt(ledger: Ledger, root: string, git: GitProgram): Promise<void> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file')
    const roots = await Promise.all(folders.map((folder) => realFolder(folder.uri.fsPath)))
    for (const loose of new Set([root, ...roots])) {
      try {
        const before = await Ledger.open(this.#looseFolder(loose), { log: (message) => this.log.warn(message) })
        const recorded = await before.paths()
        if (recorded.length === 0) continue
        const inside = (path: string): string | undefined => {
          const moved = relative(root, join(loose, path)).split(sep).join('/')
          return moved.startsWith('../') || isAbsolute(moved) ? undefined : moved
        }
        const moving = recorded.map(inside).filter((path) => path !== undefined)
        const ignored = await ignoredPaths(git, moving)
        await ledger.adopt(before, (path) => {
          const moved = inside(path)
          return moved !== undefined && ignored.get(moved) === false ? moved : undefined
        })
        // What git ignores from now on is kept nowhere.
        for (const path of recorded) {
          const moved = inside(path)
          if (moved !== undefined && ignored.get(moved) === true) await before.forget(path, { isHeld: isNothingHeld })
        }
        await before.close()
      } catch (error) {
        this.log.error(`What was recorded before ${root} became a repository stays there: ${describeError(error)}`)
      }
    }
  }

  async #watch(context: RepositoryContext): Promise<void> {
    if (!context.found || !context.isTrusted) return
    try {
      await context.ledger.files.make()
      let timer: NodeJS.Timeout | undefined
      const watcher = watch(context.ledger.folder, () => {
        timer ??= setTimeout(() => {
          timer = undefined
          this.#ledgerChanged.fire(context)
        }, settleMs)
      })
      watcher.on('error', (error) => this.log.warn(`The record of ${context.root} is not watched: ${error.message}`))
      this.add({ dispose: () => watcher.close() })
    } catch (error) {
      this.log.warn(`The record of ${context.root} is not watched: ${describeError(error)}`)
    }
  }
}

/** What reads where git may not; beside this bundle. */
const script = join(__dirname, 'restrictedReader.js')

const noGitSentence =
  'Git was not found on PATH. Nothing is recorded, and commits get no trailers. Install git or set git.path, then reload the window.'

function brokenSentence({ reason }: BrokenRepository): string {
  return `Byline cannot use the repository here: ${reason} Until that is mended, commits get no trailers.`
}
