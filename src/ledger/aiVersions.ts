import type { LedgerFolder } from './folder/ledgerFolder'
import { bylineFiles } from './folder/bylineFolder'

/** Beyond these the oldest go: as many empty files as years of work leave. */
const maxVersions = 50_000

/**
 * The versions of files with AI lines that commits were made with: an empty file for each blob, named by its id. The
 * shell part of the hooks asks for them, where one file with all of them would have to be read.
 */
export class AiVersions {
  #folder: LedgerFolder

  constructor(folder: LedgerFolder) {
    this.#folder = folder
  }

  /** @param blobs full ids */
  async add(blobs: Iterable<string>): Promise<void> {
    await Promise.all([...new Set(blobs)].map((blob) => this.#folder.mark(`${bylineFiles.aiVersions}/${blob}`)))
  }

  /** @param blob full id */
  async has(blob: string): Promise<boolean> {
    return (await this.#folder.changedAt(`${bylineFiles.aiVersions}/${blob}`)) !== undefined
  }

  /** Keeps them to a number that a folder can hold. */
  async prune(): Promise<void> {
    const names = await this.#folder.list(bylineFiles.aiVersions)
    if (names.length <= maxVersions) return
    const dated: { readonly name: string; readonly at: number }[] = []
    for (const name of names)
      dated.push({ name, at: (await this.#folder.changedAt(`${bylineFiles.aiVersions}/${name}`)) ?? 0 })
    dated.sort((a, b) => a.at - b.at)
    for (const { name } of dated.slice(0, names.length - maxVersions))
      await this.#folder.remove(`${bylineFiles.aiVersions}/${name}`)
  }
}
