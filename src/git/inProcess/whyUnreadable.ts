import { realpath } from 'node:fs/promises'
import * as path from 'node:path'
import type { Repository } from '../findRepository'
import { configValues } from './configValues'
import { isInside, type ContainedFiles } from './containedFiles'

/**
 * Why a repository cannot be read in process; undefined where it can. What is stored in another way would be read wrong,
 * so this is found out first.
 */
export async function whyUnreadable(
  { root, gitDir, commonDir }: Repository,
  disk: ContainedFiles,
  trusted: boolean,
): Promise<string | undefined> {
  if (!trusted) {
    const realRoot = await realpath(root)
    for (const folder of [gitDir, commonDir]) {
      if (!isInside(realRoot, await realpath(folder)))
        return `the repository is outside of ${root}, which is not trusted`
    }
  }
  const config = configValues((await disk.text(path.join(commonDir, 'config'))) ?? '')
  const extension = (name: string): string => (config.get(`extensions.${name}`) ?? '').toLowerCase()
  const format = extension('objectformat')
  if (format !== '' && format !== 'sha1') return `objects are named by ${format}`
  const refStorage = extension('refstorage')
  if (refStorage !== '' && refStorage !== 'files') return `references are stored as ${refStorage}`
  if (extension('partialclone') !== '') return 'the clone is partial'
  const names = async (folder: string): Promise<readonly string[]> => disk.list(path.join(commonDir, folder))
  if ((await names('objects/info')).includes('alternates')) return 'objects are borrowed from another repository'
  if ((await names('objects/pack')).some((name) => name.endsWith('.promisor'))) return 'the clone is partial'
  return undefined
}
