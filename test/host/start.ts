import { mkdirSync } from 'node:fs'
import * as path from 'node:path'

import { createRepository, letAgentWrite, storyFile } from '../demo/story'
import { freePort } from './freePort'
import { describeProblem } from './hostProblem'
import { ensureInstalled } from './installation'
import { linkExtensions } from './linkExtensions'
import { projectRoot } from './projectRoot'
import { startServer } from './server'
import { TestFolder } from './testFolder'
import { Watchdog } from './watchdog'
import { workbenchAddress } from './workbenchAddress'

/**
 * Serves a VS Code with the extension and the stand-in assistant for a browser of your own:
 * `npm start [folder]`; without a folder on the repository that the demo's story begins with, in which an agent has just
 * written a function. Ctrl+C ends it.
 */
async function main(): Promise<void> {
  const installation = await ensureInstalled((line) => console.log(line))
  const files = new TestFolder()
  Object.assign(process.env, files.environment(''))
  const [, , asked] = process.argv
  const folder = path.resolve(asked ?? path.join(files.root, 'payments'))
  if (asked === undefined) {
    createRepository(folder, process.env)
    letAgentWrite(folder, process.env)
  } else mkdirSync(folder, { recursive: true })
  linkExtensions(files.extensionsDir, [projectRoot(), path.join(projectRoot(), 'test', 'fixtures', 'assistant')])
  const port = await freePort()
  const watchdog = new Watchdog({ pid: process.pid, folder: files.root })
  const { userDataDir, extensionsDir } = files
  await startServer(
    installation,
    { channel: 'proposed', port, userDataDir, extensionsDir, disableWorkspaceTrust: true },
    watchdog,
  )
  const address = workbenchAddress(port, { folder, extensionDevelopmentPaths: [] })
  const hint = asked === undefined ? `Open ${storyFile}: an agent has just written a function there.\n` : ''
  console.log(`VS Code with Byline on ${folder}:\n\n  ${address}\n\n${hint}Ctrl+C ends it.`)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  await watchdog.endAll()
  await files.remove()
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(describeProblem(error))
    process.exit(1)
  },
)
