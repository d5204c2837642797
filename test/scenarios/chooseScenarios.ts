import { readdirSync } from 'node:fs'
import * as path from 'node:path'
import { projectRoot } from '../host/projectRoot'
import { nameOf, type ScenarioGroup } from './scenario'

/** Every group of scenarios there is a bundle of. */
export function loadGroups(): readonly ScenarioGroup[] {
  const folder = path.join(projectRoot(), 'out', 'test', 'scenarios')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.scenario.cjs'))
    .toSorted()
    .map((file) => (require(path.join(folder, file)) as { group: ScenarioGroup }).group)
}

/** The scenarios whose group has one of these ids or whose name has one of these parts (all when empty). */
export function chooseScenarios(
  groups: readonly ScenarioGroup[],
  wanted: readonly string[],
  { fast }: { readonly fast: boolean },
): readonly ScenarioGroup[] {
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
