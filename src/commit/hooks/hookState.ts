import * as path from 'node:path'
import { readSmallText } from '../../files/smallFile'
import type { Repository } from '../../git/findRepository'
import { withoutRepositoryVariables } from '../../git/gitProgram'
import { configuredHookState } from './configuredHooks'
import { isLinkToShared, isShell } from './plainShell'
import { explained } from './explained'
import { type HookFile, hookFileState } from './hookFiles'
import { type HookOptions, type HookPlace, hookPlace } from './hookPlace'
import { type Runtime, copiedVersion, lastComplaint, runtimes } from './hookProgram'
import { type HookName, hookNames, manualLine, originalName } from './hookScript'
import { isReached } from './isReached'
import { bylineFiles } from '../../ledger/folder/bylineFolder'

/** What the user does with a hook file which is not ours to edit. */
export interface ManualLine {
  /** Absolute path. */
  readonly file: string
  /** The line to add; a sentence where that cannot be (`isRename`). */
  readonly line: string
  /** It is no shell script, so no line of ours can be added: the user gives it another name, if it does not ask for that. */
  readonly isRename: boolean
  /** Whether it is there and run. */
  readonly present: boolean
  /** Whether the hook ends before its last line, so that this one has to stand further up. */
  readonly endsBefore: boolean
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
    manual.every((line) => line.present) &&
    hooks.every(({ state }) => state !== 'missing' && state !== 'foreign' && state !== 'disabled')
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
      const { file, content } = await editableHook(place.folder, name)
      const lines = content.split('\n')
      const shell = isShell(content)
      const isRun = async (index: number): Promise<boolean> => !shell || isReached(file, content, index)
      // The user may have written it in another way.
      const index = lines.findIndex((line) => runsOurs(line, name))
      const isRename = !shell && place.kind === 'repository'
      const line = isRename
        ? `Rename it to ${originalName(name)} and install again. It then runs first, under that name.`
        : (await isLinkToShared(file, name))
          ? `case $0 in */${name}) ${manualLine(name)} ;; esac`
          : manualLine(name)
      return {
        file,
        line,
        isRename,
        present: index >= 0 && (await isRun(index)),
        endsBefore: !(await isRun(lines.length)),
      }
    }),
  )
}

/** Whether a line is no comment and names our script and, behind it, the hook. */
function runsOurs(line: string, name: HookName): boolean {
  const script = `byline/${bylineFiles.hookScript}`
  const at = line.indexOf(script)
  if (at < 0 || line.trimStart().startsWith('#')) return false
  return new RegExp(String.raw`(?<![\w-])${name}(?![\w-])`).test(line.slice(at + script.length))
}

/**
 * The hook that the user can add something to. Husky 9 has git look into a folder `_`, which it writes anew at every
 * installation: each hook there ends in `h`, which runs the user's hook of that name in the folder above.
 */
async function editableHook(folder: string, name: HookName): Promise<{ file: string; content: string }> {
  const file = path.join(folder, name)
  const content = await contentOf(file)
  const isHusky9 =
    husky9Hook.test(content) || (path.basename(folder) === '_' && (await contentOf(path.join(folder, 'h'))) !== '')
  if (!isHusky9) return { file, content }
  const users = path.join(path.dirname(folder), name)
  return { file: users, content: await contentOf(users) }
}

const husky9Hook = /^#!.*\n\. "(?:\$\(dirname (?:-- )?"\$0"\)|\$\{0%\/\*\})\/h"\s*$/

async function contentOf(file: string): Promise<string> {
  // Not there or not readable: the line is not in it either way.
  return readSmallText(file, 'latin1').catch(() => '')
}

function problemOf(
  place: HookPlace,
  manual: readonly ManualLine[],
  found: readonly Runtime[],
  cliVersion: string | undefined,
): string | undefined {
  const missing = manual.filter((line) => !line.present)
  if (missing.length > 0) {
    const reasons: Readonly<Record<HookPlace['kind'], string>> = {
      repository: `Hooks in ${place.folder} may depend on their own name, so Byline does not stand in front of them.`,
      workTree: `The hooks of this project are files of the project (core.hooksPath is ${place.folder}), which Byline does not edit.`,
      elsewhere: `Hooks are looked for in ${place.folder} (core.hooksPath), which other repositories use as well.`,
    }
    return [reasons[place.kind], ...advice(place, missing)].join(' ')
  }
  if (cliVersion !== undefined && !found.some((runtime) => runtime.executable)) {
    return 'Nothing here can run the hooks, so commits get no trailers. Put Node.js on PATH, or open the repository in the editor once.'
  }
  return undefined
}

/** What the user does, in sentences. */
function advice(place: HookPlace, missing: readonly ManualLine[]): readonly string[] {
  const lines = missing.filter(({ isRename }) => !isRename)
  const renames = missing.filter(({ isRename }) => isRename)
  const sentences: string[] = []
  if (lines[0] !== undefined) {
    const newer = place.kind === 'repository' ? '' : ', or use git 2.54 or later'
    const folder = path.dirname(lines[0].file)
    const where = folder === place.folder ? 'there' : `in ${folder}`
    sentences.push(`Add one line to each of ${namesOf(lines)} ${where}${newer}.`)
  }
  const ending = lines.filter(({ endsBefore }) => endsBefore)
  if (ending.length > 0) {
    sentences.push(`In ${namesOf(ending)} it has to be at the top, below “#!”: the hook ends before its last line.`)
  }
  for (const { file, line } of renames) {
    sentences.push(`${path.basename(file)} is no shell script. If it does not ask for its own name: ${line}`)
  }
  return sentences
}

function namesOf(lines: readonly ManualLine[]): string {
  return lines.map(({ file }) => path.basename(file)).join(', ')
}
