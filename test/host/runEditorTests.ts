import { existsSync, readdirSync } from 'node:fs'
import * as path from 'node:path'

import Mocha from 'mocha'

import { describeProblem } from './hostProblem'
import { projectRoot } from './projectRoot'
import { closeSharedCodes } from './sharedCode'

/**
 * Runs the editor tests and exits with the number of failures. Arguments: names (or parts of names) of test files to
 * run only those, and `--grep <text>` for tests by title.
 */
async function main(): Promise<number> {
  const args = process.argv.slice(2)
  const grepAt = args.indexOf('--grep')
  const [, grep] = grepAt < 0 ? [] : args.splice(grepAt, 2)
  const mocha = new Mocha({
    reporter: 'spec',
    timeout: 60_000,
    slow: 5_000,
    // Keys and clicks meet a whole editor, on machines of others too. By hand nothing is tried twice; where nobody is
    // there to try it again, each test that needed it is named.
    retries: process.env['CI'] === 'true' ? 1 : 0,
    ...(grep ? { grep } : {}),
    rootHooks: {
      async afterAll(this: Mocha.Context) {
        this.timeout(60_000)
        await closeSharedCodes()
      },
    },
  })
  const folder = path.join(projectRoot(), 'out', 'test', 'editor')
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  for (const file of files.filter((name) => name.endsWith('.test.cjs')).toSorted()) {
    if (args.length === 0 || args.some((arg) => file.includes(arg))) mocha.addFile(path.join(folder, file))
  }
  if (mocha.files.length === 0) throw new Error(`No editor tests in ${folder}: run "npm run build" first.`)
  await mocha.loadFilesAsync()
  return new Promise((resolve) => {
    mocha.run(resolve).on('retry', (test: Mocha.Test, error: Error) => {
      console.log(`    tried again, because it failed: ${test.fullTitle()}: ${error.message}`)
    })
  })
}

main().then(
  (failures) => process.exit(Math.min(failures, 255)),
  (error: unknown) => {
    console.error(describeProblem(error))
    process.exit(1)
  },
)
