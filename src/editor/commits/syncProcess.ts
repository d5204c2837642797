import { spawn } from 'node:child_process'
import { delimiter, dirname, isAbsolute } from 'node:path'
import { createInterface } from 'node:readline'
import * as vscode from 'vscode'
import { UserFacingError } from '../../base/errors'
import { withoutRepositoryVariables } from '../../git/gitProgram'

/** What `byline sync --json` says. */
export interface SyncOutcome {
  readonly remote: string
  /** Notes that were shared, or (dry) that there are to share. */
  readonly published: number
  /** Notes that the remote has. */
  readonly notes: number
}

export interface SyncRun {
  /** The bundled command line. */
  readonly cli: string
  /** Work tree of the repository. */
  readonly root: string
  /** Path of the git program, or its name on PATH. */
  readonly gitPath: string
  readonly remote: string
  /** Only counts; asks nobody. */
  readonly dryRun?: boolean
  readonly onProgress?: (message: string) => void
  readonly token?: vscode.CancellationToken
}

/**
 * Runs `byline sync` in a process of its own: comparing thousands of records would hold up every other extension.
 * @throws UserFacingError with what the command line says where it fails, and vscode.CancellationError where it was cancelled
 */
export async function runSync(run: SyncRun): Promise<SyncOutcome> {
  const { cli, root, remote, dryRun, onProgress, token } = run
  if (token?.isCancellationRequested) throw new vscode.CancellationError()
  return new Promise((resolve, reject) => {
    const args = [cli, 'sync', '--json', ...(dryRun ? ['--dry-run'] : []), '--', remote]
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: syncEnvironment(run),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const cancelled = token?.onCancellationRequested(() => child.kill('SIGTERM'))
    let stdout = ''
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (data: string) => (stdout += data))
    createInterface({ input: child.stderr }).on('line', (line) => {
      const message = /^byline: (.*)$/.exec(line)?.[1]
      if (message?.endsWith(' …')) onProgress?.(message)
      else said += `${message ?? line}\n`
    })
    child.on('error', reject)
    child.on('close', (code) => {
      cancelled?.dispose()
      if (token?.isCancellationRequested) return reject(new vscode.CancellationError())
      if (code !== 0) return reject(new UserFacingError(said.trim() || `"byline sync" ended with ${code}.`))
      try {
        resolve(JSON.parse(stdout) as SyncOutcome)
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
  })
}

/** The editor's own runtime as Node, with the editor's git first on PATH. */
export function syncEnvironment({ gitPath }: Pick<SyncRun, 'gitPath'>): NodeJS.ProcessEnv {
  const environment = withoutRepositoryVariables(process.env)
  const own = isAbsolute(gitPath) ? { PATH: [dirname(gitPath), process.env['PATH']].join(delimiter) } : {}
  return { ...environment, ...own, ELECTRON_RUN_AS_NODE: '1' }
}
