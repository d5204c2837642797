import { lstat, readFile, readdir, readlink, realpath, stat } from 'node:fs/promises'
import * as path from 'node:path'
import type { PromiseFsClient } from 'isomorphic-git'

/**
 * The file system as isomorphic-git sees it: nothing can be written, and with a `folder` (a real path) nothing outside
 * of it can be read, not through symbolic links either.
 */
export function containedFiles(folder: string | undefined): PromiseFsClient {
  const inside = async (file: string): Promise<void> => {
    if (folder === undefined) return
    const relative = path.relative(folder, await realpath(file))
    if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) throw absent(file)
  }
  const refuse = async (): Promise<never> => {
    throw Object.assign(new Error('Nothing is written in process'), { code: 'EROFS' })
  }
  return {
    promises: {
      readFile: async (file: string, options?: Parameters<typeof readFile>[1]) => {
        await inside(file)
        return readFile(file, options)
      },
      stat: async (file: string) => {
        await inside(file)
        return stat(file)
      },
      lstat: async (file: string) => {
        await inside(path.dirname(file))
        return lstat(file)
      },
      readdir: async (file: string) => {
        await inside(file)
        return readdir(file)
      },
      readlink: async (file: string) => {
        await inside(path.dirname(file))
        return readlink(file)
      },
      writeFile: refuse,
      mkdir: refuse,
      rmdir: refuse,
      unlink: refuse,
      symlink: refuse,
    },
  }
}

/** What must not be read is not there. */
function absent(file: string): Error {
  return Object.assign(new Error(`${file} is outside of the folder`), { code: 'ENOENT' })
}
