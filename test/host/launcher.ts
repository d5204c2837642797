import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'

import { startBrowser } from './browser'
import { parseDesktopArguments, type DesktopArguments } from './desktopArguments'
import { freePort } from './freePort'
import { describeProblem } from './hostProblem'
import { ensureInstalled, type Channel, type Installation } from './installation'
import { launcherEnvironment } from './launcherEnvironment'
import { linkExtensions } from './linkExtensions'
import { PageConnection } from './pageConnection'
import { installExtension, startServer } from './server'
import { Watchdog } from './watchdog'
import { workbenchAddress } from './workbenchAddress'

/**
 * A stand-in for the desktop VS Code's executable: same command line, same exit code (that of the extension
 * tests). It runs the server and a headless browser instead, and leaves nothing running however it ends.
 */
async function main(): Promise<number> {
  const args = parseDesktopArguments(process.argv.slice(2))
  const installation = await ensureInstalled((line) => console.log(line))
  const userDataDir = args.userDataDir ?? mkdtempSync(path.join(tmpdir(), 'byline-host-'))
  const extensionsDir = args.extensionsDir ?? path.join(userDataDir, 'extensions')
  for (const vsix of args.installExtensions) await installExtension(installation, { userDataDir, extensionsDir }, vsix)
  if (args.installExtensions.length > 0) return 0

  const ownerPid = process.env[launcherEnvironment.ownerPid]
  const ownedFolder = process.env[launcherEnvironment.ownedFolder]
  const watchdog = new Watchdog(ownerPid && ownedFolder ? { pid: Number(ownerPid), folder: ownedFolder } : undefined)
  try {
    return await runWorkbench(installation, args, userDataDir, extensionsDir, watchdog)
  } finally {
    await watchdog.endAll()
  }
}

async function runWorkbench(
  installation: Installation,
  args: DesktopArguments,
  userDataDir: string,
  extensionsDir: string,
  watchdog: Watchdog,
): Promise<number> {
  const ended = endOfOwner()
  // The page's address can name one of them only: the workbench reads its payload into a map.
  linkExtensions(extensionsDir, args.extensionDevelopmentPaths.slice(0, -1))
  const port = await samePortAsLastTime(userDataDir)
  const remoteDebuggingPort = args.remoteDebuggingPort ?? (await freePort())
  const channel: Channel = process.env[launcherEnvironment.channel] === 'stable' ? 'stable' : 'proposed'
  const trusted = args.disableWorkspaceTrust && process.env[launcherEnvironment.trust] !== 'ask'
  const [server, browser] = await Promise.all([
    startServer(installation, { channel, port, userDataDir, extensionsDir, disableWorkspaceTrust: trusted }, watchdog),
    startBrowser(
      installation,
      {
        remoteDebuggingPort,
        profileDir: path.join(`${userDataDir}-server`, 'browser'),
        windowSize: args.windowSize ?? '1280,800',
        deviceScaleFactor: args.deviceScaleFactor ?? '1',
      },
      watchdog,
    ),
  ])
  writeFileSync(
    path.join(userDataDir, 'processes.json'),
    JSON.stringify({ launcher: process.pid, watchdog: watchdog.pid, server: server.pid, browser: browser.pid }),
  )
  const testsEnded = openWorkbench(remoteDebuggingPort, workbenchAddress(port, args))
  const died = new Promise<number>((resolve) => {
    server.once('exit', () => resolve(1))
    browser.once('exit', () => resolve(1))
  })
  return Promise.race([testsEnded, ended, died])
}

/** What the workbench calls as it runs extension tests: at the end, and for each line of its log. */
const automation = `
  window.codeAutomationExit = (code) => { location.hash = 'exit=' + code }
  window.codeAutomationLog = () => {}`

/** Opens the workbench and resolves with the extension tests' exit code. */
async function openWorkbench(remoteDebuggingPort: number, address: string): Promise<number> {
  const browser = await PageConnection.open(remoteDebuggingPort)
  await browser.call('Browser.grantPermissions', { permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'] })
  const { targetInfos } = await browser.call<{ targetInfos: { type: string; targetId: string }[] }>('Target.getTargets')
  const targetId = targetInfos.find(({ type }) => type === 'page')?.targetId
  const { sessionId } = await browser.call<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  const exitCode = new Promise<number>((resolve) => {
    browser.on<{ url: string }>('Page.navigatedWithinDocument', ({ url }) => {
      const code = /#exit=(\d+)$/.exec(url)?.[1]
      if (code !== undefined) resolve(Number(code))
    })
  })
  await browser.call('Page.enable', {}, sessionId)
  await browser.call('Page.addScriptToEvaluateOnNewDocument', { source: automation }, sessionId)
  await browser.call('Page.navigate', { url: address }, sessionId)
  return exitCode
}

/** What the workbench stores in the browser belongs to one address: a restart has to use the same port. */
async function samePortAsLastTime(userDataDir: string): Promise<number> {
  const file = path.join(userDataDir, 'port')
  if (existsSync(file)) return Number(readFileSync(file, 'utf8'))
  const port = await freePort()
  writeFileSync(file, String(port))
  return port
}

/** Resolves when somebody asks the launcher to end, or when the process that started it is gone. */
function endOfOwner(): Promise<number> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve(130))
    // The test is done with it: no failure, and nothing that looks like one in what a demo prints.
    process.once('SIGTERM', () => resolve(0))
    process.stdin.once('end', () => resolve(1))
    process.stdin.once('error', () => resolve(1))
    process.stdin.resume()
  })
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(describeProblem(error))
    process.exit(1)
  },
)
