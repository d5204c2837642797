import { statSync } from 'node:fs'
import { chmod, lstat, mkdir, readdir, stat } from 'node:fs/promises'
import * as path from 'node:path'
import { errorCode } from './errorCode'
import { giveRights, type Owner } from '../../files/replaceFile'

/** Permission bits of what Byline writes: files and folders. */
export interface Modes {
  readonly file: number
  readonly folder: number
}

/**
 * What applies where nothing is shared: texts of files that only their owner may read are kept here, so the umask does
 * not decide.
 */
export const privateModes: Modes = { file: 0o600, folder: 0o700 }

const setGroupId = 0o2000
/** Windows has no such bits; what is below the user's own folder is theirs there. */
const hasModes = process.platform !== 'win32'

/**
 * The permissions that go with a value of git's `core.sharedRepository`, by the rules of git itself.
 * @param value as `git config` prints it; undefined where it is not set, null where the key stands without a value
 */
export function modesOf(value: string | null | undefined): Modes {
  if (value === undefined) return privateModes
  const name = value?.trim().toLowerCase() ?? 'true'
  if (['all', 'world', 'everybody', '2', '02', '002', '0002'].includes(name)) return sharedModes(0o664)
  if (['group', 'true', 'yes', 'on', '1', '01', '001', '0001'].includes(name)) return sharedModes(0o660)
  const octal = /^[0-7]{3,5}$/.test(name) ? Number.parseInt(name, 8) & 0o666 : 0
  // Git refuses to work where the owner is left out.
  return (octal & 0o600) === 0o600 ? sharedModes(octal) : privateModes
}

function sharedModes(file: number): Modes {
  const folder = file | ((file & 0o444) >> 2)
  // New files below belong to the group of the folder then, whoever makes them.
  return { file, folder: (file & 0o060) === 0 ? folder : folder | setGroupId }
}

/**
 * The permissions that the folder shows, for what cannot wait until git was asked: shared as the folder is where its
 * group may write, else private.
 */
export function modesShownBy(folder: string): Modes {
  try {
    const { mode } = statSync(folder)
    return (mode & setGroupId) !== 0 && (mode & 0o020) !== 0 ? sharedModes(mode & 0o666) : privateModes
  } catch {
    return privateModes // not there yet
  }
}

/**
 * To whom files below a folder are given: to its owner where root writes into somebody else's repository, who could
 * neither read nor replace them otherwise. Undefined where they simply belong to whoever writes.
 */
export async function ownerFor(folder: string): Promise<Owner | undefined> {
  if (process.geteuid?.() !== 0) return undefined
  try {
    const { uid, gid } = await stat(folder)
    return uid === 0 ? undefined : { uid, gid }
  } catch {
    return undefined // not there: nobody to give it to
  }
}

/** Makes a folder and those above it that are missing, with their permissions. */
export async function makeFolder(folder: string, modes: Modes, owner: Owner | undefined): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: modes.folder & 0o777 })
  if (first === undefined) return
  for (let made = folder; ; made = path.dirname(made)) {
    await giveRights(made, modes.folder, owner)
    if (made === first || path.dirname(made) === made) return
  }
}

/**
 * Brings what is there already to these permissions: what an earlier version wrote with the umask, or what was written
 * before the repository was shared. A folder inside gets its own only when all below has theirs, so whatever is left
 * undone is found the next time by one look at the topmost level. Files of other users stay as they are.
 */
export async function settleRights(root: string, modes: Modes): Promise<void> {
  if (!hasModes) return
  // The outermost first: with it alone nobody else gets at the rest.
  if (await differs(root, modes.folder)) await change(root, modes.folder)
  await settleBelow(root, modes)
}

async function settleBelow(folder: string, modes: Modes): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!(await differs(file, modes.folder))) continue
      await settleBelow(file, modes)
      await change(file, modes.folder)
    } else if (entry.isFile() && (await differs(file, modes.file))) await change(file, modes.file)
  }
}

async function differs(file: string, mode: number): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined) // gone meanwhile
  return found !== undefined && (found.mode & 0o777) !== (mode & 0o777)
}

async function change(file: string, mode: number): Promise<void> {
  try {
    await chmod(file, mode)
  } catch (error) {
    if (!['ENOENT', 'EPERM', 'EACCES', 'EROFS'].includes(errorCode(error) ?? '')) throw error
  }
}
