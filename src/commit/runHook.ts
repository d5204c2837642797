import { describeError } from '../base/errors'
import { openRepository } from '../repository/openRepository'
import { guardMessage } from './guardMessage'
import { prepareMessage } from './prepareMessage'
import { probe } from './probe'
import { recordRewritten } from './recordRewritten'
import { RunMark } from './runMark'

/**
 * `byline hook <event> …`: what the git hooks call, with the hook's own arguments. Always 0, whatever happens: a
 * commit is never blocked. What went wrong is in the log, and the mark of the run stays ({@link RunMark}).
 * @param warn gets a line for whoever reads the output, where the log cannot be written
 */
export async function runHook(args: readonly string[], warn: (line: string) => void): Promise<number> {
  const [event, ...rest] = args
  const mark = new RunMark(process.env['BYLINE_MARK'])
  let log: ((message: string) => void) | undefined
  const { timeLimitMs } = mark
  // A child process or a file system that hangs must not hold up the commit; what was written so far is whole.
  const deadline = setTimeout(() => {
    mark.gaveUp()
    log?.(`hook ${event}: gave up after ${timeLimitMs} ms`)
    process.exit(0)
  }, timeLimitMs)
  try {
    if (event === 'probe') await probe(rest)
    else {
      const open = await openRepository(process.cwd(), warn)
      log = open.log
      const signal = AbortSignal.timeout(timeLimitMs)
      if (event === 'prepare-commit-msg') await prepareMessage(open, rest, signal)
      else if (event === 'commit-msg') await guardMessage(open, rest)
      else if (event === 'post-rewrite') await recordRewritten(open, rest, signal)
      await open.ledger.close()
    }
    mark.done()
  } catch (error) {
    mark.failed(error instanceof Error ? error.message : String(error))
    log?.(`hook ${event}: ${describeError(error)}`)
  } finally {
    clearTimeout(deadline)
  }
  return 0
}
