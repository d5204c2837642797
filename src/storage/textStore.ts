import { utimes } from 'node:fs/promises'
import { describeError } from '../base/errors'
import type { LedgerFolder } from './ledgerFolder'
import { deflatedText, inflatedText } from './recordFile'
import { textIdOf } from './textId'

/** A text that a record is just being written for looks unused; younger ones than this are left alone. */
const unusedTextLifeMs = 60 * 60 * 1000

/** The normalised texts that records speak of, deflated, each written once under its id. */
export class TextStore {
  #folder: LedgerFolder

  constructor(folder: LedgerFolder) {
    this.#folder = folder
  }

  async write(textId: string, text: string): Promise<void> {
    const name = nameOf(textId)
    if ((await this.#folder.changedAt(name)) !== undefined) {
      const now = new Date()
      // Tells a pruning process that it is in use again; where that fails the text is as old as it looks.
      await utimes(this.#folder.pathOf(name), now, now).catch(() => undefined)
    } else {
      await this.#folder.write(name, await deflatedText(text))
    }
  }

  /** The text, or undefined when it was pruned or damaged. */
  async read(textId: string): Promise<string | undefined> {
    const name = nameOf(textId)
    const bytes = await this.#folder.read(name)
    if (!bytes) return undefined
    try {
      const text = await inflatedText(bytes)
      if (textIdOf(text) === textId) return text
      await this.#folder.setAside(name, 'the content does not belong to the name of the file')
    } catch (error) {
      await this.#folder.setAside(name, describeError(error))
    }
    return undefined
  }

  /** Deletes the texts that are not in `used`; returns how many. */
  async removeUnused(used: ReadonlySet<string>): Promise<number> {
    let removed = 0
    for (const shard of await this.#folder.list('texts')) {
      for (const textId of await this.#folder.list(`texts/${shard}`)) {
        if (used.has(textId)) continue
        const changedAt = await this.#folder.changedAt(`texts/${shard}/${textId}`)
        if (changedAt === undefined || changedAt > Date.now() - unusedTextLifeMs) continue
        await this.#folder.remove(`texts/${shard}/${textId}`)
        removed++
      }
    }
    return removed
  }
}

function nameOf(textId: string): string {
  return `texts/${textId.slice(0, 2)}/${textId}`
}
