import { lstat } from 'node:fs/promises'
import * as path from 'node:path'
import { isPlainText, pathToBytes } from './pathBytes'

/** Whether anything is at a path, also a symbolic link that leads nowhere. */
export async function isOnDisk(root: string, file: string): Promise<boolean> {
  try {
    await lstat(isPlainText(file) ? path.join(root, file) : pathToBytes(`${root}/${file}`))
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // What cannot be looked at may be there.
    return code !== 'ENOENT' && code !== 'ENOTDIR'
  }
}
