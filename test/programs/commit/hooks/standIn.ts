import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import type { Repository } from '../../../../src/git/findRepository'
import { findRepository } from '../../../../src/git/findRepository'
import type { HookInstallation } from '../../../../src/commit/hooks/installHooks'
import { temporaryFolder } from '../../../unit/ledger/temporaryFolder'
import { type TestRepository, isolated } from '../../git/testRepository'

/** One run of the command line by a hook. */
export interface Call {
  readonly argv: readonly string[]
  readonly stdin: string
  readonly runtime: string
  readonly cwd: string
  readonly electronRunAsNode: string | undefined
}

/**
 * Takes the place of the command line: writes down how it was run, beside itself, and adds a line to the message.
 * It is run by the real hooks of a real git.
 */
const source = `
const fs = require('node:fs')
const path = require('node:path')
const argv = process.argv.slice(2)
if (process.env.STAND_IN_SLEEPS) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30000)
fs.appendFileSync(path.join(__dirname, 'calls'), JSON.stringify({
  argv, stdin: fs.readFileSync(0, 'utf8'), runtime: process.argv0, cwd: process.cwd(),
  electronRunAsNode: process.env.ELECTRON_RUN_AS_NODE,
}) + '\\n')
if (argv[1] === 'prepare-commit-msg') fs.appendFileSync(argv[2], 'stand-in was here\\n')
if (process.env.STAND_IN_FAILS) { console.error('the stand-in fails'); process.exit(3) }
`

/** The bundle to install, the runtime that runs the tests and an environment without the machine's configuration. */
export function standIn(overrides: Partial<HookInstallation> = {}): HookInstallation {
  const cliSource = path.join(temporaryFolder(), 'cli.js')
  writeFileSync(cliSource, source)
  return { cliSource, runtime: process.execPath, version: '1.2.3', environment: isolated, ...overrides }
}

export async function found(repository: TestRepository): Promise<Repository> {
  const result = await findRepository(repository.root)
  if (result?.kind !== 'repository') throw new Error('no repository')
  return result
}

/** The runs since the last question. */
export function calls(repository: Repository): Call[] {
  const file = path.join(repository.commonDir, 'byline', 'calls')
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  rmSync(file)
  return lines.map((line) => JSON.parse(line) as Call)
}

/** PATH to a folder with the programs a shell has everywhere, and git, but no node. */
export function pathWithoutNode(...without: string[]): string {
  const folder = temporaryFolder()
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((from) => from !== '')
  const names = [
    'sh',
    'git',
    'cat',
    'grep',
    'true',
    'sleep',
    'printf',
    'timeout',
    'ps',
    'env',
    'sed',
    'dirname',
    'basename',
  ]
  for (const name of names) {
    if (without.includes(name)) continue
    // Not `command -v`: what the shell has of its own, like `true`, other programs look for in PATH.
    const place = folders.map((from) => path.join(from, name)).find(existsSync)
    if (place !== undefined) symlinkSync(place, path.join(folder, name))
  }
  return folder
}
