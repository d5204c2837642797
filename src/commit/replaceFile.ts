import { chmod, rename, rm, stat, writeFile } from 'node:fs/promises'

/**
 * Puts another content in the place of a file, at once or not at all: a hook that is killed in the middle, or a disk
 * that is full, must not cost anybody a commit message.
 * @param content one character a byte (Latin-1), as messages are read
 * @throws where it cannot be written; the file is as it was then
 */
export async function replaceFile(file: string, content: string): Promise<void> {
  // Always the same name: what a kill leaves behind goes with the next message. Two at a time there are none, as git
  // itself has only the one file.
  const temporary = `${file}.byline`
  try {
    await writeFile(temporary, content, 'latin1')
    await chmod(temporary, (await stat(file)).mode)
    await rename(temporary, file)
  } catch (error) {
    // It may not be there; the first error is the one worth telling.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}
