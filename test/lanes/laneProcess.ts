import { createInterface } from 'node:readline'
import { describeProblem } from '../host/hostProblem'
import { keepingHosts } from '../host/idleHosts'
import { resultMark, type LaneAnswer, type LaneRequest } from './laneProtocol'
import { runFiles } from './runFile'

/** Runs the files that are asked for on standard input, one request after the other, until that ends. */
async function main(): Promise<void> {
  let isRunning = false
  // Whoever asked is gone.
  process.stdin.once('end', () => isRunning && process.exit(1))
  for await (const line of createInterface({ input: process.stdin })) {
    const { files, retries } = JSON.parse(line) as LaneRequest
    isRunning = true
    const answer = await runFiles(files, { retries }).catch((error: unknown): LaneAnswer => {
      return { passed: 0, failed: 1, skipped: 0, retried: [], problem: describeProblem(error) }
    })
    isRunning = false
    process.stdout.write(`\n${resultMark}${JSON.stringify(answer)}\n`)
  }
}

keepingHosts(main).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(describeProblem(error))
    process.exit(1)
  },
)
