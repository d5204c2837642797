import * as vscode from 'vscode'
import type { Disposable } from '../../base/disposable'
import { trackableDocuments } from '../documents/trackable'
import type { Setting } from '../settings/setting'

/** The old side of a comparison is one of these: a file as it is in a commit or in the index. */
export const gitScheme = 'git'

/**
 * Sees copies and cuts: the editor tells every provider of pastes what was copied. It waits for none of them to go on,
 * and at a paste it asks this one nothing, as it names no kind of data: neither of the two is ever delayed or changed.
 */
export class CopyWatcher implements Disposable, vscode.DocumentPasteEditProvider {
  readonly #subscription: Disposable
  #registration: vscode.Disposable | undefined

  constructor(
    private readonly enabled: Setting<boolean>,
    private readonly onDidCopy: (document: vscode.TextDocument, ranges: readonly vscode.Range[]) => void,
  ) {
    this.#register()
    this.#subscription = enabled.onDidChange(() => this.#register())
  }

  prepareDocumentPaste(document: vscode.TextDocument, ranges: readonly vscode.Range[]): void {
    this.onDidCopy(document, ranges)
  }

  dispose(): void {
    this.#registration?.dispose()
    this.#subscription.dispose()
  }

  #register(): void {
    this.#registration?.dispose()
    if (!this.enabled.value) return
    this.#registration = vscode.languages.registerDocumentPasteEditProvider(
      [...trackableDocuments, { scheme: gitScheme }],
      this,
      {
        providedPasteEditKinds: [],
        // With a kind of data in either list the editor would wait for us at a paste.
        copyMimeTypes: [],
        pasteMimeTypes: [],
      },
    )
  }
}
