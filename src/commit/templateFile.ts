import type { LedgerFolder } from '../ledger/folder/ledgerFolder'
import type { OpenRepository } from '../repository/openRepository'
import { bylineFiles } from '../ledger/folder/bylineFolder'

/**
 * What a commit template says, kept between the two message hooks: git gives up on a template that was not edited, but
 * no longer sees that when there are trailers in it.
 */
export class TemplateFile {
  #files: LedgerFolder

  constructor({ ledger }: OpenRepository) {
    this.#files = ledger.files
  }

  async write(text: string): Promise<void> {
    await this.#files.write(bylineFiles.template, Buffer.from(text, 'latin1'))
  }

  async read(): Promise<string | undefined> {
    // Most commits have no template.
    return (await this.#files.read(bylineFiles.template))?.toString('latin1')
  }

  async clear(): Promise<void> {
    await this.#files.remove(bylineFiles.template)
  }
}
