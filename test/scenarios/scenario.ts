import type { Contributor, Evidence } from '../../src/attribution/text/origin'
import type { Channel } from '../host/installation'
import type { Stage } from './stage'

/**
 * One line of a file at the end of a scenario: who wrote it and its text. `onStable` stands where an editor that does
 * not name the source of edits cannot let anybody know: the whole line is `unknown` then, or a line of AI text is
 * `mixed` because something unnamed changed a part of it.
 */
export type ExpectedLine = readonly [truth: Contributor, text: string, onStable?: 'unknown' | 'mixed']

/** What somebody does in the editor, and who wrote each line afterwards. */
export interface Scenario {
  /** What is done, as a clause. Unique in its group. */
  readonly title: string
  /** Texts that are committed before, by path in the scenario's folder. Nobody saw them arrive. */
  readonly files?: Readonly<Record<string, string>>
  /** Drives the editor as a person does. Every expected file has to be saved at the end. */
  readonly play: (stage: Stage) => Promise<void>
  /** Every line of every file that counts, by path in the scenario's folder. */
  readonly expect: Readonly<Record<string, readonly ExpectedLine[]>>
  /**
   * Evidence that AI lines may carry; what the channel gives when absent: `reported` where the editor names its
   * sources, `observed` elsewhere.
   */
  readonly evidence?: (channel: Channel) => readonly Evidence[]
  /** Every line of every cell of a notebook, one cell after the other, by its path: what the editor says of them. */
  readonly cells?: Readonly<Record<string, readonly ExpectedLine[]>>
  /** Files that are not open at the end: only their commit is judged. */
  readonly closed?: readonly string[]
  /** Files that no commit takes along: only the editor is asked about them. */
  readonly notCommitted?: readonly string[]
  /** How the files are encoded on disk; UTF-8 when absent. Those in `files` are written like that. */
  readonly encoding?: 'utf16le'
  /** Files whose text is not compared line by line in the editor's own terms: line ends as they are on disk. */
  readonly bytes?: Readonly<Record<string, string>>
  /** One of the few that `BYLINE_FAST=1` runs. */
  readonly fast?: true
}

/** The scenarios of one line of the list, such as `E2`. */
export interface ScenarioGroup {
  readonly id: string
  /** What they have in common. */
  readonly title: string
  readonly scenarios: readonly Scenario[]
  /** Configuration of git while the group is played and committed. */
  readonly gitConfig?: Readonly<Record<string, string>>
  /** User settings this group needs. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** There is no repository while these are played, in an editor of their own: it is made before their commit. */
  readonly unversioned?: true
}

/** How often a script is played at most until all its keys have arrived. */
export const attempts = 3

/** The folder of a scenario in the repository; each time it is played it gets a fresh one. `time` counts from 1. */
export function folderOf(group: ScenarioGroup, scenario: Scenario, time: number): string {
  const name = scenario.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const number = group.scenarios.indexOf(scenario) + 1
  const id = group.id.toLowerCase().replaceAll(' ', '-')
  const folder = `${id}/${number}-${name.slice(0, 32).replaceAll(/^-|-$/g, '')}`
  return time === 1 ? folder : `${folder}-${time}`
}

/** Names the cells of a notebook, as opposed to its file. */
export function cellsOf(file: string): string {
  return `the cells of ${file}`
}

/** Names a scenario for people and in the list of what is known not to be right. */
export function nameOf(group: ScenarioGroup, scenario: Scenario): string {
  return `${group.id} ${scenario.title}`
}
