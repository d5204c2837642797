import { UserFacingError } from '../../base/errors'

/** What cannot be known where git may not run, said so that people know what would change it. */
export class KnownOnceTrusted extends UserFacingError {
  override readonly name = 'KnownOnceTrusted'

  /**
   * @param reason without an end
   * @param isWhole nothing of the repository can be read, whatever is asked
   */
  constructor(
    readonly reason: string,
    readonly isWhole: boolean,
  ) {
    super(`Who wrote this is known once you trust this folder: ${reason}.`)
  }
}
