import * as vscode from 'vscode'
import { DisposableStore } from '../base/disposable'

/** The scheme of the documents in which the editor previews a refactoring: each is a file as it would become. */
const scheme = 'vscode-bulkeditpreview-editor'

/** So long after the preview its edits may still arrive: it is closed first, then files are opened. */
const arrivesMs = 3_000

/**
 * What a rename shows before it is applied, which may be long after the command. An internal of the editor, so it may
 * be missing: what is applied from the preview is then like any extension's edit.
 */
export class RenamePreviews extends DisposableStore {
  /** By the path of the file. */
  readonly #previews = new Map<string, vscode.TextDocument>()

  /** @param isAsked whether somebody is renaming: other refactorings have previews as well */
  constructor(isAsked: () => boolean) {
    super()
    this.add(
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document.uri.scheme !== scheme || !isAsked()) return
        this.#previews.set(document.uri.path, document)
      }),
    )
    this.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document.uri.scheme === scheme) this.#closed(document)
      }),
    )
  }

  /** Whether a file has just become what a preview said, or said a moment ago. */
  became(document: vscode.TextDocument): boolean {
    const preview = this.#previews.get(document.uri.path)
    // Asked at every edit: putting the text of a large file together takes milliseconds.
    return preview !== undefined && preview.getText() === document.getText()
  }

  #closed(document: vscode.TextDocument): void {
    setTimeout(() => {
      const { path } = document.uri
      if (this.#previews.get(path) === document) this.#previews.delete(path)
    }, arrivesMs).unref()
  }
}
