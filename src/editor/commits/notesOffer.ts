import { existsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { describeError, UserFacingError } from '../../base/errors'
import type { GitExtension } from '../repositories/gitExtension'
import { runSync, type SyncOutcome, syncEnvironment } from './syncProcess'
import type { Repositories } from '../repositories/repositories'
import type { RepositoryContext } from '../repositories/repositoryContext'
import type { Settings } from '../settings/settings'

/** A push moves several references, and the commit hooks may still be writing. */
const settleMs = 1_000

const syncNow = 'Sync Now'
const always = 'Always'
const never = 'Never in This Repository'
const askAgain = 'Ask Again After a Push'
const showLog = 'Show Log'
const inTerminal = 'Run in Terminal'

/**
 * Shares provenance notes: on command, and after a push where the user agreed to it. A push is seen by the references
 * of the remote that it moves, whoever pushed: the editor, a terminal, another program.
 */
export class NotesOffer extends DisposableStore {
  /** Repositories in which the question was closed, or is open. */
  readonly #asked = new Set<string>()
  readonly #failed = new Set<string>()
  readonly #pushes = new Map<string, { readonly remotes: Set<string>; readonly timer: NodeJS.Timeout }>()
  readonly #busy = new Set<string>()

  constructor(
    private readonly cli: string,
    private readonly settings: Settings,
    private readonly repositories: Repositories,
    git: GitExtension,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.add(repositories.onDidOpen((repository) => this.#watch(repository)))
    this.add(
      git.onDidUpdateUpstream(({ root, remote, branch }) => void this.#upstreamUpdated(root, `${remote}/${branch}`)),
    )
  }

  override dispose(): void {
    for (const { timer } of this.#pushes.values()) clearTimeout(timer)
    super.dispose()
  }

  /** The command: asks for the remote where there are several, and tells what came of it. */
  async sync(repository: RepositoryContext): Promise<void> {
    repository.mustHaveRepository()
    const remote = await pickRemote(repository)
    if (remote === undefined) return
    const outcome = await this.#withProgress(repository, remote)
    if (!outcome) return
    const answered = repository.ledger.notesAnswer() !== undefined
    const choice = await vscode.window.showInformationMessage(sentence(outcome), ...(answered ? [askAgain] : []))
    if (choice === askAgain) await repository.ledger.setNotesAnswer(undefined)
  }

  #watch(repository: RepositoryContext): void {
    if (!canSync(repository)) return
    const base = join(repository.mustHaveRepository().commonDir, 'refs', 'remotes')
    const watcher = this.add(
      vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(vscode.Uri.file(base), '**'),
        false,
        false,
        true,
      ),
    )
    const changed = (uri: vscode.Uri): void => {
      const ref = relative(base, uri.fsPath).split(sep).join('/')
      if (!ref.startsWith('../') && !ref.endsWith('.lock')) this.#soon(repository, ref)
    }
    this.add(watcher.onDidCreate(changed))
    this.add(watcher.onDidChange(changed))
  }

  async #upstreamUpdated(root: string, ref: string): Promise<void> {
    // No file of it needs to be open: an agent works in a terminal.
    const repository = await this.repositories.ofFolder(root)
    if (repository && canSync(repository)) this.#soon(repository, ref)
  }

  /** @param ref of a remote, such as `origin/main`; empty where the folder of all of them has come to be */
  #soon(repository: RepositoryContext, ref: string): void {
    const { root } = repository
    const waiting = this.#pushes.get(root)
    if (waiting) clearTimeout(waiting.timer)
    const remotes = (waiting?.remotes ?? new Set()).add(ref)
    const timer = setTimeout(() => {
      this.#pushes.delete(root)
      void this.#look(repository, remotes)
    }, settleMs)
    this.#pushes.set(root, { remotes, timer })
  }

  async #look(repository: RepositoryContext, refs: ReadonlySet<string>): Promise<void> {
    const { root, ledger, gitPath } = repository
    const answer = this.#answerIn(repository)
    if (gitPath === undefined || answer === 'never' || (answer === 'ask' && this.#asked.has(root))) return
    if (this.#busy.has(root) || !existsSync(repository.mustHaveRepository().commonDir)) return
    this.#busy.add(root)
    try {
      if ((await ledger.paths()).length === 0) return
      const remotes = await remotesOf(repository)
      for (const remote of remotes.filter((name) =>
        [...refs].some((ref) => ref === '' || ref.startsWith(`${name}/`)),
      )) {
        const run = { cli: this.cli, root, gitPath, remote }
        const { published } = await runSync({ ...run, dryRun: true })
        if (published === 0) continue
        if (answer === 'always') {
          const shared = await vscode.window.withProgress(
            { location: vscode.ProgressLocation.Window, title: `Byline: sharing notes with ${remote}` },
            () => runSync(run),
          )
          this.log.info(sentence(shared))
        } else if (!this.#asked.has(root)) {
          this.#asked.add(root)
          // Not waited for: a question may stay open for hours.
          void this.#ask(repository, remote)
        }
      }
    } catch (error) {
      await this.#tellOnce(repository, error)
    } finally {
      this.#busy.delete(root)
    }
  }

  /** What the user says anywhere against it counts first, then the answer given here, then what they say for it. */
  #answerIn(repository: RepositoryContext): 'always' | 'never' | 'ask' {
    const setting = this.settings.notesSync(vscode.Uri.file(repository.root))
    if (setting === 'never') return 'never'
    return repository.ledger.notesAnswer() ?? setting
  }

  async #ask(repository: RepositoryContext, remote: string): Promise<void> {
    const choice = await vscode.window.showInformationMessage(
      `Share who wrote the pushed lines with ${remote}, as git notes? Names and times of day are left out.`,
      syncNow,
      always,
      never,
    )
    try {
      if (choice === always) await repository.ledger.setNotesAnswer('always')
      if (choice === never) await repository.ledger.setNotesAnswer('never')
      // Closed without an answer: asked again in another window, not in this one.
      if (choice !== syncNow && choice !== always) return
      this.#asked.delete(repository.root)
      const outcome = await this.#withProgress(repository, remote)
      if (outcome) void vscode.window.showInformationMessage(sentence(outcome))
    } catch (error) {
      await this.#tell(repository, remote, error)
    }
  }

  /** @returns undefined where it was cancelled, or failed and that was told */
  async #withProgress(repository: RepositoryContext, remote: string): Promise<SyncOutcome | undefined> {
    const { root, gitPath } = repository
    // Throws where there is none, in words.
    const { git } = repository.program
    try {
      return await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: `Byline: sharing notes with ${remote}`,
          cancellable: true,
        },
        (progress, token) =>
          runSync({
            cli: this.cli,
            root,
            gitPath: gitPath ?? git.executable,
            remote,
            onProgress: (message) => progress.report({ message }),
            token,
          }),
      )
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) await this.#tell(repository, remote, error)
      return undefined
    }
  }

  /** A remote may want a password: in a terminal it can ask for it. */
  async #tell(repository: RepositoryContext, remote: string, error: unknown): Promise<void> {
    this.log.error(`Sharing notes of ${repository.root} with ${remote}: ${describeError(error)}`)
    const message = error instanceof UserFacingError ? error.message : 'Byline could not share the notes.'
    const choice = await vscode.window.showErrorMessage(message, showLog, inTerminal)
    if (choice === showLog) this.log.show()
    if (choice === inTerminal) this.#runInTerminal(repository, remote)
  }

  /** What fails after each push is told after the first. */
  async #tellOnce(repository: RepositoryContext, error: unknown): Promise<void> {
    const { root } = repository
    this.log.warn(`Sharing notes of ${root}: ${describeError(error)}`)
    if (this.#failed.has(root)) return
    this.#failed.add(root)
    const message = error instanceof UserFacingError ? error.message : 'Byline could not share the notes.'
    void vscode.window.showWarningMessage(message, showLog).then((choice) => {
      if (choice) this.log.show()
    })
  }

  #runInTerminal({ root, gitPath }: RepositoryContext, remote: string): void {
    const terminal = vscode.window.createTerminal({
      name: 'byline sync',
      cwd: root,
      shellPath: process.execPath,
      shellArgs: [this.cli, 'sync', '--', remote],
      env: syncEnvironment({ gitPath: gitPath ?? 'git' }),
    })
    terminal.show()
  }
}

function canSync({ found, gitPath, isTrusted }: RepositoryContext): boolean {
  return found !== undefined && gitPath !== undefined && isTrusted
}

async function remotesOf({ program }: RepositoryContext): Promise<readonly string[]> {
  return (await program.git.text(['remote'])).split('\n').filter((name) => name !== '')
}

/** The only remote, or the one the user picks; undefined where they pick none. */
async function pickRemote(repository: RepositoryContext): Promise<string | undefined> {
  const remotes = await remotesOf(repository)
  if (remotes.length === 0) {
    throw new UserFacingError('This repository has no remote to share notes with.')
  }
  if (remotes.length === 1) return remotes[0]
  return vscode.window.showQuickPick(remotes, { placeHolder: 'Share notes with which remote?' })
}

function sentence({ remote, published, notes }: SyncOutcome): string {
  const counted = (count: number) => `${count} ${count === 1 ? 'note' : 'notes'}`
  return published === 0
    ? `Nothing new to share with ${remote}. You both have ${counted(notes)}.`
    : `Shared ${counted(published)} with ${remote}. It has ${notes} now.`
}
