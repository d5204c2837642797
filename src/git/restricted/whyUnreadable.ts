import { realpath } from 'node:fs/promises'
import * as path from 'node:path'
import { configValues } from '../configValues'
import type { Repository } from '../findRepository'
import { type ContainedFiles, isInside, maxIndexBytes, maxPackBytes } from './containedFiles'

/**
 * Why a repository cannot be read without git; undefined where it can. What is stored in another way would be read
 * wrong, and what is large take too long, so this is found out first.
 */
export async function whyUnreadable(
  { root, gitDir, commonDir }: Repository,
  files: ContainedFiles,
): Promise<string | undefined> {
  const realRoot = await realpath(root)
  for (const folder of [gitDir, commonDir]) {
    if (!isInside(realRoot, await realpath(folder))) return 'the repository is outside of the folder'
  }
  const config = configValues((await files.text(path.join(commonDir, 'config'))) ?? '')
  const extension = (name: string): string => (config.get(`extensions.${name}`) ?? '').toLowerCase()
  const format = extension('objectformat')
  if (format !== '' && format !== 'sha1') return `objects are named by ${format}`
  const refStorage = extension('refstorage')
  if (refStorage !== '' && refStorage !== 'files') return `references are stored as ${refStorage}`
  if (extension('partialclone') !== '') return 'the clone is partial'
  const info = await files.names(path.join(commonDir, 'objects', 'info'))
  if (info.includes('alternates')) return 'objects are borrowed from another repository'
  const folder = path.join(commonDir, 'objects', 'pack')
  const packs = await files.names(folder)
  if (packs.some((name) => name.endsWith('.promisor'))) return 'the clone is partial'
  const isTooLarge = async (ending: string, maxBytes: number): Promise<boolean> => {
    let bytes = 0
    for (const name of packs) {
      if (name.endsWith(ending)) bytes += (await files.promises.stat(path.join(folder, name))).size
      if (bytes > maxBytes) return true
    }
    return false
  }
  if (await isTooLarge('.pack', maxPackBytes)) return 'its history is too large to be read without git'
  if (await isTooLarge('.idx', maxIndexBytes)) return 'it has too many objects to be read without git'
  return undefined
}
