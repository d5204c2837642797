import { spawn } from 'node:child_process'
import { projectRoot } from '../host/projectRoot'
import type { TestPart } from './testPart'

/** How a part came out. `output` is everything that it printed. */
export interface PartResult {
  readonly part: TestPart
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Tests that failed once and passed when they were tried again. */
  readonly retried: number
  readonly seconds: number
  readonly output: string
}

/** Longer than any part takes on a busy machine: one that hangs must not hold the others for ever. */
const limitMs = 40 * 60_000

/**
 * Runs a part to its end. A part that exits with an error, is stopped or tells of no test has failed, whatever it
 * counted.
 */
export function runPart(part: TestPart): Promise<PartResult> {
  return new Promise((resolve) => {
    const started = Date.now()
    const child = spawn(process.execPath, [...part.args], {
      cwd: projectRoot(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    const ended = (problem: string | undefined) => {
      const output = Buffer.concat(chunks).toString('utf8') + (problem === undefined ? '' : `\n${problem}\n`)
      const counts = countsOf(output)
      const failed = counts.failed === 0 && (problem !== undefined || counts.passed === 0) ? 1 : counts.failed
      resolve({ part, ...counts, failed, seconds: Math.round((Date.now() - started) / 1000), output })
    }
    child.once('error', (error) => ended(`It could not be started: ${error.message}`))
    child.once('close', (code, signal) => ended(code === 0 ? undefined : `It ended with ${code ?? signal}.`))
  })
}

/** Reads the closing lines of mocha (`12 passing`) and of the scenarios (`12 passed, 0 failed`). */
export function countsOf(output: string): Pick<PartResult, 'passed' | 'failed' | 'skipped' | 'retried'> {
  const sum = (pattern: RegExp) => [...output.matchAll(pattern)].reduce((all, match) => all + Number(match[1]), 0)
  return {
    passed: sum(/^ *(\d+) (?:passing\b|passed, \d+ failed$)/gm),
    failed: sum(/^ *(\d+) failing$/gm) + sum(/^\d+ passed, (\d+) failed$/gm),
    skipped: sum(/^ *(\d+) pending$/gm),
    retried: [...output.matchAll(/^ *tried again, because it failed: /gm)].length,
  }
}
