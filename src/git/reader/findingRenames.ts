import { UserFacingError } from '../../base/errors'

/**
 * Asks git something with renames of similar files, and with those of identical ones where that fails: a partial clone
 * need not have the blobs that would be compared, and for identical ones none has to be read.
 * @param ask gets the threshold to put behind `-M` or `-C`
 */
export async function findingRenames<T>(ask: (threshold: '' | '100%') => Promise<T>): Promise<T> {
  try {
    return await ask('')
  } catch (error) {
    if (error instanceof UserFacingError && error.message.includes('failed (128)')) return ask('100%')
    throw error
  }
}
