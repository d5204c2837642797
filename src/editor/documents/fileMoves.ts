import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { describeError } from '../../base/errors'
import type { Repositories } from '../repositories/repositories'

/** Follows files and folders that are renamed or moved in the editor: what was recorded of the old path counts on. */
export class FileMoves extends DisposableStore {
  /** @param willMove is told of every file or folder before it moves */
  constructor(
    private readonly repositories: Repositories,
    willMove: (from: vscode.Uri, to: vscode.Uri) => void,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.add(
      vscode.workspace.onWillRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) willMove(oldUri, newUri)
      }),
    )
    this.add(
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) void this.#moved(oldUri, newUri)
      }),
    )
  }

  async #moved(oldUri: vscode.Uri, newUri: vscode.Uri): Promise<void> {
    try {
      const from = await this.repositories.fileOf(oldUri)
      const to = await this.repositories.fileOf(newUri)
      if (!from || !to) return
      if (from.repository === to.repository) await to.repository.renamed(from.path, to.path)
      else await to.repository.movedFrom(from.repository, from.path, to.path)
    } catch (error) {
      this.log.error(`Could not follow ${oldUri.fsPath} to ${newUri.fsPath}: ${describeError(error)}`)
    }
  }
}
