import { spawn, type ChildProcess } from 'node:child_process'
import * as path from 'node:path'
import { projectRoot } from '../host/projectRoot'
import { resultMark, type LaneAnswer, type LaneRequest } from './laneProtocol'
import { runProgramPart, type PartResult } from './runPart'
import type { TestPart } from './testPart'

/** Longer than any part takes on a busy machine: one that hangs must not hold the others for ever. */
const limitMs = 15 * 60_000

/**
 * Runs parts one after the other. Files of tests run in one process, which keeps what is slow to make: editors, the
 * bundled command line.
 */
export class Lane {
  #process: ChildProcess | undefined
  /** The title of what runs now, and since when. */
  running: { readonly title: string; readonly sinceMs: number } | undefined

  /** Runs a part to its end. One whose process ends by itself, or that tells of no test, has failed. */
  async run(part: TestPart): Promise<PartResult> {
    const started = Date.now()
    this.running = { title: part.title, sinceMs: started }
    try {
      return part.kind === 'files' ? await this.#runFiles(part, started) : await runProgramPart(part, limitMs)
    } finally {
      this.running = undefined
    }
  }

  /** Ends the process, with all that it has kept. */
  async end(): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.stdin?.end()
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
    await ended
    clearTimeout(timer)
  }

  async #runFiles(part: TestPart & { readonly kind: 'files' }, started: number): Promise<PartResult> {
    const child = (this.#process ??= start())
    const { output, answer } = await ask(child, { files: part.files, retries: 1 })
    if (answer === undefined) this.#process = undefined
    const { passed = 0, failed = 0, skipped = 0, retried = [], problem } = answer ?? {}
    const broken = answer === undefined || problem !== undefined || passed + failed + skipped === 0
    return {
      part,
      passed,
      failed: failed === 0 && broken ? 1 : failed,
      skipped,
      retried,
      seconds: Math.round((Date.now() - started) / 1000),
      output: problem === undefined ? output : `${output}\n${problem}\n`,
    }
  }
}

function start(): ChildProcess {
  const program = path.join(projectRoot(), 'out', 'test', 'lanes', 'laneProcess.cjs')
  return spawn(process.execPath, [program], { cwd: projectRoot(), stdio: ['pipe', 'pipe', 'pipe'] })
}

/** Sends a request and resolves with what is printed until the answer; without one when the process has ended. */
function ask(child: ChildProcess, request: LaneRequest): Promise<{ output: string; answer?: LaneAnswer }> {
  return new Promise((resolve) => {
    let output = ''
    const end = (answer?: LaneAnswer): void => {
      clearTimeout(timer)
      for (const stream of [child.stdout, child.stderr]) stream?.removeAllListeners('data')
      child.removeAllListeners('close')
      resolve(answer === undefined ? { output } : { output, answer })
    }
    const read = (data: string): void => {
      output += data
      const at = output.indexOf(`\n${resultMark}`)
      const lineEnd = at < 0 ? -1 : output.indexOf('\n', at + 1)
      if (lineEnd < 0) return
      const told = output.slice(at + 1 + resultMark.length, lineEnd)
      output = output.slice(0, at)
      end(JSON.parse(told) as LaneAnswer)
    }
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', read)
    child.once('close', (code, signal) => {
      output += `\nIts process ended with ${code ?? signal}.\n`
      end()
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
    child.stdin?.write(`${JSON.stringify(request)}\n`)
  })
}
