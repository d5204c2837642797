/** Why an object cannot be had: not there, too large to be looked at, of another type, or not what git writes. */
export type ObjectProblem = 'missing' | 'tooLarge' | 'otherType' | 'damaged'

/** An object that cannot be read. */
export class ObjectError extends Error {
  constructor(
    readonly problem: ObjectProblem,
    message: string,
  ) {
    super(message)
  }
}

export function damaged(what: string): ObjectError {
  return new ObjectError('damaged', what)
}
