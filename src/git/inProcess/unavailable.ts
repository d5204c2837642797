import { UserFacingError } from '../../base/errors'

/** What cannot be known without the git program; `reason` completes "unavailable: ". */
export function unavailable(reason: string): UserFacingError {
  return new UserFacingError(`unavailable: ${reason}`)
}
