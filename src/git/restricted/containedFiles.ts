import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import * as path from 'node:path'
import { readSmallFileSync } from '../../files/smallFile'

/**
 * All packs of a repository may have so many bytes: isomorphic-git has each in memory as a whole, and looks at all of
 * its bytes once. A tenth of a second and the memory of a picture; most repositories that people look at before they
 * trust them are smaller.
 */
export const maxPackBytes = 50 * 1024 * 1024

/** The same for their indexes, of which it takes every entry apart: 370,000 objects, a fifth of a second, 60 MB. */
export const maxIndexBytes = 10 * 1024 * 1024

/** No other file of git's is larger: references, the configuration, an object that is stored for itself. */
const maxOtherBytes = 8 * 1024 * 1024

/**
 * The file system as a program sees it that must not leave some folders: files in them are read, whatever leads out of
 * them, through symbolic links too, is an error, and nothing is written. Pipes, devices and files of gigabytes are errors
 * as well. It has the shape that isomorphic-git asks for.
 *
 * One answer takes thousands of small files. Handing each to another thread and back takes longer than reading it, and
 * who reads here has a thread of their own.
 */
export class ContainedFiles {
  readonly #folders: readonly string[]

  /** @param folders real paths */
  constructor(folders: readonly string[]) {
    this.#folders = folders
  }

  readonly promises = {
    readFile: async (file: string, options?: string | { readonly encoding?: string }): Promise<Buffer | string> => {
      const bytes = readSmallFileSync(this.#contained(file), maxBytesOf(file))
      const encoding = typeof options === 'string' ? options : options?.encoding
      return encoding === undefined ? bytes : bytes.toString('utf8')
    },
    readdir: async (folder: string): Promise<string[]> => readdirSync(this.#contained(folder)),
    stat: async (file: string) => statSync(this.#contained(file)),
    lstat: async (file: string) => lstatSync(this.#contained(file)),
    readlink: refuse,
    writeFile: refuse,
    mkdir: refuse,
    rmdir: refuse,
    unlink: refuse,
    symlink: refuse,
  }

  /** The text of a file; undefined where there is none. */
  async text(file: string): Promise<string | undefined> {
    try {
      return String(await this.promises.readFile(file, 'utf8'))
    } catch (error) {
      if (isAbsent(error)) return undefined
      throw error
    }
  }

  /** The names in a folder; none where there is no such folder. */
  async names(folder: string): Promise<readonly string[]> {
    try {
      return await this.promises.readdir(folder)
    } catch (error) {
      if (isAbsent(error)) return []
      throw error
    }
  }

  #contained(file: string): string {
    const real = realpathSync.native(file)
    if (this.#folders.some((folder) => isInside(folder, real))) return real
    throw Object.assign(new Error(`${file} leads out of the folder`), { code: 'EACCES' })
  }
}

/** Whether a path is a folder or something in it; both absolute and real. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file)
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
}

function maxBytesOf(file: string): number {
  if (file.endsWith('.pack')) return maxPackBytes
  return file.endsWith('.idx') ? maxIndexBytes : maxOtherBytes
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
}

async function refuse(): Promise<never> {
  throw Object.assign(new Error('Nothing is written here'), { code: 'EROFS' })
}
