import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { readSmallText, usualMaxBytes } from '../files/smallFile'
import {
  mergeTrailerSettings,
  parseTrailerSettings,
  type TrailerSettings,
  type TrailerSettingsLayer,
} from '../formats/trailers/trailerSettings'
import { objectInfos, readBlobs } from '../git/catFile'
import { indexEntries } from '../git/reader/snapshotEntries'
import { bylineFiles } from '../ledger/folder/bylineFolder'
import type { OpenRepository } from './openRepository'

/** The settings that a project shares, at the root of its work tree. */
const sharedName = 'byline.json'

/**
 * The trailer settings that hold in a repository: the user's and the workspace's, as the editor says or left them for the
 * hooks, over them `byline.json`. What is wrong with them goes to the log.
 * @param of which `byline.json` holds: that of a commit of the index, which is the one on disk where none is staged, or
 * that of a commit of everything on disk
 */
export async function readTrailerSettings(
  open: OpenRepository,
  of: 'index' | 'worktree' = 'index',
): Promise<TrailerSettings> {
  const { editorSettings, bylineFolder } = open
  // An editor shows what is wrong with them where they are written.
  const log = editorSettings ? () => undefined : open.log
  const own = editorSettings?.() ?? parseJson(await readSettings(join(bylineFolder, bylineFiles.settings)))
  const shared = of === 'index' ? await readStaged(open) : undefined
  return mergeTrailerSettings(
    layerOf(own, "the editor's settings (byline.trailers.…)", log),
    layerOf(parseJson(shared ?? (await readSettings(join(open.repository.root, sharedName)))), sharedName, log),
  )
}

/** @returns undefined where none is staged */
async function readStaged({ reader: { git } }: OpenRepository): Promise<string | undefined> {
  const staged = (await indexEntries(git, [sharedName])).get(sharedName)
  const [info] = staged ? await objectInfos(git, [staged.id]) : []
  if (info?.type !== 'blob' || info.bytes > usualMaxBytes) return undefined
  return (await readBlobs(git, [info])).get(info.id)?.toString('utf8')
}

async function readSettings(path: string): Promise<string | undefined> {
  try {
    return (await lstat(path)).isFile() ? await readSmallText(path) : undefined
  } catch {
    return undefined // not there, or not for us: nothing is set
  }
}

/** @param document undefined where there is none */
function layerOf(document: unknown, name: string, log: (message: string) => void): TrailerSettingsLayer {
  if (document === undefined) return { settings: {}, problems: [] }
  const layer = parseTrailerSettings(document)
  for (const problem of layer.problems) log(`${name}: ${problem}`)
  return layer
}

/** null for what is not JSON: no settings object either way. */
function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}
