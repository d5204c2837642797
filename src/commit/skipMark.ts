import { join } from 'node:path'
import { readSmallText } from '../files/smallFile'
import type { OpenRepository } from '../repository/openRepository'
import { bylineFiles } from '../ledger/folder/bylineFolder'

/**
 * Whether the user asked the editor to leave the trailers out of the next commit. The mark names the HEAD that the
 * commit is made on, so it holds no longer than that.
 */
export async function isSkippedOnce({ bylineFolder }: OpenRepository, head: string | undefined): Promise<boolean> {
  try {
    return (await readSmallText(join(bylineFolder, bylineFiles.skipNextCommit))).trim() === (head ?? 'unborn')
  } catch {
    return false // no mark
  }
}
