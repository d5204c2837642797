import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenRepository } from '../openRepository'

/**
 * What a commit template says, kept between the two message hooks: git gives up on a template that was not edited, but
 * no longer sees that when there are trailers in it.
 */
export class TemplateFile {
  #path: string

  constructor({ bylineFolder }: OpenRepository) {
    this.#path = join(bylineFolder, 'template')
  }

  async write(text: string): Promise<void> {
    await writeFile(this.#path, text, 'latin1')
  }

  async read(): Promise<string | undefined> {
    try {
      return await readFile(this.#path, 'latin1')
    } catch {
      return undefined // this commit has no template
    }
  }

  async clear(): Promise<void> {
    await rm(this.#path, { force: true })
  }
}
