import { setTimeout as delay } from 'node:timers/promises'

/** How long to wait, and for what (for the message when it does not come). */
export interface WaitOptions {
  readonly timeoutMs?: number
  readonly what?: string
  /** Gives up at once, with the question's error, when this becomes true. */
  readonly until?: () => boolean
}

/**
 * Asks again after 50 ms, and seldomer the longer it takes, until the answer is truthy, and returns it. A question that throws counts as no.
 * @throws after `timeoutMs` (40 s), with the last error as the cause
 */
export async function waitFor<T>(question: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
  const { timeoutMs = 40_000, what = question.toString(), until = () => false } = options
  const started = Date.now()
  const deadline = started + timeoutMs
  let cause: unknown
  for (;;) {
    try {
      const answer = await question()
      if (answer) return answer
    } catch (error) {
      cause = error
    }
    if (cause !== undefined && until()) throw cause
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`, { cause })
    // To ask costs the editor time, too.
    await delay(Math.min(50 + (Date.now() - started) / 20, 250))
  }
}
