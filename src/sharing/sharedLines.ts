import { describeError, UserFacingError } from '../base/errors'
import type { LedgerFolder } from '../ledger/folder/ledgerFolder'
import { bylineFiles } from '../ledger/folder/bylineFolder'

/**
 * Which lines of notes this repository wrote, and which of them it retracted: the ids, one a line, behind `+` or `-`.
 * Written behind and never edited, so that several syncs need no lock; half a line that a kill left counts for nothing.
 * Without this file nothing is ever retracted: an id alone does not say whose line it is.
 */
export class SharedLines {
  #folder: LedgerFolder
  #known: Set<string>

  private constructor(folder: LedgerFolder, known: Set<string>) {
    this.#folder = folder
    this.#known = known
  }

  /** @param folder where Byline keeps its files */
  static async open(folder: LedgerFolder): Promise<SharedLines> {
    const text = (await folder.read(bylineFiles.sharedLines))?.toString('latin1') ?? ''
    return new SharedLines(folder, new Set(text.split('\n').filter((line) => /^[+-][0-9a-f]{8,64}$/.test(line))))
  }

  wrote(id: string): boolean {
    return this.#known.has(`+${id}`)
  }

  retracted(id: string): boolean {
    return this.#known.has(`-${id}`)
  }

  /**
   * Writes down what is going to be shared, before it is: what a kill leaves is then known to be ours.
   * @throws UserFacingError where the file cannot be written
   */
  async add(written: readonly string[], retracted: readonly string[]): Promise<void> {
    const lines = [...written.map((id) => `+${id}`), ...retracted.map((id) => `-${id}`)]
    const added = lines.filter((line) => !this.#known.has(line))
    if (added.length === 0) return
    try {
      // The line end first: what was cut off before must not swallow the first of these.
      await this.#folder.append(bylineFiles.sharedLines, `\n${added.join('\n')}\n`)
    } catch (error) {
      const reason = describeError(error).split('\n', 1)[0] ?? ''
      throw new UserFacingError(`What is shared could not be written down, so nothing was shared: ${reason}.`, {
        cause: error,
      })
    }
    for (const line of added) this.#known.add(line)
  }
}
