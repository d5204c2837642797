import * as fc from 'fast-check'
import type { FuzzTarget } from './fuzzTargets'
import { oddTexts, pumpedText, pumps } from './oddTexts'

export interface FuzzOptions {
  readonly seed: number
  /** Inputs for each parser. */
  readonly runs: number
}

/** Processor time for one input of some hundred characters; it takes less than one, and the collector of garbage more. */
const maxMs = 1_500
/** Growth of memory through one input, as the system sees it. */
const maxBytes = 300 * 1024 * 1024
/** Lengths that are compared: four times the text may take four times as long, and then some for noise. */
const [short, long] = [10_000, 40_000]
const maxGrowth = 10
/** Below this nothing can be said of growth. */
const leastMs = 150

/**
 * Feeds a parser odd texts. They are bounded by processor time and memory, so that a busy machine makes no difference.
 * @throws with the seed and the smallest input found, where the parser throws what it must not, takes too much, or more
 *   than in proportion to the length
 */
export async function fuzz(target: FuzzTarget, { seed, runs }: FuzzOptions): Promise<void> {
  await hold(
    fc.asyncProperty(oddTexts(target.valid), async (text) => {
      const { ms, bytes } = await costOf(target, text)
      if (ms > maxMs) throw new Error(`It took ${ms} ms of processor time`)
      if (bytes > maxBytes) throw new Error(`It took ${Math.round(bytes / 1024 / 1024)} MB`)
    }),
    { seed, numRuns: runs },
  )
  await hold(
    fc.asyncProperty(pumps(target.valid), async (pump) => {
      const after = (await costOf(target, pumpedText(pump, long))).ms
      if (after < leastMs) return
      const before = (await costOf(target, pumpedText(pump, short))).ms
      // Once more, so that no collection of garbage decides.
      const again = Math.min(after, (await costOf(target, pumpedText(pump, long))).ms)
      if (again > leastMs && again > maxGrowth * Math.max(before, 10)) {
        throw new Error(`${before} ms for ${short} characters, ${again} ms for ${long}`)
      }
    }),
    { seed, numRuns: Math.ceil(runs / 50), endOnFailure: true },
  )
}

/** Says beside the input what was wrong with it. */
async function hold<T>(property: fc.IAsyncProperty<T>, parameters: fc.Parameters<T>): Promise<void> {
  try {
    await fc.assert(property, parameters)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const cause = error.cause instanceof Error ? error.cause.message : String(error.cause)
    throw new Error(`${cause}\n${error.message}`, { cause: error })
  }
}

async function costOf({ run }: FuzzTarget, text: string): Promise<{ readonly ms: number; readonly bytes: number }> {
  const memory = process.resourceUsage().maxRSS
  const started = process.cpuUsage()
  await run(text)
  const { user, system } = process.cpuUsage(started)
  return { ms: Math.round((user + system) / 1000), bytes: (process.resourceUsage().maxRSS - memory) * 1024 }
}
