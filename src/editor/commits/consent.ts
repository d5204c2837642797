import { basename } from 'node:path'
import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { describeError, UserFacingError } from '../../base/errors'
import { type HookState, hookState } from '../../commit/hooks/hookState'
import { installHooks } from '../../commit/hooks/installHooks'
import { readTrailerSettings } from '../../repository/repositorySettings'
import { uninstallHooks } from '../../commit/hooks/uninstallHooks'
import { hookOptions } from './hookOptions'
import type { Repositories } from '../repositories/repositories'
import type { RepositoryContext } from '../repositories/repositoryContext'
import type { PendingLines } from '../documents/pendingLines'
import { showText } from '../ui/shownTexts'
import type { Settings } from '../settings/settings'

/** What the trailers look like, for people who are asked whether they want them. */
const example = [
  'Assisted-by: GitHub Copilot:gpt-5-codex',
  'AI-Provenance: ai=16 mixed=3 human=85 unknown=0 evidence=reported',
  'AI-Lines: src/pay/charge.ts 10-24,40 mixed 31-33 blob=3f2a_1b9c',
]

const yes = 'Add Provenance'
const show = 'Show Details…'
const no = 'Not in This Repository'

/** Asks in each repository, in a window once, until there is an answer; installs the commit hooks only after a yes. */
export class Consent extends DisposableStore {
  readonly #asked = new Set<string>()

  constructor(
    private readonly cliSource: string,
    private readonly version: string,
    private readonly settings: Settings,
    repositories: Repositories,
    pending: PendingLines,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.add(
      pending.onDidFind((repository) => void this.#askOnce(repository).catch((error: unknown) => this.#failed(error))),
    )
    this.add(repositories.onDidOpen((repository) => void this.#refresh(repository)))
  }

  /** Installs the hooks, after the user has seen what that means. */
  async enable(repository: RepositoryContext): Promise<void> {
    const choice = await vscode.window.showInformationMessage(
      `Add provenance to the commits of ${basename(repository.root)}?`,
      { modal: true, detail: await detailOf(repository) },
      yes,
      no,
    )
    if (choice === yes) await this.#install(repository)
    if (choice !== no) return
    if (repository.ledger.consent() === 'granted') await this.disable(repository)
    else await this.#refuse(repository)
  }

  /** Takes the hooks out again; earlier hooks come back as they were. */
  async disable(repository: RepositoryContext): Promise<void> {
    const found = repository.mustHaveRepository()
    const { manual } = await uninstallHooks(found, hookOptions(repository))
    await keep(repository, 'refused', 'The commit hooks are removed, but')
    const removed = 'Byline’s commit hooks are removed. Its records stay in .git/byline.'
    const files = manual.filter((line) => line.present).map(({ file }) => shortPath(found.root, file))
    const left = `The lines you added to ${files.join(', ')} do nothing now. You can delete them.`
    void vscode.window.showInformationMessage(files.length === 0 ? removed : `${removed} ${left}`)
  }

  async #askOnce(repository: RepositoryContext): Promise<void> {
    const { found, gitPath, ledger, root } = repository
    // Without git there is nothing to install and nobody who commits.
    if (!found || gitPath === undefined || !this.settings.askConsent.value) return
    if (ledger.consent() !== undefined || this.#asked.has(root)) return
    this.#asked.add(root)
    if (!(await readTrailerSettings(repository.open, 'worktree')).enabled) return void this.#asked.delete(root)
    const choice = await vscode.window.showInformationMessage(
      `Byline saw AI edits in ${basename(root)}. Add provenance to its commits?`,
      show,
      no,
    )
    if (choice === no) await this.#refuse(repository)
    // Closed without an answer, here or at the details: asked again in another window, not in this one.
    if (choice === show) await this.enable(repository)
  }

  async #refuse(repository: RepositoryContext): Promise<void> {
    await keep(repository, 'refused', 'Nothing is installed, but')
  }

  /** After an update of the extension the copy that the hooks run is renewed. */
  async #refresh(repository: RepositoryContext): Promise<void> {
    const { found, gitPath, ledger } = repository
    if (!found || gitPath === undefined || ledger.consent() !== 'granted') return
    try {
      const state = await hookState(found, hookOptions(repository))
      if (state.cliVersion !== this.version) await this.#installHooks(repository)
    } catch (error) {
      this.log.warn(`The commit hooks of ${repository.root} could not be renewed: ${describeError(error)}`)
    }
  }

  async #install(repository: RepositoryContext): Promise<void> {
    const state = await this.#installHooks(repository)
    await keep(repository, 'granted', 'The commit hooks are installed, but')
    const missing = state.manual.filter((line) => !line.present)
    if (missing.length > 0) return this.#showManualLines(state, missing)
    void vscode.window.showInformationMessage('Commits with AI lines get trailers from now on.')
  }

  /** Hooks that another tool keeps are never edited: the user adds a line to each. */
  async #showManualLines(state: HookState, missing: HookState['manual']): Promise<void> {
    const content = [
      state.problem ?? `Another tool keeps the hooks in ${state.hooksFolder}. Add one line to each of these files.`,
      '',
      ...missing.flatMap(({ file, line }) => [`In ${file}:`, `    ${line}`, '']),
      'Where a file is not there yet, create it with the first line #!/bin/sh and make it executable (chmod +x).',
      'Then run the preview, "Byline: Show Pending Trailers".',
    ].join('\n')
    await showText('Lines for Your Hooks', content)
  }

  async #installHooks(repository: RepositoryContext): Promise<HookState> {
    return installHooks(repository.mustHaveRepository(), {
      cliSource: this.cliSource,
      runtime: process.execPath,
      version: this.version,
      ...hookOptions(repository),
    })
  }

  #failed(error: unknown): void {
    if (error instanceof UserFacingError) void vscode.window.showErrorMessage(error.message)
    else void vscode.window.showErrorMessage('Byline could not install its commit hooks. The log says why.')
    this.log.error(`Installing the commit hooks: ${describeError(error)}`)
  }
}

/**
 * Keeps the answer of a repository.
 * @param done what has been done by then, for people; begins the sentence where the answer cannot be kept
 */
async function keep(repository: RepositoryContext, answer: 'granted' | 'refused', done: string): Promise<void> {
  try {
    await repository.ledger.setConsent(answer)
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error
    const again = `${done} your answer could not be kept: you will be asked again in another window.`
    throw new UserFacingError(`${again} ${error.message}`, { cause: error })
  }
}

/** What a yes does, by the way hooks are kept in a repository. */
const whatItDoes: Readonly<Record<HookState['method'], (hooksFolder: string) => string>> = {
  files: (folder) =>
    `This installs the git hooks prepare-commit-msg, commit-msg and post-rewrite in ${folder}. Shell scripts that are there are kept and run; for other hooks it shows you what to do.`,
  config: () =>
    'This sets the git hooks prepare-commit-msg, commit-msg and post-rewrite in the git configuration of this repository.',
  manual: (folder) =>
    `Another tool keeps your hooks in ${folder}. Byline does not touch them; it shows you the line to add to each.`,
}

async function detailOf(repository: RepositoryContext): Promise<string> {
  const found = repository.mustHaveRepository()
  const state = await hookState(found, hookOptions(repository))
  return [
    'A commit with AI lines then ends like this:',
    '',
    ...example,
    '',
    whatItDoes[state.method](shortPath(found.root, state.hooksFolder)),
    'The hooks never block a commit. You can leave these lines out of any commit.',
    'Nothing leaves this machine until you push.',
    '',
    'To undo it, run "Byline: Stop Adding Provenance to Commits".',
  ].join('\n')
}

function shortPath(root: string, path: string): string {
  return path.startsWith(root) ? path.slice(root.length + 1) : path
}
