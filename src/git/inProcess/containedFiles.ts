import { type Dirent, readdirSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import * as path from 'node:path'
import { OpenFile } from './openFile'

/** Longer ones are none of those that are read as text: HEAD, references, the configuration. */
const maxTextBytes = 64 * 1024 * 1024

/**
 * Files that are only read, and with a `folder` (a real path) none outside of it, not through symbolic links either:
 * that is an error. What is not there is none.
 *
 * One answer takes dozens of small files. Handing each to another thread and back costs this one more than reading it:
 * that is done here and now.
 */
export class ContainedFiles {
  readonly #folder: string | undefined

  constructor(folder: string | undefined) {
    this.#folder = folder
  }

  /** Undefined where there is no such file. To be closed by who asked. */
  async open(file: string): Promise<OpenFile | undefined> {
    return (await this.#isThere(file)) ? OpenFile.open(file) : undefined
  }

  /** The text of a file; undefined where there is none. */
  async text(file: string): Promise<string | undefined> {
    const opened = await this.open(file)
    if (!opened) return undefined
    try {
      if (opened.size > maxTextBytes) throw new Error(`${file} has ${opened.size} bytes`)
      return (await opened.read(0, opened.size)).toString('utf8')
    } finally {
      opened.close()
    }
  }

  /** The names in a folder; none where there is no such folder. */
  async list(folder: string): Promise<readonly string[]> {
    return (await this.entries(folder)).map(({ name }) => name)
  }

  /** What is in a folder; nothing where there is no such folder. */
  async entries(folder: string): Promise<readonly Dirent[]> {
    try {
      return (await this.#isThere(folder)) ? readdirSync(folder, { withFileTypes: true }) : []
    } catch (error) {
      if (isAbsent(error)) return []
      throw error
    }
  }

  async #isThere(file: string): Promise<boolean> {
    if (this.#folder === undefined) return true
    let real: string
    try {
      real = await realpath(file)
    } catch (error) {
      if (isAbsent(error)) return false
      throw error
    }
    if (isInside(this.#folder, real)) return true
    throw new Error(`${file} is outside of the folder`)
  }
}

/** Whether a path is a folder or something in it; both absolute. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file)
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
}
