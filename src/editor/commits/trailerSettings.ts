import { join } from 'node:path'
import * as vscode from 'vscode'
import { readSmallText } from '../../files/smallFile'
import {
  mergeTrailerSettings,
  parseTrailerSettings,
  type TrailerSettings,
} from '../../formats/trailers/trailerSettings'
import type { RepositoryContext } from '../repositories/repositoryContext'
import { bylineFiles } from '../../ledger/folder/bylineFolder'

/** The trailer settings that hold in a repository: the user's and the workspace's, over them `byline.json`. */
export async function trailerSettingsOf(repository: RepositoryContext): Promise<TrailerSettings> {
  const own = parseTrailerSettings(editorSettings(repository.root))
  const shared = parseTrailerSettings(await readJson(join(repository.root, 'byline.json')))
  return mergeTrailerSettings(own, shared)
}

/** Leaves the editor's settings where the commit hooks find them: the hooks run without the editor. */
export async function writeSettingsForHooks(repository: RepositoryContext): Promise<void> {
  const folder = repository.bylineFolder
  if (folder === undefined || !repository.isTrusted) return
  const file = join(folder, bylineFiles.settings)
  const settings = editorSettings(repository.root)
  // Written only when it changes: the folder is watched.
  if (JSON.stringify(await readJson(file)) === JSON.stringify(settings)) return
  await repository.ledger.files.write(bylineFiles.settings, `${JSON.stringify(settings, undefined, 2)}\n`)
}

function editorSettings(root: string): { readonly trailers: Record<string, unknown> } {
  const settings = vscode.workspace.getConfiguration('byline.trailers', vscode.Uri.file(root))
  const names = ['enabled', 'key', 'detail', 'maxFiles', 'minimumShare']
  return { trailers: Object.fromEntries(names.map((name) => [name, settings.get(name)])) }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readSmallText(path))
  } catch {
    // Absent or not JSON: the editor marks a broken byline.json by its schema; the other settings hold.
    return {}
  }
}
