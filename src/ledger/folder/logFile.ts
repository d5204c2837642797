import { chownSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { replaceFileSync } from '../../files/replaceFile'
import { readSmallFileSync } from '../../files/smallFile'
import { visibleText } from '../../base/visibleText'
import { modesShownBy } from './folderRights'

const maxBytes = 256 * 1024

/** A pipe in the place of the log must not make a hook wait for somebody who reads it. */
const appending = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NONBLOCK ?? 0)

/**
 * A log of bounded size, one line an entry, for what runs where nobody reads its output. Writing is synchronous, so
 * that the last words of a process that is about to exit are kept, and never fails.
 */
export class LogFile {
  #path: string
  #fallback: ((line: string) => void) | undefined

  /** @param fallback gets what cannot be written, as where the repository belongs to another user */
  constructor(path: string, fallback?: (line: string) => void) {
    this.#path = path
    this.#fallback = fallback
  }

  readonly write = (message: string): void => {
    // What is logged may be anybody's, and is read in a terminal.
    const text = visibleText(oneLine(message))
    try {
      this.#append(`${new Date().toISOString()} ${text}\n`)
      if (statSync(this.#path).size > maxBytes) this.#dropOldHalf()
    } catch {
      this.#fallback?.(text)
    }
  }

  #append(line: string): void {
    const folder = dirname(this.#path)
    const isNew = !existsSync(this.#path)
    const made = existsSync(folder) ? undefined : mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Git is not asked here; what is made now gets its permissions with the first record.
    const log = openSync(this.#path, appending, modesShownBy(folder).file)
    try {
      writeSync(log, line)
    } finally {
      closeSync(log)
    }
    if (isNew) for (const file of made === undefined ? [this.#path] : [folder, this.#path]) giveToOwner(file, folder)
  }

  #dropOldHalf(): void {
    const text = readSmallFileSync(this.#path, 16 * maxBytes).toString('utf8')
    const { mode, uid, gid } = statSync(this.#path)
    const owner = process.geteuid?.() === 0 ? { uid, gid } : undefined
    replaceFileSync(this.#path, text.slice(text.indexOf('\n', text.length / 2) + 1), { mode, owner })
  }
}

/** The lines of a message side by side. */
function oneLine(message: string): string {
  return message
    .slice(0, 4_000)
    .split('\n')
    .map((line) => line.trim())
    .join(' | ')
}

/** What root writes into somebody else's repository is for them to go on writing. */
function giveToOwner(file: string, folder: string): void {
  if (process.geteuid?.() !== 0) return
  const { uid, gid } = statSync(dirname(folder))
  if (uid !== 0) chownSync(file, uid, gid)
}
