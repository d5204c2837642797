import { constants } from 'node:fs'
import { access, readdir, readFile, rm, rmdir } from 'node:fs/promises'
import * as path from 'node:path'
import { readSmallText } from '../../files/smallFile'
import type { LedgerFolder } from '../../ledger/folder/ledgerFolder'
import { hookScript } from './hookScript'
import { saidIn } from './saidIn'
import { isUnfinishedRun } from './unfinishedRuns'
import { bylineFiles, filesOfHooks } from '../../ledger/folder/bylineFolder'

/**
 * Node looks for the nearest one to know what kind of module `cli.js` is. That of the project may say otherwise, or not be
 * readable at all.
 */
const packageJson = '{ "type": "commonjs" }\n'
/** Of containers, hosts and editors that share the repository; more have long been forgotten. */
const maxRuntimes = 10
/** More than the command line has. */
const maxProgramBytes = 16 * 1024 * 1024

/** Something that may run the hooks. */
export interface Runtime {
  /** Absolute path. */
  readonly file: string
  /** On this machine. */
  readonly executable: boolean
}

/** Copies the command line to where the hooks find it, whatever becomes of the extension's own folder. */
export async function copyHookProgram(
  folder: LedgerFolder,
  program: { readonly cliSource: string; readonly runtime: string; readonly version: string },
): Promise<void> {
  const runtimes = [...new Set([program.runtime, ...(await recordedRuntimes(folder.root))])].slice(0, maxRuntimes)
  await refresh(folder, bylineFiles.programPackage, Buffer.from(packageJson))
  await refresh(folder, bylineFiles.program, await readFile(program.cliSource))
  await refresh(folder, bylineFiles.hookScript, Buffer.from(hookScript))
  await refresh(folder, bylineFiles.runtimes, Buffer.from(`${runtimes.join('\n')}\n`))
  // Last: whoever finds this version finds the rest.
  await refresh(folder, bylineFiles.version, Buffer.from(`${program.version}\n`))
}

export async function removeHookProgram(bylineFolder: string): Promise<void> {
  const unfinished = (await readdir(bylineFolder).catch(() => [])).filter(isUnfinishedRun)
  for (const name of [...filesOfHooks, ...unfinished]) await rm(path.join(bylineFolder, name), { force: true })
  await rmdir(path.join(bylineFolder, bylineFiles.temporary)).catch(() => undefined)
  // What was recorded stays, and with it the folder.
  await rmdir(bylineFolder).catch(() => undefined)
}

/** The version of the copy, or undefined where there is no whole copy. */
export async function copiedVersion(bylineFolder: string): Promise<string | undefined> {
  const [version, ...others] = await Promise.all(
    [bylineFiles.version, bylineFiles.program, bylineFiles.hookScript].map((name) =>
      textOf(path.join(bylineFolder, name)),
    ),
  )
  return others.includes(undefined) ? undefined : version?.trim()
}

/** What the hooks would try, in this order. */
export async function runtimes(
  bylineFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly Runtime[]> {
  const node = await nodeOnPath(environment.PATH ?? environment.Path ?? '')
  const askpass = environment.VSCODE_GIT_ASKPASS_NODE
  const files = [...(node ? [node] : []), ...(await recordedRuntimes(bylineFolder)), ...(askpass ? [askpass] : [])]
  return Promise.all([...new Set(files)].map(async (file) => ({ file, executable: await isExecutable(file) })))
}

/** What the last run of a hook had to complain about; undefined where nothing. */
export async function lastComplaint(bylineFolder: string): Promise<string | undefined> {
  return saidIn((await textOf(path.join(bylineFolder, bylineFiles.hookLog))) ?? '')
}

async function recordedRuntimes(bylineFolder: string): Promise<readonly string[]> {
  return ((await textOf(path.join(bylineFolder, bylineFiles.runtimes))) ?? '').split('\n').filter((line) => line !== '')
}

async function nodeOnPath(searchPath: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  for (const folder of searchPath.split(path.delimiter)) {
    if (folder !== '' && (await isExecutable(path.join(folder, name)))) return path.join(folder, name)
  }
  return undefined
}

/** Writes a file at once or not at all, and only where it differs. */
async function refresh(folder: LedgerFolder, name: string, content: Buffer): Promise<void> {
  if (!(await folder.read(name))?.equals(content)) await folder.write(name, content)
}

async function textOf(file: string): Promise<string | undefined> {
  return readSmallText(file, 'utf8', maxProgramBytes).catch(() => undefined)
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}
