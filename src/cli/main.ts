import { describeError, UserFacingError } from '../base/errors'
import { printError } from './print'

/** Of Node; what is older lacks what this program is made of. */
const oldestMajorVersion = 20

/** Tells the shell part of the hooks to try the next program that may run this one. */
const cannotRun = 3

/**
 * Entry point of `byline`. Hooks are looked for first and load nothing else: git waits for them.
 */
async function main(args: readonly string[]): Promise<number> {
  const isHook = args[0] === 'hook'
  if (Number.parseInt(process.versions.node, 10) < oldestMajorVersion) {
    printError(
      `byline: Node ${oldestMajorVersion} or later is needed; ${process.execPath} is Node ${process.versions.node}.`,
    )
    // Tools that run `record` take a failure for an order to stop.
    return isHook ? cannotRun : args[0] === 'record' ? 0 : 2
  }
  if (isHook) {
    const { runHook } = await import('../commit/runHook')
    const code = await runHook(args.slice(1), printError)
    // All is done. Not every runtime ends by itself while a git that was asked something still waits for more.
    process.exit(code)
  }
  const { runProgram } = await import('./program')
  return runProgram(args)
}

// A reader that leaves early, such as `head`, is no failure.
process.stdout.on('error', () => process.exit(0))

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    printError(error instanceof UserFacingError ? `byline: ${error.message}` : describeError(error))
    process.exitCode = 2
  },
)
