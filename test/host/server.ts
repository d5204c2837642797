import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import * as path from 'node:path'

import { HostProblem } from './hostProblem'
import type { Channel, Installation } from './installation'
import { runProgram } from './runProgram'
import type { Watchdog } from './watchdog'

/** What the VS Code server is started with. Folders are absolute paths. */
export interface ServerOptions {
  readonly channel: Channel
  readonly port: number
  readonly userDataDir: string
  readonly extensionsDir: string
  readonly disableWorkspaceTrust: boolean
}

/** Starts the VS Code server and resolves when it listens. Its log goes to `server.log` in the data folder. */
export async function startServer(
  installation: Installation,
  options: ServerOptions,
  watchdog: Watchdog,
): Promise<ChildProcess> {
  const args = [
    installation.serverMain(options.channel),
    ...commonArguments(options),
    '--host=127.0.0.1',
    `--port=${options.port}`,
    '--without-connection-token',
    '--telemetry-level=off',
    // Without it a built VS Code ignores the extension development and test paths in the page's address.
    '--enable-smoke-test-driver',
    ...(options.disableWorkspaceTrust ? ['--disable-workspace-trust'] : []),
  ]
  const server = spawn(installation.node, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  watchdog.guard(server)
  const log = createWriteStream(path.join(options.userDataDir, 'server.log'), { flags: 'a' })
  server.stdout.pipe(log)
  server.stderr.pipe(log)
  await listening(server, options)
  return server
}

/** Installs a VSIX file into the extensions folder, as the desktop's `--install-extension` does. */
export async function installExtension(
  installation: Installation,
  options: Pick<ServerOptions, 'userDataDir' | 'extensionsDir'>,
  vsix: string,
): Promise<void> {
  const args = [installation.serverMain('proposed'), ...commonArguments(options), '--install-extension', vsix]
  const result = await runProgram(installation.node, args)
  if (result.status !== 0 || !/successfully installed/.test(result.output)) {
    throw new HostProblem(`${vsix} could not be installed: ${result.output.trim()}`)
  }
}

function commonArguments(options: Pick<ServerOptions, 'userDataDir' | 'extensionsDir'>): string[] {
  return [
    `--server-data-dir=${serverDataDir(options.userDataDir)}`,
    `--extensions-dir=${options.extensionsDir}`,
    '--accept-server-license-terms',
  ]
}

/** The server keeps its user data in a subfolder `data`; the desktop's command line names that folder itself. */
function serverDataDir(userDataDir: string): string {
  const folder = `${userDataDir}-server`
  const link = path.join(folder, 'data')
  mkdirSync(userDataDir, { recursive: true })
  mkdirSync(folder, { recursive: true })
  if (!existsSync(link)) symlinkSync(userDataDir, link)
  return folder
}

function listening(server: ChildProcess, options: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    server.stdout?.on('data', (data: Buffer) => {
      output += data.toString('utf8')
      if (output.includes(`Extension host agent listening on ${options.port}`)) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code, signal) => {
      reject(new HostProblem(`The VS Code server ended at once (${code ?? signal}): ${output.slice(-2000)}`))
    })
  })
}
