import { createHash } from 'node:crypto'
import * as path from 'node:path'
import type { ContainedFiles } from './containedFiles'
import { objectTypes, type GitObject } from './gitObject'
import { deflatedBound, inflatedWhole, maxObjectBytes, tooLarge } from './inflated'
import { damaged, ObjectError } from './objectError'
import type { OpenFile } from './openFile'
import { PackFile } from './packFile'
import { PackIndex } from './packIndex'

interface Pack {
  readonly name: string
  readonly index: PackIndex
  readonly objects: PackFile
}

/** Files are closed when nobody asked for this long: on Windows an open one cannot be deleted for good. */
const idleMs = 1_000

/** The head of a loose object is no longer than this: `commit 12345678\0`. */
const maxHead = 32

/**
 * The objects of a repository as git stores them: packed, or each in a file of its own. Only the parts of a pack that a
 * question needs are read, whatever its size.
 */
export class ObjectFiles {
  readonly #folder: string
  readonly #disk: ContainedFiles
  #packs: Promise<readonly Pack[]> | undefined
  /** All that have to be closed, also of packs that git replaced. */
  #toClose: OpenFile[] = []
  #asking = 0
  #idle: NodeJS.Timeout | undefined

  /** @param folder `objects` of the repository */
  constructor(folder: string, disk: ContainedFiles) {
    this.#folder = folder
    this.#disk = disk
  }

  /**
   * @param id full
   * @throws ObjectError where there is no such object, or it cannot be read
   */
  async read(id: string): Promise<GitObject> {
    return this.#ask(async () => {
      const found = (await this.#packed(id)) ?? (await this.#loose(id)) ?? (await this.#packedSince(id))
      if (!found) throw new ObjectError('missing', `there is no object ${id}`)
      if (idOf(found) !== id) throw damaged(`what is stored as ${id} is another object`)
      return found
    })
  }

  /** The full ids that begin like this; at least two digits. */
  async idsFrom(prefix: string, limit: number): Promise<readonly string[]> {
    return this.#ask(async () => {
      const ids = new Set<string>()
      for (const { index } of await this.#opened()) for (const id of await index.idsFrom(prefix, limit)) ids.add(id)
      const begin = prefix.slice(0, 2)
      for (const rest of await this.#disk.list(path.join(this.#folder, begin))) {
        const id = begin + rest
        if (id.startsWith(prefix) && /^[0-9a-f]{40}$/.test(id)) ids.add(id)
      }
      return [...ids].slice(0, limit)
    })
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    clearTimeout(this.#idle)
    this.#asking++
    try {
      return await question()
    } finally {
      if (--this.#asking === 0) this.#idle = setTimeout(() => this.#close(), idleMs).unref()
    }
  }

  async #packed(id: string): Promise<GitObject | undefined> {
    for (const { index, objects } of await this.#opened()) {
      const offset = await index.offsetOf(id)
      if (offset !== undefined) return objects.read(offset)
    }
    return undefined
  }

  /** It was packed, or fetched, since the packs were looked for. */
  async #packedSince(id: string): Promise<GitObject | undefined> {
    await this.#look()
    return this.#packed(id)
  }

  async #loose(id: string): Promise<GitObject | undefined> {
    const file = await this.#disk.open(path.join(this.#folder, id.slice(0, 2), id.slice(2)))
    if (!file) return undefined
    try {
      if (file.size > deflatedBound(maxObjectBytes)) throw tooLarge(file.size)
      const bytes = await inflatedWhole(await file.read(0, file.size), maxObjectBytes + maxHead)
      const [head, name, size] = /^([a-z]+) (\d+)\0/.exec(bytes.toString('latin1', 0, maxHead)) ?? []
      const type = objectTypes.find((type) => type === name)
      const content = bytes.subarray(head?.length)
      if (content.length > maxObjectBytes) throw tooLarge(content.length)
      if (type === undefined || content.length !== Number(size)) throw damaged(`${file.name} is no object`)
      return { type, content }
    } finally {
      file.close()
    }
  }

  #opened(): Promise<readonly Pack[]> {
    this.#packs ??= this.#open([])
    return this.#packs
  }

  /** Opens the packs that are new. */
  async #look(): Promise<void> {
    this.#packs = this.#open(await this.#opened())
    await this.#packs
  }

  async #open(known: readonly Pack[]): Promise<readonly Pack[]> {
    const folder = path.join(this.#folder, 'pack')
    const packs: Pack[] = []
    for (const name of await this.#disk.list(folder)) {
      if (!name.endsWith('.idx')) continue
      const pack = known.find((pack) => pack.name === name) ?? (await this.#openPack(path.join(folder, name), name))
      if (pack) packs.push(pack)
    }
    return packs
  }

  async #openPack(file: string, name: string): Promise<Pack | undefined> {
    const [index, objects] = [await this.#opening(file), await this.#opening(file.replace(/idx$/, 'pack'))]
    if (!index || !objects) return undefined
    try {
      const opened = await PackIndex.open(index)
      return { name, index: opened, objects: new PackFile(objects, opened) }
    } catch (error) {
      // As git does it: what is in no other pack is missing.
      if (error instanceof ObjectError) return undefined
      throw error
    }
  }

  async #opening(name: string): Promise<OpenFile | undefined> {
    const file = await this.#disk.open(name)
    if (file) this.#toClose.push(file)
    return file
  }

  #close(): void {
    this.#packs = undefined
    for (const file of this.#toClose.splice(0)) file.close()
  }
}

/** The name of an object is the sum of what it is. */
function idOf({ type, content }: GitObject): string {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex')
}
