import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { readFile, readlink, realpath } from 'node:fs/promises'
import * as path from 'node:path'
import type { PromiseFsClient } from 'isomorphic-git'

/** Larger files, such as packs, are read on another thread. */
const maxBytesAtOnce = 256 * 1024

/**
 * The file system as isomorphic-git sees it: nothing can be written, and with a `folder` (a real path) nothing outside
 * of it can be read, not through symbolic links either.
 *
 * One answer takes dozens of small files. Handing each to another thread and back costs this one more than reading it:
 * that is done here and now.
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
        return readSmall(file, options) ?? readFile(file, options)
      },
      stat: async (file: string) => {
        await inside(file)
        return statSync(file)
      },
      lstat: async (file: string) => {
        await inside(path.dirname(file))
        return lstatSync(file)
      },
      readdir: async (file: string) => {
        await inside(file)
        return readdirSync(file)
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

/** What is in a file; undefined where it is too large to wait for. */
function readSmall(file: string, options: Parameters<typeof readFile>[1]): string | Buffer | undefined {
  // Opening a pipe would wait for somebody to write into it.
  const opened = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const found = fstatSync(opened)
    return found.isFile() && found.size <= maxBytesAtOnce ? readFileSync(opened, encodingOf(options)) : undefined
  } finally {
    closeSync(opened)
  }
}

function encodingOf(options: Parameters<typeof readFile>[1]): BufferEncoding | null {
  return (typeof options === 'string' ? options : options?.encoding) ?? null
}

/** What must not be read is not there. */
function absent(file: string): Error {
  return Object.assign(new Error(`${file} is outside of the folder`), { code: 'ENOENT' })
}
