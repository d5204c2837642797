/** Something the person at the keyboard has to mend. The message is one sentence that says what. */
export class HostProblem extends Error {
  override readonly name = 'HostProblem'
}

/** What to print for an error: the sentence alone for a `HostProblem`, the stack for a defect. */
export function describeProblem(error: unknown): string {
  if (error instanceof HostProblem) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
