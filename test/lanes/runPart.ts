import { spawn } from 'node:child_process'
import { projectRoot } from '../host/projectRoot'
import type { TestPart } from './testPart'

/** How a part came out. `output` is everything that it printed. */
export interface PartResult {
  readonly part: TestPart
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What failed once and was tried again, each with why. */
  readonly retried: readonly string[]
  readonly seconds: number
  readonly output: string
}

/**
 * Runs a part that is a program of its own to its end. One that exits with an error, is stopped or tells of no test has
 * failed, whatever it counted.
 */
export function runProgramPart(part: TestPart & { readonly kind: 'program' }, limitMs: number): Promise<PartResult> {
  return new Promise((resolve) => {
    const started = Date.now()
    const [program, ...args] = part.command
    const child = spawn(program, args, {
      cwd: projectRoot(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
      shell: process.platform === 'win32',
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    const ended = (problem: string | undefined) => {
      const output = Buffer.concat(chunks).toString('utf8') + (problem === undefined ? '' : `\n${problem}\n`)
      // A program that counts nothing is one test.
      const counts = part.counts ? countsOf(output) : { passed: problem === undefined ? 1 : 0, failed: 0, retried: [] }
      const failed = counts.failed === 0 && (problem !== undefined || counts.passed === 0) ? 1 : counts.failed
      resolve({ part, ...counts, failed, skipped: 0, seconds: Math.round((Date.now() - started) / 1000), output })
    }
    child.once('error', (error) => ended(`It could not be started: ${error.message}`))
    child.once('close', (code, signal) => ended(code === 0 ? undefined : `It ended with ${code ?? signal}.`))
  })
}

/** Reads the closing line of the scenarios (`12 passed, 0 failed`), and what was tried again. */
export function countsOf(output: string): Pick<PartResult, 'passed' | 'failed' | 'retried'> {
  const sum = (pattern: RegExp) => [...output.matchAll(pattern)].reduce((all, match) => all + Number(match[1]), 0)
  return {
    passed: sum(/^(\d+) passed, \d+ failed$/gm),
    failed: sum(/^\d+ passed, (\d+) failed$/gm),
    retried: [...output.matchAll(/^ *played again, because it broke off: (.*)$/gm)].map((match) => match[1]!),
  }
}
