import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'

/** The scheme of the documents in which the editor previews a refactoring: each is a file as it would become. */
const scheme = 'vscode-bulkeditpreview-editor'

/** So long after the preview its edits may still arrive: it is closed first, then files are opened. */
const arrivesMs = 3_000

/** The preview of a rename opens so soon before or after the key tells of the rename. */
const opensMs = 3_000

/** A preview that is open, or was a moment ago. */
interface Preview {
  readonly document: vscode.TextDocument
  readonly openedMs: number
  isOfRename: boolean
}

/**
 * What a rename shows before it is applied, which may be long after the key. An internal of the editor, so it may be
 * missing: what is applied from the preview is then like any extension's edit. Other refactorings have previews as well.
 */
export class RenamePreviews extends DisposableStore {
  /** By the path of the file. */
  readonly #previews = new Map<string, Preview>()
  #askedMs = -Infinity

  constructor() {
    super()
    this.add(
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document.uri.scheme !== scheme) return
        const openedMs = performance.now()
        const isOfRename = openedMs - this.#askedMs < opensMs
        this.#previews.set(document.uri.path, { document, openedMs, isOfRename })
      }),
    )
    this.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document.uri.scheme === scheme) this.#closed(document)
      }),
    )
  }

  /** The key told of a rename: the previews that open about now are of it. */
  asked(): void {
    this.#askedMs = performance.now()
    for (const preview of this.#previews.values()) {
      if (this.#askedMs - preview.openedMs < opensMs) preview.isOfRename = true
    }
  }

  /** Whether a file has just become what a preview of a rename said, or said a moment ago. */
  became(document: vscode.TextDocument): boolean {
    const preview = this.#previews.get(document.uri.path)
    // Asked at every edit: putting the text of a large file together takes milliseconds.
    return preview?.isOfRename === true && preview.document.getText() === document.getText()
  }

  #closed(document: vscode.TextDocument): void {
    setTimeout(() => {
      const { path } = document.uri
      if (this.#previews.get(path)?.document === document) this.#previews.delete(path)
    }, arrivesMs).unref()
  }
}
