import type * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { describeError } from '../../base/errors'
import { usualLimits } from '../../ledger/prune'
import type { Repositories } from './repositories'
import type { RepositoryContext } from './repositoryContext'
import type { Settings } from '../settings/settings'

/** Old records go some time after a repository was opened, when the window has settled. */
const delayMs = 60_000

/** A window stays open for weeks, and what is recorded in it grows. */
const everyMs = 60 * 60 * 1000

/** Keeps ledgers small: takes out records of texts that no commit holds, those that are old or too many. */
export class LedgerPruning extends DisposableStore {
  constructor(
    repositories: Repositories,
    private readonly settings: Settings,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.add(
      repositories.onDidOpen((repository) => {
        const prune = (): void => {
          timer = setTimeout(prune, everyMs)
          void this.#prune(repository)
        }
        let timer = setTimeout(prune, delayMs)
        this.add({ dispose: () => clearTimeout(timer) })
      }),
    )
  }

  async #prune(repository: RepositoryContext): Promise<void> {
    try {
      await repository.forgetIgnored()
      const { isHeld } = repository
      const { records, texts } = await repository.ledger.prune({
        ...usualLimits,
        maxBytes: this.settings.maxStorageMb.value * 1024 * 1024,
        ...(isHeld && { isHeld }),
      })
      if (records > 0) this.log.info(`${records} old records and ${texts} texts of ${repository.root} were taken out.`)
    } catch (error) {
      this.log.warn(`Old records of ${repository.root} stay: ${describeError(error)}`)
    }
  }
}
