import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { readSmallText } from '../../files/smallFile'
import type { Environment } from '../../git/gitProgram'
import { saidIn } from './saidIn'
import { bylineFiles } from '../../ledger/folder/bylineFolder'

/** What would run the hooks if a commit were made now. */
export type Probe =
  | { readonly kind: 'runs'; readonly program: string; readonly version: string }
  /** `said`: what the programs that were tried complained about; undefined where they said nothing or there are none. */
  | { readonly kind: 'fails'; readonly said: string | undefined }
  /** There is no shell here to ask, as on Windows outside of git's own. */
  | { readonly kind: 'untold' }

/** More than any run of a hook may take. */
const timeoutMs = 40_000

/**
 * Has the shell part of the hooks find a program that can run the command line, the way it does in a commit.
 * @param root of the work tree
 * @param bylineFolder where Byline keeps its files; `hook.sh` is in it
 */
export async function probeHooks(root: string, bylineFolder: string, environment: Environment): Promise<Probe> {
  const folder = await mkdtemp(path.join(tmpdir(), 'byline-'))
  try {
    const answer = path.join(folder, 'answer')
    const isThere = await run(
      ['sh', path.join(bylineFolder, bylineFiles.hookScript), 'probe', answer],
      root,
      environment,
    )
    if (!isThere) return { kind: 'untold' }
    const [program, version] = (await textOf(answer))?.split('\n') ?? []
    if (program !== undefined && version !== undefined) return { kind: 'runs', program, version }
    return { kind: 'fails', said: saidIn((await textOf(`${answer}.log`)) ?? '') }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Waits until a program has ended; false where there is no such program. */
function run([program = '', ...args]: readonly string[], cwd: string, environment: Environment): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: environment,
      stdio: 'ignore',
      windowsHide: true,
      timeout: timeoutMs,
    })
    child.on('error', () => resolve(false))
    child.on('close', () => resolve(true))
  })
}

async function textOf(file: string): Promise<string | undefined> {
  return readSmallText(file).catch(() => undefined)
}
