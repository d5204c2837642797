import { readdirSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Whether VS Code has put this text aside for a crash ("hot exit"). It writes one file for each unsaved document, about a
 * second after the last change: on the first line the document's address, then its text.
 *
 * @param userDataDir of the editor; the browser's VS Code keeps the backups in its `User` folder, the desktop beside it
 * @param document the absolute path of the document
 */
export function isBackedUp(userDataDir: string, document: string, text: string): boolean {
  return ['User', '']
    .flatMap((inside) => filesBelow(path.join(userDataDir, inside, 'Backups')))
    .map((file) => readFileSync(file, 'utf8'))
    .some((backup) => {
      const endOfFirstLine = backup.indexOf('\n')
      const [address = ''] = backup.slice(0, endOfFirstLine).split(' ')
      const { pathname } = new URL(address)
      return fileURLToPath(`file://${pathname}`) === document && backup.slice(endOfFirstLine + 1) === text
    })
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
