import { randomUUID } from 'node:crypto'
import { constants, readdirSync } from 'node:fs'
import { appendFile, open, readdir, realpath, rename, rm, rmdir, stat } from 'node:fs/promises'
import * as path from 'node:path'
import { giveRights, replaceFile } from '../../files/replaceFile'
import { readSmallFile, readSmallFileSync } from '../../files/smallFile'
import { errorCode, isAbsent } from './errorCode'
import { makeFolder } from './folderRights'
import { SettledRights } from './settledRights'
import { noRight, writeError } from './writeError'
import { bylineFiles } from './bylineFolder'

/** A writer that died leaves its temporary file behind; one that is this old belongs to no living writer. */
const temporaryFileLifeMs = 60 * 60 * 1000

/** More than any file of a ledger: a text is of 5 MB at most, and the index of 100,000 records of some 25 MB. */
const maxFileBytes = 64 * 1024 * 1024

export interface LedgerFolderOptions {
  /** Absolute path of a folder that is not trusted: nothing is written, and nothing outside of it is read. */
  readonly readOnlyWithin?: string
  /** Absolute path of a folder that has to be there already where something is written. */
  readonly owner?: string
  /**
   * Asks git for `core.sharedRepository`, which decides who else may read and write here: its value, null for a key
   * without one, undefined where it is not set. Left out where no repository is near: then all is private.
   */
  readonly sharing?: () => Promise<string | null | undefined>
  /**
   * For a program that asks a lot at one moment and has nothing else to do meanwhile: reads without handing each file
   * to another thread, which takes longer than reading it.
   */
  readonly forOneMoment?: boolean
}

/**
 * The folder that holds a ledger, and the one owner of every file in it: whole files are written at once or not at all,
 * with the permissions that the repository shares its own files with, and damaged ones are quarantined.
 * Names are relative, separated by `/`. Nothing is created before the first write.
 */
export class LedgerFolder {
  readonly root: string
  readonly log: (message: string) => void
  /** Set in a folder that is not trusted: nothing is written, and nothing read that is not really inside this one. */
  readonly readOnlyWithin: string | undefined
  #reported = new Set<string>()
  #swept = false
  #readsAtOnce: boolean
  #rights: SettledRights

  /** Without this folder nothing is written: a repository that was deleted does not come back because of its ledger. */
  readonly owner: string | undefined

  constructor(root: string, log: (message: string) => void, options: LedgerFolderOptions = {}) {
    this.root = root
    this.log = log
    this.readOnlyWithin = options.readOnlyWithin
    this.owner = options.owner
    this.#readsAtOnce = options.forOneMoment ?? false
    this.#rights = new SettledRights(root, options, (key, message) => this.report(key, message))
  }

  /** Absolute path of `name`. */
  pathOf(name: string): string {
    return path.join(this.root, ...name.split('/'))
  }

  /** The content, or undefined when there is none, or it belongs to somebody who does not share it; that is reported. */
  async read(name: string): Promise<Buffer | undefined> {
    try {
      await this.#mustBeInside(name)
      return this.#readsAtOnce
        ? readSmallFileSync(this.pathOf(name), maxFileBytes)
        : await readSmallFile(this.pathOf(name), maxFileBytes)
    } catch (error) {
      if (isAbsent(error) || this.#isRefused(error)) return undefined
      throw error
    }
  }

  /** Some bytes of a file, fewer where it ends before; undefined when there is none, or it may not be read. */
  async readPart(name: string, from: number, length: number): Promise<Buffer | undefined> {
    try {
      await this.#mustBeInside(name)
      // A pipe in the place of a file must not hold anybody up.
      const file = await open(this.pathOf(name), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
      try {
        const found = await file.stat()
        if (!found.isFile()) return undefined
        // However much is asked for: no more is read than there is.
        const most = Math.max(0, Math.min(length, found.size - from))
        const { bytesRead, buffer } = await file.read(Buffer.alloc(most), 0, most, from)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    } catch (error) {
      if (isAbsent(error) || this.#isRefused(error)) return undefined
      throw error
    }
  }

  /** Names of the files in a folder; empty when there is no such folder, or it may not be read; that is reported. */
  async list(name: string): Promise<readonly string[]> {
    try {
      await this.#mustBeInside(name)
      return this.#readsAtOnce ? readdirSync(this.pathOf(name)) : await readdir(this.pathOf(name))
    } catch (error) {
      if (isAbsent(error) || this.#isRefused(error)) return []
      throw error
    }
  }

  /**
   * Writes a file through a temporary one, so that a reader or a crash never meets half of it.
   * Rejects with a UserFacingError where the folder cannot be written; nothing is left behind then.
   */
  async write(name: string, data: string | Uint8Array): Promise<void> {
    if (this.readOnlyWithin !== undefined) return
    const target = this.pathOf(name)
    const temporary = this.pathOf(`${bylineFiles.temporary}/${process.pid}-${randomUUID()}`)
    try {
      const { modes, owner } = await this.#rights.get()
      await this.#makingFolders([temporary, target], () =>
        replaceFile(target, data, { temporary, mode: modes.file, owner }),
      )
    } catch (error) {
      throw writeError(this.root, error)
    }
    if (!this.#swept) {
      this.#swept = true
      await this.#sweepTemporaryFiles()
    }
  }

  /** Makes the folder itself, for those who watch it. */
  async make(): Promise<void> {
    if (this.readOnlyWithin !== undefined) return
    try {
      if (this.owner !== undefined) await stat(this.owner)
      const { modes, owner } = await this.#rights.get()
      await makeFolder(this.root, modes, owner)
    } catch (error) {
      throw writeError(this.root, error)
    }
  }

  /** Creates an empty file whose name says everything; one that is there already stays as it is. */
  async mark(name: string): Promise<void> {
    if (this.readOnlyWithin !== undefined) return
    await this.append(name, '')
  }

  /** Adds to the end of a file, which is made where it is missing; what a kill leaves may be half of it. */
  async append(name: string, data: string): Promise<void> {
    if (this.readOnlyWithin !== undefined) return
    const file = this.pathOf(name)
    try {
      const { modes, owner } = await this.#rights.get()
      const isNew = (await this.changedAt(name)) === undefined
      await this.#makingFolders([file], () => appendFile(file, data, { mode: modes.file }))
      if (isNew) await giveRights(file, modes.file, owner)
    } catch (error) {
      throw writeError(this.root, error)
    }
  }

  /** Removes a file; one that is not there is fine. */
  async remove(name: string): Promise<void> {
    if (this.readOnlyWithin !== undefined) return
    try {
      await rm(this.pathOf(name), { force: true })
    } catch (error) {
      if (!isAbsent(error)) throw writeError(this.root, error)
    }
  }

  /** Gives a file another name; false where there is none. One that has that name by now is replaced. */
  async move(from: string, to: string): Promise<boolean> {
    if (this.readOnlyWithin !== undefined) return false
    try {
      if ((await this.changedAt(from)) === undefined) return false
      await this.#makingFolders([this.pathOf(to)], () => rename(this.pathOf(from), this.pathOf(to)))
      return true
    } catch (error) {
      if (isAbsent(error)) return false
      throw writeError(this.root, error)
    }
  }

  /** When a file got its name, in ms since 1970, or undefined when it is not there. */
  async namedAt(name: string): Promise<number | undefined> {
    try {
      return (await stat(this.pathOf(name))).ctimeMs
    } catch (error) {
      if (isAbsent(error)) return undefined
      throw error
    }
  }

  /** Removes a folder that has nothing in it; any other stays. */
  async removeEmptyFolder(name: string): Promise<void> {
    if (this.readOnlyWithin !== undefined) return
    // Not empty, not there or busy: then it stays.
    await rmdir(this.pathOf(name)).catch(() => undefined)
  }

  /** Last change of a file in ms since 1970, or undefined when it is not there. */
  async changedAt(name: string): Promise<number | undefined> {
    try {
      return (await stat(this.pathOf(name))).mtimeMs
    } catch (error) {
      if (isAbsent(error)) return undefined
      throw error
    }
  }

  /** Bytes of a file, or undefined when it is not there. */
  async sizeOf(name: string): Promise<number | undefined> {
    try {
      return (await stat(this.pathOf(name))).size
    } catch (error) {
      if (isAbsent(error)) return undefined
      throw error
    }
  }

  /** Moves a damaged file to `damaged/` and says so, once. Never throws. */
  async quarantine(name: string, reason: string): Promise<void> {
    if (this.readOnlyWithin !== undefined) {
      return this.report(name, `Damaged file in the ledger, ignored: ${this.pathOf(name)}: ${reason}.`)
    }
    const kept = `${bylineFiles.damaged}/${name.replaceAll('/', '-')}`
    let outcome = `kept as ${this.pathOf(kept)}`
    try {
      await this.#makingFolders([this.pathOf(kept)], () => rename(this.pathOf(name), this.pathOf(kept)))
    } catch (error) {
      if (isAbsent(error)) return
      outcome = `left where it is (${errorCode(error)})`
    }
    this.report(name, `Damaged file in the ledger, ignored: ${this.pathOf(name)}: ${reason}; ${outcome}.`)
  }

  /** Logs a message the first time that something with this key is reported. */
  report(key: string, message: string): void {
    if (this.#reported.has(key)) return
    this.#reported.add(key)
    this.log(message)
  }

  /** A link in a folder that is not trusted may lead anywhere; what it leads to counts as absent. */
  async #mustBeInside(name: string): Promise<void> {
    if (this.readOnlyWithin === undefined) return
    const inside = path.relative(await realpath(this.readOnlyWithin), await realpath(this.pathOf(name)))
    if (inside !== '..' && !inside.startsWith(`..${path.sep}`) && !path.isAbsolute(inside)) return
    throw Object.assign(new Error(`${this.pathOf(name)} is outside of ${this.readOnlyWithin}`), { code: 'ENOENT' })
  }

  async #sweepTemporaryFiles(): Promise<void> {
    try {
      for (const name of await this.list(bylineFiles.temporary)) {
        const file = `${bylineFiles.temporary}/${name}`
        const changedAt = await this.changedAt(file)
        if (changedAt !== undefined && changedAt < Date.now() - temporaryFileLifeMs) await this.remove(file)
      }
    } catch (error) {
      this.report('tmp', `Left-over temporary files in ${this.root} could not be removed: ${errorCode(error)}.`)
    }
  }

  /** Files of another user count as absent, and that is said once. */
  #isRefused(error: unknown): boolean {
    const code = errorCode(error)
    if (code !== 'EACCES' && code !== 'EPERM') return false
    this.report('refused', `Some of what is recorded in ${this.root} cannot be read (${code}). ${noRight}`)
    return true
  }

  /** Runs `action` on files, again after making their folders where one was missing; another process may remove it between. */
  async #makingFolders(files: readonly string[], action: () => Promise<void>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await action()
      } catch (error) {
        if (errorCode(error) !== 'ENOENT' || attempt === 3) throw error
        if (this.owner !== undefined) await stat(this.owner)
        const { modes, owner } = await this.#rights.get()
        for (const file of files) await makeFolder(path.dirname(file), modes, owner)
      }
    }
  }
}
