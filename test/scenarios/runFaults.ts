import { buildFaulty } from './faultyExtension'
import { plantedFaults, type PlantedFault } from './plantedFaults'
import { playChannel } from './playChannel'
import { nameOf, type ScenarioGroup } from './scenario'
import { isGood } from './scoreRow'

/**
 * Plays a few scenarios with each planted fault, after once without any: those have to be right, and each fault has to
 * turn one of its scenarios red. Returns what is wrong with that.
 */
export async function runFaults(groups: readonly ScenarioGroup[]): Promise<readonly string[]> {
  const all = new Set(plantedFaults.flatMap(({ foundBy }) => foundBy))
  const sound = await playChannel({ channel: 'proposed', groups: only(groups, all) })
  const problems = sound.filter((row) => !isGood(row)).map((row) => `Red without any fault: ${row.scenario}`)
  if (sound.length !== all.size) problems.push(`Only ${sound.length} of the ${all.size} scenarios named are there`)
  for (const fault of plantedFaults) {
    const problem = await findFault(fault, groups)
    if (problem !== undefined) problems.push(problem)
  }
  return problems
}

/** Plays the scenarios that have to find a planted fault; returns a sentence when none of them turns red. */
export async function findFault(fault: PlantedFault, groups: readonly ScenarioGroup[]): Promise<string | undefined> {
  const faulty = await buildFaulty(fault)
  try {
    const rows = await playChannel({
      channel: 'proposed',
      groups: only(groups, new Set(fault.foundBy)),
      extension: faulty.folder,
    })
    // A script that broke off has found nothing.
    const red = rows.filter((row) => row.broken === undefined && !isGood(row))
    console.log(`${red.length > 0 ? 'found    ' : 'NOT FOUND'}  ${fault.what}`)
    for (const row of red) console.log(`             ${row.scenario}: ${row.right} of ${row.lines} lines right`)
    return red.length === 0 ? `No scenario finds the planted fault: ${fault.what}` : undefined
  } finally {
    faulty.remove()
  }
}

function only(groups: readonly ScenarioGroup[], names: ReadonlySet<string>): readonly ScenarioGroup[] {
  return groups
    .map((group) => ({
      ...group,
      scenarios: group.scenarios.filter((scenario) => names.has(nameOf(group, scenario))),
    }))
    .filter((group) => group.scenarios.length > 0)
}
