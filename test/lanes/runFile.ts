import Mocha from 'mocha'
import { closeSharedCodes } from '../host/sharedCode'

/** How the tests of a file came out. */
export interface FileResult {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What failed once and was tried again, each with why. */
  readonly retried: readonly string[]
}

/** How to run the tests of a file. */
export interface FileOptions {
  /** How often a test that failed is tried again. */
  readonly retries: number
  /** Runs only tests with this in their titles. */
  readonly grep?: string
}

/** Runs the tests of some files in this process, and closes the editors that they shared. */
export async function runFiles(files: readonly string[], options: FileOptions): Promise<FileResult> {
  const mocha = new Mocha({
    reporter: 'spec',
    color: false,
    timeout: 60_000,
    slow: 5_000,
    retries: options.retries,
    ...(options.grep === undefined ? {} : { grep: options.grep }),
    rootHooks: {
      async afterAll(this: Mocha.Context) {
        this.timeout(60_000)
        await closeSharedCodes()
      },
    },
  })
  for (const file of files) mocha.addFile(file)
  await mocha.loadFilesAsync()
  const retried: string[] = []
  return new Promise((resolve) => {
    const runner = mocha.run((failed) => {
      const { passes = 0, pending = 0 } = runner.stats ?? {}
      resolve({ passed: passes, failed, skipped: pending, retried })
    })
    runner.on('retry', (test: Mocha.Test, error: Error) => {
      const told = `${test.fullTitle()}: ${error.message.split('\n')[0]}`
      retried.push(told)
      console.log(`    tried again, because it failed: ${told}\n${error.stack}`)
    })
  })
}
