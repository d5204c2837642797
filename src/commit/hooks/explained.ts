import { UserFacingError } from '../../base/errors'

/** Runs `action` and turns what the file system refuses into advice; `folder` is what it works on. */
export async function explained<T>(folder: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof UserFacingError || !(error instanceof Error) || !('code' in error)) throw error
    const advice =
      error.code === 'EROFS'
        ? 'It is on a read-only file system.'
        : error.code === 'ENOSPC'
          ? 'The disk is full.'
          : error.code === 'ENOTDIR' || error.code === 'EEXIST'
            ? 'A file stands where a folder should be; move it away.'
            : 'Give your user the right to read and write there, or let the owner of the repository do it.'
    throw new UserFacingError(`The commit hooks in ${folder} cannot be changed (${String(error.code)}). ${advice}`, {
      cause: error,
    })
  }
}
