import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { notesRef, remoteNotesRef } from '../git/notes/notesRefs'

/** git holds the lock of a reference for moments. */
const lockLifeMs = 60_000

/** Removes what a git that was killed left behind on the references of the notes; nobody else writes these. */
export async function removeStaleLocks(commonDir: string, remote: string): Promise<void> {
  for (const ref of [notesRef, remoteNotesRef(remote)]) {
    const lock = join(commonDir, `${ref}.lock`)
    const changedAt = (await stat(lock).catch(() => undefined))?.mtimeMs // as a rule there is none
    if (changedAt !== undefined && changedAt < Date.now() - lockLifeMs) await rm(lock, { force: true })
  }
}
