import { describeError, UserFacingError } from '../base/errors'
import { printError } from './print'

/**
 * Entry point of `byline`. Hooks are looked for first and load nothing else: git waits for them.
 */
async function main(args: readonly string[]): Promise<number> {
  if (args[0] === 'hook') {
    const { runHook } = await import('./hook/runHook')
    return runHook(args.slice(1))
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
