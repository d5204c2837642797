import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describeError } from '../base/errors'
import { errorCode } from './errorCode'
import type { LedgerFolder } from './ledgerFolder'

const fileName = 'consent.json'
const content = v.strictObject({ v: v.literal(1), consent: v.picklist(['granted', 'refused']) })

/** Whether the user lets Byline touch the hooks and messages of this repository. */
export type Consent = 'granted' | 'refused'

/**
 * Consent has a file of its own: the index may be thrown away and rebuilt, or overwritten by another window with what
 * that one last knew, and neither may bring back a consent that was withdrawn.
 */
export class ConsentFile {
  #folder: LedgerFolder

  constructor(folder: LedgerFolder) {
    this.#folder = folder
  }

  /** What the user last said in any window; undefined when never asked, or where the answer cannot be read. */
  get(): Consent | undefined {
    // Nothing hangs on it where nothing is written, and the file may be a link.
    if (this.#folder.readOnlyWithin !== undefined) return undefined
    try {
      return v.parse(content, JSON.parse(readFileSync(this.#folder.pathOf(fileName), 'utf8'))).consent
    } catch (error) {
      const code = errorCode(error)
      if (code !== 'ENOENT' && code !== 'ENOTDIR') {
        this.#folder.report(fileName, `${this.#folder.pathOf(fileName)} counts as no consent: ${describeError(error)}`)
      }
      return undefined
    }
  }

  async set(consent: Consent | undefined): Promise<void> {
    if (consent === undefined) await this.#folder.remove(fileName)
    else await this.#folder.write(fileName, JSON.stringify({ v: 1, consent }))
  }
}
