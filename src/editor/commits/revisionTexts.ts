import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import type { Repositories } from '../repositories/repositories'

const scheme = 'byline-revision'

/** Shows files as a commit has them, read-only; the name of the tab ends as the file's, so that it has its language. */
export class RevisionTexts extends DisposableStore implements vscode.TextDocumentContentProvider {
  constructor(private readonly repositories: Repositories) {
    super()
    this.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this))
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { rev, path } = JSON.parse(uri.fragment) as { readonly rev: string; readonly path: string }
    const repository = await this.repositories.ofFolder(uri.query)
    const file = await repository?.program.readFile({ kind: 'commit', rev }, path)
    return file?.kind === 'text' ? file.text : ''
  }
}

/** @param root of a repository; `rev` a full commit id; `path` relative to the root */
export function revisionUri(root: string, rev: string, path: string): vscode.Uri {
  return vscode.Uri.from({
    scheme,
    path: `/${rev.slice(0, 8)}/${path}`,
    query: root,
    fragment: JSON.stringify({ rev, path }),
  })
}
