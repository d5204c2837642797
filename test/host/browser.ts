import { spawn, type ChildProcess } from 'node:child_process'
import * as path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

import { writeFontConfiguration } from './fonts'
import { requireFreePort } from './freePort'
import { HostProblem } from './hostProblem'
import type { Installation } from './installation'
import type { Watchdog } from './watchdog'

/** What the browser is started with. */
export interface BrowserOptions {
  readonly remoteDebuggingPort: number
  /** The profile: a restart on the same one finds what the workbench stored in the browser. */
  readonly profileDir: string
  /** `width,height` in CSS pixels. */
  readonly windowSize: string
  readonly deviceScaleFactor: string
}

/** Starts headless Chromium and resolves when its debugging port answers. */
export async function startBrowser(
  installation: Installation,
  options: BrowserOptions,
  watchdog: Watchdog,
): Promise<ChildProcess> {
  await requireFreePort(options.remoteDebuggingPort)
  const args = [
    '--no-sandbox',
    '--no-first-run',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-component-update',
    '--font-render-hinting=none',
    '--lang=en-US',
    // Nothing but this machine: a test that needs the network is a defect.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    `--window-size=${options.windowSize}`,
    `--force-device-scale-factor=${options.deviceScaleFactor}`,
    `--user-data-dir=${options.profileDir}`,
    `--remote-debugging-port=${options.remoteDebuggingPort}`,
    'about:blank',
  ]
  const fontConfiguration = await writeFontConfiguration(installation, path.dirname(options.profileDir))
  const browser = spawn(path.join(installation.browserFolder, 'chromium'), args, {
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      LD_LIBRARY_PATH: path.join(installation.browserFolder, 'al2023', 'lib'),
      FONTCONFIG_FILE: fontConfiguration,
    },
  })
  watchdog.guard(browser)
  await answering(browser, options.remoteDebuggingPort)
  return browser
}

async function answering(browser: ChildProcess, port: number): Promise<void> {
  let failure: string | undefined
  browser.once('error', (error) => (failure = error.message))
  browser.once('exit', (code, signal) => (failure = `it ended with ${code ?? signal}`))
  for (let attempt = 0; attempt < 300; attempt++) {
    if (failure) throw new HostProblem(`Chromium could not be started: ${failure}.`)
    const answer = await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => undefined)
    if (answer?.ok) return
    await delay(100)
  }
  throw new HostProblem('Chromium could not be started: its debugging port did not answer within 30 s.')
}
