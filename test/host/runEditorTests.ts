import { existsSync, readdirSync } from 'node:fs'
import * as path from 'node:path'
import { runFiles } from '../lanes/runFile'
import { describeProblem } from './hostProblem'
import { keepingHosts } from './idleHosts'
import { projectRoot } from './projectRoot'

/**
 * Runs the editor tests and exits with the number of failures. Arguments: names (or parts of names) of test files to
 * run only those, and `--grep <text>` for tests by title. No test is tried twice.
 */
async function main(): Promise<number> {
  const args = process.argv.slice(2)
  const grepAt = args.indexOf('--grep')
  const [, grep] = grepAt < 0 ? [] : args.splice(grepAt, 2)
  const folder = path.join(projectRoot(), 'out', 'test', 'editor')
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  const wanted = files
    .filter((name) => name.endsWith('.test.cjs'))
    .filter((name) => args.length === 0 || args.some((arg) => name.includes(arg)))
    .toSorted()
  if (wanted.length === 0) throw new Error(`No editor tests in ${folder}: run "npm run build" first.`)
  let failed = 0
  // One after the other, so that each closes its editors before the next begins.
  for (const file of wanted) {
    const options = { retries: 0, ...(grep === undefined ? {} : { grep }) }
    failed += (await runFiles([path.join(folder, file)], options)).failed
  }
  return failed
}

keepingHosts(main).then(
  (failures) => process.exit(Math.min(failures, 255)),
  (error: unknown) => {
    console.error(describeProblem(error))
    process.exit(1)
  },
)
