import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'

import { runTests } from '@vscode/test-electron'
import { chromium, type Browser, type Page } from 'playwright-core'

import { freePort } from './freePort'
import { HostProblem } from './hostProblem'
import { ensureInstalled, isHostPlatform, type Channel } from './installation'
import { launcherEnvironment } from './launcherEnvironment'
import { projectRoot } from './projectRoot'
import { runProgram } from './runProgram'
import { remoteControlPath, type TestFolder } from './testFolder'
import { waitFor } from './waitFor'

/** What an editor is started with, all defaults filled in. */
export interface EditorOptions {
  readonly channel: Channel
  readonly folder: string | undefined
  readonly trust: boolean
  readonly extensionDevelopmentPaths: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly viewport: { readonly width: number; readonly height: number; readonly scale?: number }
}

/** One run of VS Code: the host on Linux, the desktop elsewhere. */
export class EditorProcess {
  private browser: Browser | undefined
  private ended = false
  private endedWith: unknown

  private constructor(
    private readonly folder: TestFolder,
    private readonly remoteDebuggingPort: number,
    /** Resolves when the editor is gone, whichever way. */
    readonly exited: Promise<void>,
  ) {}

  static async start(options: EditorOptions, folder: TestFolder, controlAddress: string): Promise<EditorProcess> {
    const port = await freePort()
    const executable = await vscodeExecutable(folder)
    let note: (error?: unknown) => void = () => {}
    const exited = runTests({
      ...(executable ? { vscodeExecutablePath: executable } : {}),
      // On the host they are links in the extensions folder: see `openCode`.
      extensionDevelopmentPath: executable ? [] : [folder.controlExtension, ...options.extensionDevelopmentPaths],
      extensionTestsPath: remoteControlPath(),
      launchArgs: [
        ...(options.folder ? [options.folder] : []),
        `--user-data-dir=${folder.userDataDir}`,
        `--extensions-dir=${folder.extensionsDir}`,
        `--remote-debugging-port=${port}`,
        `--window-size=${options.viewport.width},${options.viewport.height}`,
        `--force-device-scale-factor=${options.viewport.scale ?? 1}`,
        '--enable-proposed-api=byline-test.assistant',
        ...(options.channel === 'proposed' ? ['--enable-proposed-api=byline.byline'] : []),
      ],
      extensionTestsEnv: {
        ...folder.environment(controlAddress),
        [launcherEnvironment.channel]: options.channel,
        [launcherEnvironment.trust]: options.trust ? undefined : 'ask',
        ...options.env,
      },
    }).then(
      () => note(),
      (error: unknown) => note(error),
    )
    const editor = new EditorProcess(folder, port, exited)
    note = (error) => {
      editor.ended = true
      editor.endedWith = error
    }
    return editor
  }

  get hasEnded(): boolean {
    return this.ended
  }

  /** @throws HostProblem when the editor ended by itself */
  requireRunning(): void {
    if (!this.ended) return
    throw new HostProblem(`VS Code ended before the test could talk to it (${String(this.endedWith)}). ${this.log()}`)
  }

  /** The page of the workbench, over the debugging port. */
  async page(): Promise<Page> {
    this.browser ??= await chromium.connectOverCDP(`http://127.0.0.1:${this.remoteDebuggingPort}`)
    const { browser } = this
    return waitFor(
      () => {
        const pages = browser.contexts().flatMap((context) => context.pages())
        const workbench = pages.find((page) => /^http:\/\/127\.0\.0\.1|workbench\.html/.test(page.url()))
        workbench?.setDefaultTimeout(30_000)
        if (!workbench) throw new Error(`Only these pages: ${pages.map((page) => page.url()).join(', ')}`)
        return workbench
      },
      { what: 'the page of the workbench', timeoutMs: 30_000 },
    )
  }

  /** Ends the test's connection to the browser, not the browser. */
  async disconnect(): Promise<void> {
    await this.browser?.close().catch(() => {
      // The browser is gone already: there is nothing left to disconnect from.
    })
    this.browser = undefined
  }

  /** Ends the editor and resolves when it is gone. The desktop has been asked to by the remote control. */
  async end(): Promise<void> {
    if (isHostPlatform() && !this.ended) {
      try {
        process.kill(this.processes().launcher, 'SIGTERM')
      } catch (error) {
        // It has ended by itself, as the remote control was asked to, and that is not known here yet.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    }
    await this.exited
    await this.disconnect()
  }

  /** Kills everything at once, as when the machine crashes. What was written to disk stays. */
  async kill(): Promise<void> {
    const { launcher, watchdog } = this.processes()
    process.kill(launcher, 'SIGKILL')
    await this.exited
    await waitFor(() => !existsSync(`/proc/${watchdog}`), { what: 'the processes of the editor to end' })
    await this.disconnect()
  }

  private processes(): { launcher: number; watchdog: number } {
    const file = path.join(this.folder.userDataDir, 'processes.json')
    if (!existsSync(file)) throw new HostProblem('Only the Linux test host can be killed by a test.')
    return JSON.parse(readFileSync(file, 'utf8')) as { launcher: number; watchdog: number }
  }

  private log(): string {
    const file = path.join(this.folder.userDataDir, 'server.log')
    return existsSync(file) ? readFileSync(file, 'utf8').slice(-2000) : ''
  }
}

/** Installs a VSIX file for an editor that is not running yet. */
export async function installVsix(folder: TestFolder, vsix: string): Promise<void> {
  const executable = await vscodeExecutable(folder)
  if (!executable) throw new HostProblem('Only the Linux test host can install a VSIX file.')
  const args = [
    '--install-extension',
    vsix,
    `--user-data-dir=${folder.userDataDir}`,
    `--extensions-dir=${folder.extensionsDir}`,
  ]
  const result = await runProgram(executable, args)
  if (result.status !== 0) throw new HostProblem(result.output.trim())
}

/** @returns undefined where `runTests` downloads the desktop VS Code itself */
async function vscodeExecutable(folder: TestFolder): Promise<string | undefined> {
  if (!isHostPlatform()) return undefined
  const installation = await ensureInstalled((line) => console.log(line))
  const script = path.join(folder.root, 'code')
  const launcher = path.join(projectRoot(), 'out', 'test', 'host', 'launcher.cjs')
  writeFileSync(script, `#!/bin/sh\nexec '${installation.node}' '${launcher}' "$@"\n`)
  chmodSync(script, 0o755)
  return script
}
