import { describeProblem } from '../host/hostProblem'
import { keepingHosts } from '../host/idleHosts'
import type { Channel } from '../host/installation'
import { chooseScenarios, loadGroups } from './chooseScenarios'
import { judgeRun } from './judgeRun'
import { playChannels } from './playChannels'
import { printHeadings } from './printTable'
import { playRandom } from './randomRun'
import { runFaults } from './runFaults'
import { writeAccuracyPage } from './writeAccuracyPage'

/**
 * Plays the scenarios and exits with 0 when they come out as they are known to. Arguments: parts of group ids or titles
 * to play only those; `--channel <name>` for one channel; `--faults` to see that planted faults are found;
 * `--random [seed] [steps]` for a random run instead.
 * `BYLINE_FAST=1` plays a few of each.
 */
async function main(): Promise<number> {
  const args = process.argv.slice(2)
  const channelAt = args.indexOf('--channel')
  const [, channel] = channelAt < 0 ? [] : args.splice(channelAt, 2)
  const fast = process.env['BYLINE_FAST'] === '1'
  if (args.includes('--faults')) {
    const problems = await runFaults(loadGroups())
    for (const problem of problems) console.log(problem)
    return problems.length === 0 ? 0 : 1
  }
  if (args[0] === '--random') return playRandomRuns(channel, args.slice(1).map(Number))
  const groups = chooseScenarios(loadGroups(), args, { fast })
  const channels = (['proposed', 'stable'] satisfies readonly Channel[]).filter(
    (name) => channel === undefined || name === channel,
  )
  printHeadings()
  const rows = await playChannels(channels, groups)
  const isWhole = !fast && args.length === 0 && channels.length === 2
  const problems = judgeRun(rows)
  for (const problem of problems) console.log(problem)
  if (isWhole) writeAccuracyPage(rows)
  return problems.length === 0 ? 0 : 1
}

/** One random run on each channel; prints every step of one that goes wrong, so that it can be played again. */
async function playRandomRuns(
  channel: string | undefined,
  [seed = 1, steps = 100]: readonly number[],
): Promise<number> {
  let failed = 0
  for (const name of ['proposed', 'stable'] satisfies readonly Channel[]) {
    if (channel !== undefined && channel !== name) continue
    console.log(`${name} channel, seed ${seed}, ${steps} steps`)
    try {
      const { lines, aiLines, openAi, humanLines, openHuman } = await playRandom({ channel: name, seed, steps })
      const open = `${openAi} of ${aiLines} with AI, ${openHuman} of ${humanLines} typed`
      console.log(`  nothing wrong in ${lines} lines; left open: ${open}`)
    } catch (error) {
      failed++
      console.log(describeProblem(error))
    }
  }
  return failed === 0 ? 0 : 1
}

keepingHosts(main).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(describeProblem(error))
    process.exit(1)
  },
)
