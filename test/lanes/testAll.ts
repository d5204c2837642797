import { describeProblem } from '../host/hostProblem'
import { ensureInstalled, isHostPlatform } from '../host/installation'
import { Lane } from './lane'
import type { PartResult } from './runPart'
import { testParts, type TestPart } from './testPart'

/**
 * Two for editors, which mostly wait, and one for what mostly computes: together they keep two processors busy. More
 * editors at a time make tests of time unsteady.
 */
const laneCount = Number(process.env['BYLINE_LANES'] ?? 3)
const editorLaneCount = Math.max(1, laneCount - 1)

/** Nobody is there to look at what failed on a machine that others keep busy. */
const isAlone = process.env['CI'] === 'true'

/** Keys and clicks meet a whole editor, on busy machines too; but what needs more than this is no accident. */
const mostRetried = isAlone ? 8 : 2

/** So many parts that failed are run once more where nobody is there, one at a time when all others have ended. */
const mostRepeated = 4

/** How long nothing is printed at most: what runs is told then. */
const quietMs = 20_000

/**
 * All tests, several parts at a time, each with one line when it is done, which the failures follow at once. Arguments:
 * parts of titles, to run only those; `--every-scenario`. Exits with 0 when nothing failed and no more tests had to be
 * tried again than may be.
 */
async function main(): Promise<number> {
  const started = Date.now()
  const args = process.argv.slice(2)
  const wanted = args.filter((arg) => arg !== '--every-scenario')
  const parts = testParts(wanted.length === args.length ? 'few' : 'all').filter(
    ({ title }) => wanted.length === 0 || wanted.some((text) => title.includes(text)),
  )
  console.log(`${parts.length} parts, ${laneCount} at a time`)
  const tell = (result: PartResult, done: number): void => {
    const { part, passed, failed, skipped, retried, seconds, output } = result
    const more = `${failed > 0 ? `, ${failed} FAILED` : ''}${skipped > 0 ? `, ${skipped} skipped` : ''}`
    console.log(`[${done}/${parts.length}] ${part.title}: ${passed} passed${more}, ${seconds} s`)
    for (const test of retried) console.log(`    tried again, because it failed: ${test}`)
    if (failed > 0) console.log(whatFailed(output))
  }
  const results = await inLanes(parts, tell)
  return summary(isAlone ? await repeated(results, tell) : results, Date.now() - started)
}

/** Runs once more what failed, which counts as tried again. */
async function repeated(
  results: readonly PartResult[],
  onResult: (result: PartResult, done: number) => void,
): Promise<readonly PartResult[]> {
  const failed = results.filter((result) => result.failed > 0)
  if (failed.length > mostRepeated) return results
  const lane = new Lane()
  const again = new Map<TestPart, PartResult>()
  for (const { part } of failed) {
    console.log(`Runs once more, because it failed: ${part.title}`)
    const result = await lane.run(part)
    again.set(part, { ...result, retried: [part.title, ...result.retried] })
    onResult(result, results.length)
  }
  await lane.end()
  return results.map((result) => again.get(result.part) ?? result)
}

/** Runs each part once. Lanes for editors do something else until VS Code is installed. */
async function inLanes(
  parts: readonly TestPart[],
  onResult: (result: PartResult, done: number) => void,
): Promise<readonly PartResult[]> {
  const waiting = [...parts]
  const results: PartResult[] = []
  const lanes = Array.from({ length: laneCount }, () => new Lane())
  let toldMs = Date.now()
  const say = (line: string): void => {
    toldMs = Date.now()
    console.log(line)
  }
  let installed = !isHostPlatform() || !parts.some(({ inEditor }) => inEditor)
  const installing = installed ? Promise.resolve() : ensureInstalled(say).then(() => void (installed = true))
  const ticking = setInterval(() => {
    if (Date.now() - toldMs < quietMs) return
    const running = lanes.flatMap((lane) => lane.running ?? [])
    const told = running.map(({ title, sinceMs }) => `${title} (${Math.round((Date.now() - sinceMs) / 1000)} s)`)
    say(`    ${told.length === 0 ? 'waiting for the test host' : `running: ${told.join(', ')}`}`)
  }, 1_000)
  /** What a lane does next: one for editors takes what needs one, as long as there is any. */
  const next = (isForEditors: boolean): TestPart | undefined => {
    const inEditor = isForEditors && installed ? waiting.findIndex((part) => part.inEditor) : -1
    const at = inEditor >= 0 ? inEditor : waiting.findIndex((part) => !part.inEditor)
    return at < 0 ? undefined : waiting.splice(at, 1)[0]
  }
  const work = async (lane: Lane, index: number): Promise<void> => {
    const isForEditors = index < editorLaneCount
    for (;;) {
      const part = next(isForEditors)
      if (!part) {
        if (!isForEditors || waiting.length === 0) break
        await installing
        continue
      }
      const result = await lane.run(part)
      results.push(result)
      toldMs = Date.now()
      onResult(result, results.length)
    }
    await lane.end()
  }
  try {
    await Promise.all([installing, ...lanes.map(work)])
  } finally {
    clearInterval(ticking)
  }
  return results
}

/** Mocha's summary with the failures in it; of another program, or one that broke off, the end. */
function whatFailed(output: string): string {
  const at = output.search(/^ *\d+ passing\b/m)
  return at < 0 ? output.split('\n').slice(-150).join('\n') : output.slice(at)
}

function summary(results: readonly PartResult[], tookMs: number): number {
  const sum = (count: (result: PartResult) => number) => results.reduce((all, result) => all + count(result), 0)
  const retried = results.flatMap((result) => result.retried)
  const tooMany = retried.length > mostRetried
  const failed = sum((result) => result.failed) + (tooMany ? 1 : 0)
  for (const { part } of results.filter((result) => result.failed > 0)) console.log(`Failed: ${part.title}`)
  for (const test of retried) console.log(`Tried again: ${test}`)
  if (tooMany) console.log(`Failed: ${retried.length} tests had to be tried again, more than ${mostRetried}`)
  console.log(`${Math.round(tookMs / 1000)} s`)
  console.log(`${sum((result) => result.passed)} passed, ${failed} failed, ${sum((result) => result.skipped)} skipped`)
  return failed === 0 && results.length > 0 ? 0 : 1
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(describeProblem(error))
    console.log('0 passed, 1 failed')
    process.exit(1)
  },
)
