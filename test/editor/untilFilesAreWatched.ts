import { rmSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import type { Code } from '../host/code'

/**
 * A window that has just opened sees no change of files yet, and of a folder that was just made not for a while: waits
 * until it sees one. What is made in a folder before the editor watches that, is never seen where it is a folder itself
 * (`@parcel/watcher` on Linux goes through no folder that is new), so wait for each folder before making others in it.
 * @param folder a file is written there and taken away again
 */
export async function untilFilesAreWatched(code: Code, folder: string): Promise<void> {
  const probe = path.join(folder, `probe-${process.pid}`)
  await code.evaluate((api, probe) => {
    const seen = globalThis as { probeSeen?: boolean; probeWatcher?: { dispose(): void } }
    seen.probeSeen = false
    const file = api.Uri.file(probe)
    const pattern = new api.RelativePattern(api.Uri.joinPath(file, '..'), file.path.split('/').at(-1)!)
    seen.probeWatcher?.dispose()
    const watcher = (seen.probeWatcher = api.workspace.createFileSystemWatcher(pattern))
    for (const event of [watcher.onDidCreate, watcher.onDidChange]) event(() => (seen.probeSeen = true))
  }, probe)
  try {
    await code.waitFor(
      () => {
        writeFileSync(probe, `${Date.now()}`)
        return code.evaluate(() => (globalThis as { probeSeen?: boolean }).probeSeen)
      },
      { what: 'files to be watched', timeoutMs: 60_000 },
    )
  } finally {
    rmSync(probe, { force: true })
  }
}
