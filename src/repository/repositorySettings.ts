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
import type { OpenRepository } from './openRepository'
import { bylineFiles } from '../ledger/folder/bylineFolder'

/**
 * The trailer settings that hold in a repository: what the editor left for the hooks (the user's and the workspace's),
 * over it `byline.json` as it is staged, else as it is on disk. What is wrong with them goes to the log.
 */
export async function readTrailerSettings(open: OpenRepository): Promise<TrailerSettings> {
  const editor = join(open.bylineFolder, bylineFiles.settings)
  return mergeTrailerSettings(
    layerOf(await readSettings(editor), "the editor's settings (byline.trailers.…)", open.log),
    layerOf(await readShared(open), 'byline.json', open.log),
  )
}

async function readShared({ reader, repository }: OpenRepository): Promise<string | undefined> {
  const [staged] = await objectInfos(reader.git, [':byline.json'])
  if (staged?.type !== 'blob' || staged.bytes > usualMaxBytes) return readSettings(join(repository.root, 'byline.json'))
  return (await readBlobs(reader.git, [staged])).get(staged.id)?.toString('utf8')
}

async function readSettings(path: string): Promise<string | undefined> {
  try {
    return (await lstat(path)).isFile() ? await readSmallText(path) : undefined
  } catch {
    return undefined // not there, or not for us: nothing is set
  }
}

function layerOf(text: string | undefined, name: string, log: (message: string) => void): TrailerSettingsLayer {
  if (text === undefined) return { settings: {}, problems: [] }
  const layer = parseTrailerSettings(parseJson(text))
  for (const problem of layer.problems) log(`${name}: ${problem}`)
  return layer
}

/** undefined for what is not JSON: no settings object either way. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
