import { lstat, realpath } from 'node:fs/promises'
import * as path from 'node:path'
import { readSmallFile } from '../../files/smallFile'
import type { SkipReason } from '../../attribution/lines/fileProvenance'
import type { SnapshotFile } from '../../provenance/sources'
import { decodeText } from '../decodeText'
import { type FileAttributes, fileAttributes } from '../fileAttributes'
import type { GitProgram } from '../gitProgram'
import { isBinary } from '../isBinary'
import { isPlainText, pathToBytes } from '../pathBytes'

/** The texts of files as they are on disk, or why they have none: path -> file. What is not there is left out. */
export async function worktreeTexts(
  git: GitProgram,
  paths: readonly string[],
  maxBytes: number,
): Promise<ReadonlyMap<string, SnapshotFile>> {
  const files = new Map<string, SnapshotFile>()
  const attributesOf = await fileAttributes(git, paths, 'worktree')
  const root = await realpath(git.root)
  /** Folder -> whether it is in the work tree; asked once. */
  const inside = new Map<string, Promise<boolean>>()
  for (const file of paths) {
    const folder = path.dirname(path.join(git.root, file))
    let isInside = inside.get(folder)
    if (!isInside) inside.set(folder, (isInside = leadsInto(root, folder)))
    const read = (await isInside) ? await readText(git.root, file, attributesOf(file), maxBytes) : 'symlink'
    if (typeof read === 'string') files.set(file, { kind: 'skipped', reason: read, blob: undefined })
    else if (read) files.set(file, { kind: 'text', text: read.text, blob: undefined })
  }
  return files
}

/** The text, the reason why there is none, or undefined where there is no file. */
async function readText(
  root: string,
  file: string,
  attributes: FileAttributes,
  maxBytes: number,
): Promise<SkipReason | { readonly text: string } | undefined> {
  try {
    const place = isPlainText(file) ? path.join(root, file) : pathToBytes(`${root}/${file}`)
    const found = await lstat(place)
    if (found.isDirectory()) return 'submodule'
    if (found.isSymbolicLink()) return 'symlink'
    if (!found.isFile()) return 'unreadable'
    if (attributes.filtered) return 'filtered'
    if (attributes.binary) return 'binary'
    if (found.size > maxBytes) return 'tooLarge'
    const bytes = await readSmallFile(place, maxBytes)
    if (attributes.encoding === undefined && isBinary(bytes)) return 'binary'
    const text = decodeText(bytes, attributes.encoding)
    return text === undefined ? 'unreadable' : { text }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : 'unreadable'
  }
}

/** Whether a folder still is in the work tree after all symbolic links on the way. */
async function leadsInto(root: string, folder: string): Promise<boolean> {
  try {
    const relative = path.relative(root, await realpath(folder))
    return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
  } catch {
    // Not there, or no name that can be asked for: reading the file tells.
    return true
  }
}
