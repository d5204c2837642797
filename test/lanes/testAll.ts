import { describeProblem } from '../host/hostProblem'
import { ensureInstalled, isHostPlatform } from '../host/installation'
import { runPart, type PartResult } from './runPart'
import { testParts, type TestPart } from './testPart'

/** Mostly a test waits for its editor or for git, so two keep two processors busy; more make tests of time unsteady. */
const lanes = Number(process.env['BYLINE_LANES'] ?? 2)

/** Nobody is there to try again what failed on a busy machine: a part that fails is run once more, named and counted. */
const isAlone = process.env['CI'] === 'true'

/**
 * All tests, several parts at a time, each with one line when it is done, which the failures follow at once. Arguments: parts of titles, to run only those. Exits with 0 when nothing failed.
 */
async function main(): Promise<number> {
  const started = Date.now()
  const wanted = process.argv.slice(2)
  const parts = testParts().filter(({ title }) => wanted.length === 0 || wanted.some((text) => title.includes(text)))
  console.log(`${parts.length} parts, ${lanes} at a time`)
  const results = await inLanes(parts, (result, done) => {
    const { part, passed, failed, skipped, seconds, output } = result
    const more = `${failed > 0 ? `, ${failed} FAILED` : ''}${skipped > 0 ? `, ${skipped} skipped` : ''}`
    console.log(`[${done}/${parts.length}] ${part.title}: ${passed} passed${more}, ${seconds} s`)
    for (const line of output.match(/^ *tried again, because it failed: .*$/gm) ?? []) console.log(line)
    if (failed > 0) console.log(whatFailed(output))
  })
  return summary(results, Date.now() - started)
}

/** Runs each part once; parts that need an editor wait until it is installed, while the others go on. */
async function inLanes(
  parts: readonly TestPart[],
  onResult: (result: PartResult, done: number) => void,
): Promise<readonly PartResult[]> {
  const waiting = [...parts]
  const results: PartResult[] = []
  let installed = !isHostPlatform()
  const installing = installed
    ? Promise.resolve()
    : ensureInstalled((line) => console.log(line)).then(() => void (installed = true))
  const lane = async () => {
    while (waiting.length > 0) {
      const next = waiting.findIndex(({ inEditor }) => installed || !inEditor)
      if (next < 0) {
        await installing
        continue
      }
      const [part] = waiting.splice(next, 1)
      let result = await runPart(part!)
      if (result.failed > 0 && isAlone) {
        console.log(`tried again, because it failed: ${part!.title}\n${whatFailed(result.output)}`)
        result = await runPart(part!)
        result = { ...result, retried: result.retried + 1 }
      }
      results.push(result)
      onResult(result, results.length)
    }
  }
  await Promise.all([installing, ...Array.from({ length: lanes }, lane)])
  return results
}

/** Mocha's summary with the failures in it; of another program, or one that broke off, the end. */
function whatFailed(output: string): string {
  const at = output.search(/^ *\d+ passing\b/m)
  return at < 0 ? output.split('\n').slice(-150).join('\n') : output.slice(at)
}

function summary(results: readonly PartResult[], tookMs: number): number {
  const sum = (count: (result: PartResult) => number) => results.reduce((all, result) => all + count(result), 0)
  const retried = sum((result) => result.retried)
  const failed = sum((result) => result.failed)
  for (const { part } of results.filter((result) => result.failed > 0)) console.log(`Failed: ${part.title}`)
  if (retried > 0) console.log(`Tried again: ${retried} tests`)
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
