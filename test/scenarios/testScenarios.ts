import { describeProblem } from '../host/hostProblem'
import { keepingHosts } from '../host/idleHosts'
import { chooseScenarios, loadGroups } from './chooseScenarios'
import { judgeRun } from './judgeRun'
import { plantedFaults } from './plantedFaults'
import { playChannels } from './playChannels'
import { printHeadings } from './printTable'
import { findFault } from './runFaults'
import { isGood } from './scoreRow'

/** The planted faults that every test run has to find; `npm run scenarios -- --faults` plays all. */
const tried = [
  'human and AI are swapped',
  'undo and redo are taken for ordinary edits',
  'a run ends one character early',
]

/**
 * The scenarios as a test: on both channels every row comes out as it is known to, and planted faults are found.
 * `--fast` (or `BYLINE_FAST=1`) plays a few of each group. Writes no page.
 */
async function main(): Promise<number> {
  const fast = process.argv.includes('--fast') || process.env['BYLINE_FAST'] === '1'
  const groups = loadGroups()
  const chosen = chooseScenarios(groups, [], { fast })
  printHeadings()
  const rows = await playChannels(['proposed', 'stable'], chosen)
  const problems = [...judgeRun(rows)]
  const faults = plantedFaults.filter(({ what }) => tried.includes(what))
  if (faults.length !== tried.length) problems.push('A planted fault that the test names is not there any more')
  for (const fault of faults) {
    const problem = await findFault(fault, groups)
    if (problem !== undefined) problems.push(problem)
  }
  for (const problem of problems) console.log(problem)
  const knownRed = rows.filter((row) => !isGood(row)).length
  if (knownRed > 0) console.log(`${knownRed} rows are not right`)
  console.log(`${rows.length + faults.length - problems.length} passed, ${problems.length} failed`)
  return problems.length === 0 ? 0 : 1
}

keepingHosts(main).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(describeProblem(error))
    console.log('0 passed, 1 failed')
    process.exit(1)
  },
)
