import { readFile } from 'node:fs/promises'
import * as path from 'node:path'
import type { Repository } from '../findRepository'
import { withoutRepositoryVariables } from '../gitProgram'
import { configuredHookState } from './configuredHooks'
import { explained } from './explained'
import { type HookFile, hookFileState } from './hookFiles'
import { type HookOptions, type HookPlace, hookPlace } from './hookPlace'
import { type Runtime, copiedVersion, lastComplaint, runtimes } from './hookProgram'
import { type HookName, hookNames, manualLine } from './hookScript'

/** A line that the user adds to a hook file which is not ours to edit. */
export interface ManualLine {
  /** Absolute path. */
  readonly file: string
  readonly line: string
  /** Whether it is there. */
  readonly present: boolean
}

/** Everything about the commit hooks of a repository that people are told. */
export interface HookState {
  /** Where git looks for hook files; absolute. */
  readonly hooksFolder: string
  /** See {@link HookPlace}. */
  readonly place: HookPlace['kind']
  /** `files`: we write hook files. `config`: we write the configuration. `manual`: the user adds {@link manual}. */
  readonly method: 'files' | 'config' | 'manual'
  /** Whether all three hooks are in place and there is something for them to run. */
  readonly installed: boolean
  /** With the methods `files` and `config`. */
  readonly hooks: readonly HookFile[]
  /** Of all hooks with the method `manual`, and of those that are `bound` with the method `files`. */
  readonly manual: readonly ManualLine[]
  /** The version of the copy that the hooks run; undefined where there is none. */
  readonly cliVersion: string | undefined
  /** What would run it, in the order they are tried. */
  readonly runtimes: readonly Runtime[]
  /** What stands in the way, and what to do; for people. */
  readonly problem: string | undefined
  /** What the last run of a hook complained about. */
  readonly complaint: string | undefined
}

/** @throws UserFacingError where git does not answer or the hooks cannot be read */
export async function hookState(repository: Repository, options: HookOptions = {}): Promise<HookState> {
  const place = await hookPlace(repository, options)
  const method = methodOf(place)
  const hooks = method === 'manual' ? [] : await explained(place.folder, () => hooksOf(place))
  const bound = hooks.filter(({ state }) => state === 'bound').map(({ name }) => name)
  const manual = await manualLines(place, method === 'manual' ? hookNames : bound)
  const cliVersion = await copiedVersion(place.bylineFolder)
  const inPlace =
    manual.every((line) => line.present) && hooks.every(({ state }) => state !== 'missing' && state !== 'foreign')
  const environment = options.environment ?? withoutRepositoryVariables(process.env)
  const found = await runtimes(place.bylineFolder, environment)
  return {
    hooksFolder: place.folder,
    place: place.kind,
    method,
    installed: inPlace && cliVersion !== undefined,
    hooks,
    manual,
    cliVersion,
    runtimes: found,
    problem: problemOf(place, manual, found, cliVersion),
    complaint: await lastComplaint(place.bylineFolder),
  }
}

export function methodOf(place: HookPlace): HookState['method'] {
  if (place.kind === 'repository') return 'files'
  return place.configured ? 'config' : 'manual'
}

async function hooksOf(place: HookPlace): Promise<readonly HookFile[]> {
  if (place.kind === 'repository') {
    return Promise.all(hookNames.map((name) => hookFileState(place.folder, name, place.bylineFolder)))
  }
  const file = path.resolve(place.git.root, await place.git.text(['rev-parse', '--git-path', 'config']))
  return Promise.all(hookNames.map(async (name) => ({ name, state: await configuredHookState(place.git, name), file })))
}

async function manualLines(place: HookPlace, names: readonly HookName[]): Promise<readonly ManualLine[]> {
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(place.folder, name)
      // Not there or not readable: the line is not in it either way.
      const content = await readFile(file, 'utf8').catch(() => '')
      // The user may have written it in another way.
      const present = content.split('\n').some((line) => line.includes('byline/hook.sh') && line.includes(name))
      return { file, line: manualLine(name), present }
    }),
  )
}

function problemOf(
  place: HookPlace,
  manual: readonly ManualLine[],
  found: readonly Runtime[],
  cliVersion: string | undefined,
): string | undefined {
  const missing = manual.filter((line) => !line.present).map(({ file }) => path.basename(file))
  if (missing.length > 0) {
    const reasons: Readonly<Record<HookPlace['kind'], string>> = {
      repository: `Hooks in ${place.folder} depend on their own name, so Byline cannot stand in front of them.`,
      workTree: `The hooks of this project are files of the project (core.hooksPath is ${place.folder}), which Byline does not edit.`,
      elsewhere: `Hooks are looked for in ${place.folder} (core.hooksPath), which other repositories use as well.`,
    }
    const newer = place.kind === 'repository' ? '' : ', or use git 2.54 or later'
    return `${reasons[place.kind]} Add one line to each of ${missing.join(', ')} there${newer}.`
  }
  if (cliVersion !== undefined && !found.some((runtime) => runtime.executable)) {
    return 'Nothing here can run the hooks, so commits get no trailers. Put Node.js on PATH, or open the repository in the editor once.'
  }
  return undefined
}
