/**
 * An error whose message is meant for the person at the keyboard: it says what happened and what to do.
 * Everything else that is thrown is a defect and goes to the log.
 */
export class UserFacingError extends Error {
  override name = 'UserFacingError'
}

/** What to write into a log for something caught: the stack of an error, else its text. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.stack ?? error.message
  return String(error)
}
