import type { LedgerFolder } from './ledgerFolder'
import { textIdOf } from './textId'

const folderName = 'pending'
const line = /^([^\t\n\r]+)\t([0-9a-f]{64})\n$/

/**
 * The texts with AI lines that may not be committed yet. `pending` exists only while there are any: that is what the
 * shell part of the hooks asks. It is a folder with one file a path, because then windows and hooks add and remove
 * without a lock: a folder that another process just wrote into cannot be removed.
 */
export class PendingFolder {
  #folder: LedgerFolder

  constructor(folder: LedgerFolder) {
    this.#folder = folder
  }

  /** Path -> id of the text. */
  async all(): Promise<ReadonlyMap<string, string>> {
    const pending = new Map<string, string>()
    for (const name of await this.#folder.list(folderName)) {
      const content = (await this.#folder.read(`${folderName}/${name}`))?.toString('utf8')
      if (content === undefined) continue
      const [, escaped, textId] = line.exec(content) ?? []
      const path = escaped === undefined ? undefined : unescaped(escaped)
      if (path === undefined || textId === undefined) {
        await this.#folder.setAside(`${folderName}/${name}`, 'not a path and a text id')
      } else {
        pending.set(path, textId)
      }
    }
    if (pending.size === 0) await this.#removeIfEmpty()
    return pending
  }

  async set(path: string, textId: string | undefined): Promise<void> {
    const name = `${folderName}/${textIdOf(escaped(path)).slice(0, 40)}`
    if (textId !== undefined) {
      await this.#folder.write(name, `${escaped(path)}\t${textId}\n`)
    } else {
      await this.#folder.remove(name)
      await this.#removeIfEmpty()
    }
  }

  async #removeIfEmpty(): Promise<void> {
    // One that stays costs a hook one look.
    await this.#folder.removeEmptyFolder(folderName)
  }
}

/** JSON's escapes without its quotes: no tab or line end is left, and lone surrogates survive. */
function escaped(path: string): string {
  return JSON.stringify(path).slice(1, -1)
}

function unescaped(text: string): string | undefined {
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    // The caller reports the file as damaged.
    return undefined
  }
}
