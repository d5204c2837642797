import { copyFile, mkdir } from 'node:fs/promises'
import * as path from 'node:path'

import { HostProblem } from './hostProblem'
import type { Installation } from './installation'
import { runProgram } from './runProgram'

/**
 * Installs the locked packages, then those of the VS Code server inside `code-server`, which that package
 * would install in a script of its own. No package's script runs: the one of `code-server` compiles native
 * modules that the server can do without.
 * @param recipe the folder with `package.json`, lock file and `.npmrc`
 */
export async function installPackages(recipe: string, installation: Installation): Promise<void> {
  await mkdir(installation.root, { recursive: true })
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    await copyFile(path.join(recipe, name), path.join(installation.root, name))
  }
  await npm('ci', installation.root)
  // Not `ci`: the server's shrinkwrap and its package.json disagree on packages for development.
  await npm('install', installation.serverFolder('proposed'))
}

async function npm(command: string, folder: string): Promise<void> {
  const args = [command, '--omit=dev', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error']
  const result = await runProgram('npm', args, { cwd: folder }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new HostProblem('npm is not on the PATH; the test host is installed with it.')
    throw error
  })
  if (result.status === 0) return
  const reason = result.output.split('\n').find((line) => /npm (ERR!|error) /.test(line)) ?? result.output.trim()
  throw new HostProblem(
    `The test host could not be installed; its first use needs the package registry (npm said: ${reason}).`,
  )
}
