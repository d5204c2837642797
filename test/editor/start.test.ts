import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { startBrowser } from '../host/browser'
import { freePort } from '../host/freePort'
import { ensureInstalled } from '../host/installation'
import { projectRoot } from '../host/projectRoot'
import { waitFor } from '../host/waitFor'
import { Watchdog } from '../host/watchdog'

describe('npm start', function () {
  this.timeout(120_000)
  const profile = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-start-')))
  const watchdog = new Watchdog()
  let started: ChildProcess
  let browser: Browser | undefined
  let printed = ''

  before(() => {
    started = spawn(process.execPath, [path.join(projectRoot(), 'out/test/host/start.cjs')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    started.stdout?.setEncoding('utf8').on('data', (data: string) => (printed += data))
  })

  after(async () => {
    started.kill('SIGKILL')
    await browser?.close().catch(() => undefined)
    await watchdog.endAll()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })

  const address = (): string | undefined => /^ *(http:\S+)$/m.exec(printed)?.[1]
  const folder = (): string => /^VS Code with Byline on (.+):$/m.exec(printed)?.[1] ?? ''

  it('prints the address of an editor on the demo repository', async () => {
    await waitFor(address, { what: 'the address', timeoutMs: 60_000 })
    assert.ok(existsSync(path.join(folder(), 'src/charge.ts')))
    assert.ok(existsSync(path.join(folder(), '.git/HEAD')))
  })

  it('has Byline in it', async () => {
    const remoteDebuggingPort = await freePort()
    const options = { remoteDebuggingPort, profileDir: profile, windowSize: '1280,800', deviceScaleFactor: '1' }
    await startBrowser(await ensureInstalled(), options, watchdog)
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${remoteDebuggingPort}`)
    const page = browser.contexts()[0]?.pages()[0]
    assert.ok(page)
    await page.goto(address() ?? '')
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 })
    const row = (name: string) => page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first()
    await row('src').click()
    await row('charge.ts').dblclick()
    const item = page.locator('.statusbar-item[id$="byline.repository"]').first()
    await item.waitFor({ timeout: 30_000 })
    // As an agent's hook reports it: a newcomer has something to look at.
    await waitFor(async () => (await item.innerText()).replaceAll('\u00a0', ' ').includes('9 uncommitted AI lines'), {
      what: 'the lines of an agent to be counted',
    })
  })

  it('ends with Ctrl+C, and leaves nothing', async () => {
    const exited = once(started, 'exit')
    started.kill('SIGINT')
    assert.deepEqual(await exited, [0, null])
    assert.equal(existsSync(path.dirname(folder())), false)
    await assert.rejects(fetch(address() ?? ''))
  })
})
