import * as vscode from 'vscode'

/** The user's and the workspace's settings for the trailers in a folder, in the form of `byline.json`. */
export function editorTrailerSettings(root: string): { readonly trailers: Record<string, unknown> } {
  const settings = vscode.workspace.getConfiguration('byline.trailers', vscode.Uri.file(root))
  const names = ['enabled', 'key', 'detail', 'maxFiles', 'minimumShare']
  return { trailers: Object.fromEntries(names.map((name) => [name, settings.get(name)])) }
}
