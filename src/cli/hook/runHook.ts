import { describeError } from '../../base/errors'
import { openRepository } from '../openRepository'
import { printError } from '../print'
import { guardMessage } from './guardMessage'
import { prepareMessage } from './prepareMessage'
import { probe } from './probe'
import { recordRewritten } from './recordRewritten'
import { RunMark } from './runMark'

/** Of Node; what is older lacks what this program is made of. */
const oldestMajorVersion = 20

/** Tells the shell part to try the next program. */
const cannotRun = 3

/**
 * `byline hook <event> …`: what the git hooks call, with the hook's own arguments. Always 0, whatever happens: a
 * commit is never blocked. What went wrong is in the log, and the mark of the run stays ({@link RunMark}). Only where
 * this program cannot run at all, as on a Node of long ago, the shell part is told so, which tries another.
 */
export async function runHook(args: readonly string[]): Promise<number> {
  const [event, ...rest] = args
  if (Number.parseInt(process.versions.node, 10) < oldestMajorVersion) {
    printError(`${process.execPath} is Node ${process.versions.node}; ${oldestMajorVersion} or later is needed.`)
    return cannotRun
  }
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
      const open = await openRepository(process.cwd())
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
