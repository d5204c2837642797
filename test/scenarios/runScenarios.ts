import { readdirSync } from 'node:fs'
import * as path from 'node:path'
import { describeProblem } from '../host/hostProblem'
import type { Channel } from '../host/installation'
import { projectRoot } from '../host/projectRoot'
import { judgeRun } from './judgeRun'
import { playChannel } from './playChannel'
import { printHeadings, printRow } from './printTable'
import { nameOf, type ScenarioGroup } from './scenario'
import { runFaults } from './runFaults'
import type { ScoreRow } from './scoreRow'
import { writeAccuracyPage } from './writeAccuracyPage'

/**
 * Plays the scenarios and exits with 0 when they come out as they are known to. Arguments: parts of group ids or titles
 * to play only those; `--channel <name>` for one channel; `--faults` to see that planted faults are found.
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
  const groups = chosen(loadGroups(), args, fast)
  const channels = (['proposed', 'stable'] satisfies readonly Channel[]).filter(
    (name) => channel === undefined || name === channel,
  )
  const rows: ScoreRow[] = []
  printHeadings()
  for (const name of channels) rows.push(...(await playChannel({ channel: name, groups, onRow: printRow })))
  const isWhole = !fast && args.length === 0 && channels.length === 2
  const problems = judgeRun(rows)
  for (const problem of problems) console.log(problem)
  if (isWhole) writeAccuracyPage(rows)
  return problems.length === 0 ? 0 : 1
}

/** Every group of scenarios there is a bundle of. */
export function loadGroups(): readonly ScenarioGroup[] {
  const folder = path.join(projectRoot(), 'out', 'test', 'scenarios')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.scenario.cjs'))
    .toSorted()
    .map((file) => (require(path.join(folder, file)) as { group: ScenarioGroup }).group)
}

function chosen(groups: readonly ScenarioGroup[], wanted: readonly string[], fast: boolean): readonly ScenarioGroup[] {
  return groups
    .map((group) => ({
      ...group,
      scenarios: group.scenarios.filter((scenario) => {
        const name = nameOf(group, scenario)
        const isWanted = wanted.length === 0 || wanted.some((part) => group.id === part || name.includes(part))
        return isWanted && (!fast || scenario.fast === true)
      }),
    }))
    .filter((group) => group.scenarios.length > 0)
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(describeProblem(error))
    process.exit(1)
  },
)
