import { chmodSync, chownSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { chmod, chown, rename, rm, stat, writeFile } from 'node:fs/promises'

/** Windows has no permission bits; what is below the user's own folder is theirs there. */
const hasModes = process.platform !== 'win32'

/** Who owns what is written. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** What a file gets before it has its name. */
export interface Rights {
  /** Permission bits; those of the file that is replaced where left out. */
  readonly mode?: number
  /** Whoever writes where left out. */
  readonly owner?: Owner | undefined
}

export interface Replacement extends Rights {
  /**
   * Absolute path of the file that is written first, on the same disk. Beside the file, always of the same name, where
   * left out: what a kill leaves behind goes with the next time then. Only where two at a time write it has a name of
   * its own.
   */
  readonly temporary?: string
}

/**
 * Puts another content in the place of a file, at once or not at all: no reader, kill or full disk meets half of it.
 * @throws where it cannot be written; the file is as it was then, and nothing is left beside it
 */
export async function replaceFile(
  file: string,
  content: string | Uint8Array,
  { temporary = temporaryOf(file), mode, owner }: Replacement = {},
): Promise<void> {
  try {
    await writeFile(temporary, content, { mode: mode ?? 0o600 })
    await giveRights(temporary, mode ?? (await stat(file)).mode, owner)
    await rename(temporary, file)
  } catch (error) {
    // It may not be there; the first error is the one worth telling.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** {@link replaceFile} for a process that may be about to end. */
export function replaceFileSync(
  file: string,
  content: string,
  { temporary = temporaryOf(file), mode = 0o600, owner }: Replacement = {},
): void {
  try {
    writeFileSync(temporary, content, { mode })
    if (hasModes && owner) chownSync(temporary, owner.uid, owner.gid)
    if (needsMode(mode, owner)) chmodSync(temporary, mode)
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Gives a file that was just made its permissions and its owner; the umask may have taken some bits away. */
export async function giveRights(file: string, mode: number, owner: Owner | undefined): Promise<void> {
  if (hasModes && owner) await chown(file, owner.uid, owner.gid)
  if (needsMode(mode, owner)) await chmod(file, mode)
}

function needsMode(mode: number, owner: Owner | undefined): boolean {
  // No umask takes anything of the owner's own rights that is worth a call for every file.
  return hasModes && (owner !== undefined || (mode & 0o077) !== 0)
}

function temporaryOf(file: string): string {
  return `${file}.byline`
}
