import { constants } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import * as path from 'node:path'
import { errorCode } from './folder/errorCode'

/** Whether the user of this process can use a ledger. */
export interface LedgerAccess {
  /** Undefined where all is well. A sentence or two for people: what is refused, whose it is, and what to do. */
  readonly problem: string | undefined
}

/** Folders and files that are tried; a ledger has thousands, and what is wrong is mostly wrong with many. */
const maxTried = 20_000

/**
 * Tries whether everything that Byline keeps in a folder can be read, and new files be made there. A folder that is not
 * there yet is fine where it can be made.
 * @param root absolute path of `byline` in the common git directory
 */
export async function ledgerAccess(root: string): Promise<LedgerAccess> {
  const folder = (await isThere(root)) ? root : path.dirname(root)
  const refused: string[] = []
  await tryFolder(folder, folder === root, refused, { left: maxTried })
  const [first] = refused
  if (first === undefined) return { problem: undefined }
  const owner = await ownerOf(first)
  const others = refused.length > 1 ? ` and ${refused.length - 1} more` : ''
  return {
    problem: `Your user may not use ${first}${others}, so edits and commits of yours are not recorded. ${owner} ${advice(root, first)}`,
  }
}

async function tryFolder(
  folder: string,
  withContent: boolean,
  refused: string[],
  budget: { left: number },
): Promise<void> {
  if (budget.left-- <= 0) return
  if (!(await may(folder, constants.R_OK | constants.W_OK | constants.X_OK))) {
    refused.push(folder)
    return
  }
  if (!withContent) return
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) await tryFolder(file, true, refused, budget)
    else if (budget.left-- > 0 && !(await may(file, constants.R_OK))) refused.push(file)
  }
}

async function may(file: string, mode: number): Promise<boolean> {
  try {
    await access(file, mode)
    return true
  } catch (error) {
    // What went away meanwhile is no obstacle.
    return errorCode(error) === 'ENOENT'
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

async function ownerOf(file: string): Promise<string> {
  try {
    const { uid, mode } = await stat(file)
    const own = process.getuid?.()
    return uid === own
      ? 'It is yours, without the right to use it.'
      : `It belongs to the user with the number ${uid} (mode ${(mode & 0o777).toString(8)}).`
  } catch {
    return 'Whose it is cannot be seen.'
  }
}

function advice(root: string, refused: string): string {
  return `Where several people use this repository, its owner runs "git config core.sharedRepository group", then "byline install": Byline then shares its files as git does. A file left by another user, such as root, is given back with: chown -R "$(id -u)" "${refused === root ? root : path.dirname(refused)}"`
}
