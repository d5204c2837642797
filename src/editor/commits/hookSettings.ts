import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { describeError } from '../../base/errors'
import type { Repositories } from '../repositories/repositories'
import type { RepositoryContext } from '../repositories/repositoryContext'
import { editorTrailerSettings } from '../settings/trailerSettings'
import { bylineFiles } from '../../ledger/folder/bylineFolder'

/** Keeps the editor's trailer settings where the commit hooks read them, in repositories that have the hooks. */
export class HookSettings extends DisposableStore {
  constructor(
    private readonly repositories: Repositories,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.add(repositories.onDidOpen((repository) => void this.#write(repository)))
    this.add(repositories.onDidChangeLedger((repository) => void this.#write(repository)))
    this.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('byline.trailers')) void this.#writeAll()
      }),
    )
  }

  async #writeAll(): Promise<void> {
    for (const repository of await this.repositories.all()) await this.#write(repository)
  }

  async #write(repository: RepositoryContext): Promise<void> {
    if (!repository.isTrusted || repository.ledger.consent() !== 'granted') return
    try {
      await writeSettingsForHooks(repository)
    } catch (error) {
      this.log.warn(`The commit hooks of ${repository.root} keep their old settings: ${describeError(error)}`)
    }
  }
}

/** Leaves the editor's settings where the commit hooks find them: the hooks run without the editor. */
export async function writeSettingsForHooks({ root, found, ledger, isTrusted }: RepositoryContext): Promise<void> {
  if (!found || !isTrusted) return
  const written = await ledger.files.read(bylineFiles.settings)
  const settings = `${JSON.stringify(editorTrailerSettings(root), undefined, 2)}\n`
  // Written only when it changes: the folder is watched.
  if (written?.toString('utf8') !== settings) await ledger.files.write(bylineFiles.settings, settings)
}
