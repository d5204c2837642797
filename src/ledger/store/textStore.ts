import { randomUUID } from 'node:crypto'
import { describeError } from '../../base/errors'
import type { LedgerFolder } from '../folder/ledgerFolder'
import { deflatedText, inflatedText } from './recordFile'
import { textIdOf } from '../folder/textId'
import { bylineFiles } from '../folder/bylineFolder'

/** A text that a record is just being written for looks unused; younger ones than this are left alone. */
const unusedTextLifeMs = 60 * 60 * 1000

/** Texts that were read last and are held ready. */
const mostHeld = 4

/** The normalised texts that records speak of, deflated, each written once under its id. */
export class TextStore {
  #folder: LedgerFolder
  #held = new Map<string, string>()

  constructor(folder: LedgerFolder) {
    this.#folder = folder
  }

  async write(textId: string, text: string): Promise<void> {
    const name = nameOf(textId)
    if ((await this.#folder.changedAt(name)) !== undefined) {
      // Nothing else to do: who prunes looks for its record before it is gone for good.
      return
    }
    await this.#folder.write(name, await deflatedText(text))
  }

  /** The text, or undefined when it was pruned or damaged. */
  async read(textId: string): Promise<string | undefined> {
    const held = this.#held.get(textId)
    if (held !== undefined) return held
    const name = nameOf(textId)
    const bytes = await this.#folder.read(name)
    if (!bytes) return undefined
    try {
      const text = await inflatedText(bytes)
      if (textIdOf(text) === textId) {
        this.#hold(textId, text)
        return text
      }
      await this.#folder.quarantine(name, 'the content does not belong to the name of the file')
    } catch (error) {
      await this.#folder.quarantine(name, describeError(error))
    }
    return undefined
  }

  /** Many versions are made from one text: it is not read again for each. */
  #hold(textId: string, text: string): void {
    this.#held.set(textId, text)
    for (const oldest of this.#held.keys()) if (this.#held.size > mostHeld) this.#held.delete(oldest)
  }

  /**
   * Deletes the texts that are not used; returns how many. A text may be recorded again at this very moment, by a process
   * that found it there: so it is only put away at first, and comes back where it is used by then. Who records looks
   * once more for the text when the record is written; one of the two sees the other.
   * @param used the ids of texts that records speak of, as the disk has them when it is called
   * @param among the only texts to look at; all that are not quite new where left out
   */
  async removeUnused(used: () => Promise<ReadonlySet<string>>, among?: ReadonlySet<string>): Promise<number> {
    const before = await used()
    await this.#settleAway(before)
    const away: { readonly textId: string; readonly name: string }[] = []
    for (const textId of among ?? (await this.#settledTexts())) {
      if (before.has(textId)) continue
      const name = `${bylineFiles.away}/${textId}-${randomUUID()}`
      if (await this.#folder.move(nameOf(textId), name)) away.push({ textId, name })
    }
    if (away.length === 0) return 0
    const after = await used()
    let removed = 0
    for (const { textId, name } of away) {
      if (after.has(textId)) {
        await this.#folder.move(name, nameOf(textId))
      } else {
        await this.#folder.remove(name)
        removed++
      }
    }
    await this.#folder.removeEmptyFolder(bylineFiles.away)
    return removed
  }

  /** Decides about what a process put away that died before it could. */
  async #settleAway(used: ReadonlySet<string>): Promise<void> {
    for (const file of await this.#folder.list(bylineFiles.away)) {
      const name = `${bylineFiles.away}/${file}`
      const at = await this.#folder.namedAt(name)
      // Younger ones are somebody's who is about to decide.
      if (at === undefined || at > Date.now() - unusedTextLifeMs) continue
      const textId = file.slice(0, 64)
      if (!used.has(textId)) await this.#folder.remove(name)
      else if ((await this.#folder.changedAt(nameOf(textId))) === undefined)
        await this.#folder.move(name, nameOf(textId))
    }
  }

  /** The texts that are there for longer than it takes to write a record of them. */
  async #settledTexts(): Promise<readonly string[]> {
    const found: string[] = []
    for (const shard of await this.#folder.list(bylineFiles.texts)) {
      for (const textId of await this.#folder.list(`${bylineFiles.texts}/${shard}`)) {
        const changedAt = await this.#folder.changedAt(nameOf(textId))
        if (changedAt !== undefined && changedAt <= Date.now() - unusedTextLifeMs) found.push(textId)
      }
    }
    return found
  }
}

function nameOf(textId: string): string {
  return `${bylineFiles.texts}/${textId.slice(0, 2)}/${textId}`
}
