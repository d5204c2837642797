import { realpath, stat } from 'node:fs/promises'
import * as path from 'node:path'
import { type PromiseFsClient, getConfig } from 'isomorphic-git'
import type { Repository } from '../findRepository'

/** Packs are read whole into the memory of the editor's extension host. */
const maxPackBytes = 200 * 1024 * 1024

/**
 * Why isomorphic-git must not be asked about a repository; undefined where it may. It reads some of these wrong
 * without noticing, so this is found out first.
 */
export async function whyUnreadable(
  repository: Repository,
  fs: PromiseFsClient,
  trusted: boolean,
): Promise<string | undefined> {
  const { root, gitDir, commonDir } = repository
  if (!trusted) {
    const realRoot = await realpath(root)
    for (const folder of [gitDir, commonDir]) {
      const relative = path.relative(realRoot, await realpath(folder))
      if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
        return `the repository is outside of ${root}, which is not trusted`
      }
    }
  }
  const config = async (name: string): Promise<string> =>
    String((await getConfig({ fs, gitdir: commonDir, path: name })) ?? '').toLowerCase()
  const format = await config('extensions.objectformat')
  if (format !== '' && format !== 'sha1') return `objects are named by ${format}`
  const refStorage = await config('extensions.refstorage')
  if (refStorage !== '' && refStorage !== 'files') return `references are stored as ${refStorage}`
  if ((await config('extensions.partialclone')) !== '') return 'the clone is partial'
  // Read through `fs`, as an untrusted repository may have links here as well.
  const names = async (folder: string): Promise<readonly string[]> =>
    fs.promises.readdir(path.join(commonDir, folder)).catch(() => [])
  if ((await names('objects/info')).includes('alternates')) return 'objects are borrowed from another repository'
  const packs = await names('objects/pack')
  if (packs.some((name) => name.endsWith('.promisor'))) return 'the clone is partial'
  let bytes = 0
  for (const name of packs.filter((name) => name.endsWith('.pack'))) {
    bytes += (await stat(path.join(commonDir, 'objects/pack', name)).catch(() => undefined))?.size ?? 0
  }
  if (bytes > maxPackBytes) return `the history is too large (${Math.round(bytes / 1024 / 1024)} MB)`
  return undefined
}
