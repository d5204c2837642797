import { rmSync } from 'node:fs'
import { waitFor } from '../host/waitFor'

/** Removes folders that an editor may still have open: it and git may write into them until the last moment. */
export async function removeFolders(...folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    await waitFor(
      () => {
        rmSync(folder, { recursive: true, force: true })
        return true
      },
      { what: `${folder} to be removed` },
    )
  }
}
