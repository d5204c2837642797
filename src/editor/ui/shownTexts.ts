import * as vscode from 'vscode'
import type { Disposable } from '../../base/disposable'

const scheme = 'byline-text'

/** Serves short texts that are only to be read: closing one asks nothing, and it is there again after a reload. */
export class ShownTexts implements Disposable, vscode.TextDocumentContentProvider {
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this)

  provideTextDocumentContent(uri: vscode.Uri): string {
    return uri.fragment
  }

  dispose(): void {
    this.#registration.dispose()
  }
}

/**
 * Shows a text in a tab of its own, read-only.
 * @param title of the tab
 * @param text of a few thousand characters at most: it is a part of the address of the document
 */
export async function showText(title: string, text: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme, path: `/${title}`, fragment: text })
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri))
}
