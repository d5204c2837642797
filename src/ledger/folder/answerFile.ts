import * as v from 'valibot'
import { readSmallFileSync } from '../../files/smallFile'
import { describeError } from '../../base/errors'
import { errorCode } from './errorCode'
import type { LedgerFolder } from './ledgerFolder'

/**
 * What the user answered to a question about this repository. An answer has a file of its own: the index may be thrown
 * away and rebuilt, or overwritten by another window with what that one last knew, and neither may bring back a consent
 * that was withdrawn.
 */
export class AnswerFile<Answer extends string> {
  #folder: LedgerFolder
  #fileName: string
  #name: string
  #answers: readonly Answer[]

  /** @param fileName `<name of the question>.json` */
  constructor(folder: LedgerFolder, fileName: `${string}.json`, answers: readonly Answer[]) {
    this.#folder = folder
    this.#fileName = fileName
    this.#name = fileName.slice(0, -'.json'.length)
    this.#answers = answers
  }

  /** What the user last said in any window; undefined when never asked, or where the answer cannot be read. */
  get(): Answer | undefined {
    // Nothing hangs on it where nothing is written, and the file may be a link.
    if (this.#folder.readOnlyWithin !== undefined) return undefined
    const file = this.#folder.pathOf(this.#fileName)
    try {
      const content = v.strictObject({ v: v.literal(1), [this.#name]: v.picklist(this.#answers) })
      return v.parse(content, JSON.parse(readSmallFileSync(file).toString('utf8')))[this.#name] as Answer
    } catch (error) {
      const code = errorCode(error)
      if (code !== 'ENOENT' && code !== 'ENOTDIR') {
        this.#folder.report(this.#fileName, `${file} counts as no ${this.#name}: ${describeError(error)}`)
      }
      return undefined
    }
  }

  /** Stores the answer; undefined forgets it. */
  async set(answer: Answer | undefined): Promise<void> {
    if (answer === undefined) await this.#folder.remove(this.#fileName)
    else await this.#folder.write(this.#fileName, JSON.stringify({ v: 1, [this.#name]: answer }))
  }
}
