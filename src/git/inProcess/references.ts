import * as path from 'node:path'
import type { ContainedFiles } from './containedFiles'

/** Symbolic references that name each other; git follows as many. */
const maxSteps = 5
/** Folders in each other. */
const maxDepth = 30

/** In which places a short name is looked for, in this order (`gitrevisions`). */
const places = ['', 'refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/']

/** The references of a repository that keeps them in files: each in one of its own, or all in `packed-refs`. */
export class References {
  readonly #folder: string
  readonly #disk: ContainedFiles

  /** @param folder that the work trees of a repository share */
  constructor(folder: string, disk: ContainedFiles) {
    this.#folder = folder
    this.#disk = disk
  }

  /** The full id that a reference stands for, by its whole or its short name; undefined where there is none. */
  async idOf(name: string): Promise<string | undefined> {
    if (!isName(name)) return undefined
    const packed = await this.#packed()
    for (const place of [...places.map((place) => place + name), `refs/remotes/${name}/HEAD`]) {
      const id = await this.#follow(place, packed)
      if (id !== undefined) return id
    }
    return undefined
  }

  /** All references below a folder such as `refs/notes`: whole name -> full id. */
  async below(folder: string): Promise<ReadonlyMap<string, string>> {
    const packed = await this.#packed()
    const names = new Set(await this.#looseBelow(folder, 0))
    for (const [, name = ''] of packed.matchAll(/^[0-9a-f]{40} (\S+)$/gm)) {
      if (name.startsWith(`${folder}/`)) names.add(name)
    }
    const found = new Map<string, string>()
    for (const name of [...names].filter(isName).sort()) {
      const id = await this.#follow(name, packed)
      if (id !== undefined) found.set(name, id)
    }
    return found
  }

  async #looseBelow(folder: string, depth: number): Promise<readonly string[]> {
    const names: string[] = []
    for (const entry of await this.#disk.entries(path.join(this.#folder, folder))) {
      const name = `${folder}/${entry.name}`
      if (!entry.isDirectory()) names.push(name)
      else if (depth < maxDepth) names.push(...(await this.#looseBelow(name, depth + 1)))
    }
    return names
  }

  async #follow(name: string, packed: string): Promise<string | undefined> {
    let at = name
    for (let step = 0; step <= maxSteps; step++) {
      const content = (await this.#disk.text(path.join(this.#folder, at)))?.trim() ?? packedId(packed, at)
      if (content === undefined) return undefined
      if (!content.startsWith('ref: ')) return /^[0-9a-f]{40}$/.test(content) ? content : undefined
      at = content.slice(5).trim()
      if (!isName(at)) return undefined
    }
    return undefined
  }

  async #packed(): Promise<string> {
    return (await this.#disk.text(path.join(this.#folder, 'packed-refs'))) ?? ''
  }
}

function packedId(packed: string, name: string): string | undefined {
  const at = packed.indexOf(` ${name}\n`)
  const id = packed.slice(Math.max(0, at - 40), Math.max(0, at))
  return /^[0-9a-f]{40}$/.test(id) ? id : undefined
}

/** Whether a name leads nowhere but into the folder of the references; the rest of git's rules are for git. */
function isName(name: string): boolean {
  return name !== '' && name.split('/').every((part) => part !== '' && !part.startsWith('.')) && !/[\s\\:~^]/.test(name)
}
