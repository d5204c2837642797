import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import * as path from 'node:path'

import { controlAddressVariable } from './controlProtocol'
import { launcherEnvironment } from './launcherEnvironment'
import { projectRoot } from './projectRoot'
import { testSettings } from './testSettings'

/** The folder of one editor: user data, extensions, home, and the extension that carries the remote control. */
export class TestFolder {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-test-')))
  readonly userDataDir = path.join(this.root, 'data')
  readonly extensionsDir = path.join(this.root, 'extensions')
  readonly home = path.join(this.root, 'home')
  readonly controlExtension = path.join(this.root, 'control')

  constructor(settings: Readonly<Record<string, unknown>> = {}) {
    process.once('exit', this.removeAtExit)
    for (const folder of [this.extensionsDir, this.controlExtension]) mkdirSync(folder)
    this.renew(settings)
    writeFileSync(
      path.join(this.controlExtension, 'main.js'),
      `module.exports = require(${JSON.stringify(remoteControlPath())});\n`,
    )
    writeFileSync(
      path.join(this.controlExtension, 'package.json'),
      JSON.stringify({
        name: 'remote-control',
        publisher: 'byline-test',
        version: '0.0.1',
        engines: { vscode: '^1.105.0' },
        activationEvents: ['*'],
        main: './main.js',
        extensionKind: ['workspace'],
        capabilities: { untrustedWorkspaces: { supported: true } },
      }),
    )
  }

  /** Makes home and user data as they are before a first start. */
  renew(settings: Readonly<Record<string, unknown>>): void {
    const user = path.join(this.userDataDir, 'User')
    for (const folder of [this.home, user, path.join(this.userDataDir, 'Backups')]) {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
    mkdirSync(this.home)
    mkdirSync(user, { recursive: true })
    writeFileSync(path.join(this.home, '.gitconfig'), '[init]\n\tdefaultBranch = main\n')
    writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...testSettings, ...settings }, undefined, 2))
  }

  /** The environment of the editor: this home, this git configuration, nothing of the machine's. */
  environment(controlAddress: string): NodeJS.ProcessEnv {
    return {
      [controlAddressVariable]: controlAddress,
      [launcherEnvironment.ownerPid]: String(process.pid),
      [launcherEnvironment.ownedFolder]: this.root,
      HOME: this.home,
      GIT_CONFIG_GLOBAL: path.join(this.home, '.gitconfig'),
      GIT_CONFIG_NOSYSTEM: '1',
      XDG_CONFIG_HOME: path.join(this.home, '.config'),
      // As if started from a terminal: VS Code then takes this environment and asks no login shell for another.
      VSCODE_CLI: '1',
      ELECTRON_RUN_AS_NODE: undefined,
      NODE_OPTIONS: undefined,
    }
  }

  private readonly removeAtExit = (): void => rmSync(this.root, { recursive: true, force: true })

  async remove(): Promise<void> {
    process.off('exit', this.removeAtExit)
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The bundled remote control, which the extension host loads. */
export function remoteControlPath(): string {
  return path.join(projectRoot(), 'out', 'test', 'host', 'remoteControl.cjs')
}
