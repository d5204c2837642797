import { UserFacingError } from '../../base/errors'
import { errorCode } from './errorCode'

export const noRight = 'Your user needs the right to read and write there; "byline doctor" tells whose it is.'
const noSpace = 'Free some disk space; what is in open editors is recorded again with the next change.'
const notFolder = 'A file stands where the folder should be; move it away.'
const explanations: Readonly<Record<string, string>> = {
  EACCES: noRight,
  EPERM: noRight,
  EROFS: 'It is on a read-only file system.',
  ENOSPC: noSpace,
  EDQUOT: noSpace,
  ENOTDIR: notFolder,
  EEXIST: notFolder,
}

/** What people read where something could not be written to a folder of records; errors without a code stay as they are. */
export function writeError(root: string, error: unknown): unknown {
  const code = errorCode(error)
  if (code === undefined) return error
  const text = explanations[code] ?? 'Check that this folder exists and can be written.'
  return new UserFacingError(`Byline could not store who wrote what in ${root} (${code}). ${text}`, { cause: error })
}
