import type { LedgerFolder } from '../ledger/folder/ledgerFolder'
import type { OpenRepository } from '../repository/openRepository'

const fileName = 'template'

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
    await this.#files.write(fileName, Buffer.from(text, 'latin1'))
  }

  async read(): Promise<string | undefined> {
    // Most commits have no template.
    return (await this.#files.read(fileName))?.toString('latin1')
  }

  async clear(): Promise<void> {
    await this.#files.remove(fileName)
  }
}
