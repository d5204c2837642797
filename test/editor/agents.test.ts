import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { git } from '../fixtures/git'
import { untilFilesAreWatched } from './untilFilesAreWatched'
import { Workshop, writeFileIn } from './workshop'

const unknown = Array.from({ length: 5 }, () => 'unknown')

describe('An agent that writes to disk is followed', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  /**
   * A repository with the file `gateway.ts` of five lines open, and what it is with one more. The file is not in a folder
   * below: one that is made together with the repository is sometimes never watched by the editor.
   */
  async function openGateway(): Promise<{ root: string; file: string; before: string; after: string }> {
    const root = await shop.newRepository()
    git(root, shop.code.env, 'mv', 'src/gateway.ts', 'gateway.ts')
    git(root, shop.code.env, 'commit', '--quiet', '--message', 'Move the gateway')
    const file = path.join(root, 'gateway.ts')
    await shop.code.openFile(file)
    await shop.shows(file, unknown)
    await untilFilesAreWatched(shop.code, root)
    const before = readFileSync(file, 'utf8')
    return { root, file, before, after: `${before}const added = 1\n` }
  }

  it('when it writes to an open file and reports it afterwards', async () => {
    const { root, file, before, after } = await openGateway()
    writeFileSync(file, after)
    await shop.shows(file, [...unknown, 'unknown'])
    shop.record(root, { path: 'gateway.ts', tool: 'codex', before })
    await shop.shows(file, [...unknown, 'ai'])
    assert.match(await shop.view.hover(5, 8), /^Written by AI\nCodex · agent\nReported by the editor or the tool/)
  })

  it('when it reports first and writes afterwards', async () => {
    const { root, file, before, after } = await openGateway()
    shop.record(root, { path: 'gateway.ts', tool: 'codex', before, after })
    writeFileSync(file, after)
    await shop.shows(file, [...unknown, 'ai'])
  })

  it('when it writes to a file with unsaved changes, as soon as those are given up', async () => {
    const { root, file, before, after } = await openGateway()
    await shop.code.press('Control+Home')
    await shop.type('// unsaved ', '// unsaved export')
    writeFileSync(file, after)
    shop.record(root, { path: 'gateway.ts', tool: 'codex', before })
    assert.match(await shop.code.text(), /^\/\/ unsaved /)
    await shop.code.command('workbench.action.files.revert')
    await shop.shows(file, [...unknown, 'ai'])
  })

  it('when it is committed while the file is open', async () => {
    const { root, file, before, after } = await openGateway()
    await shop.enableTrailers()
    writeFileSync(file, after)
    await shop.shows(file, [...unknown, 'unknown'])
    shop.record(root, { path: 'gateway.ts', tool: 'codex', before })
    await shop.shows(file, [...unknown, 'ai'])
    await shop.statusBar('AI 1', 1)
    await setTimeout(1_000)
    assert.equal(shop.commit(root, '--all', '--message', 'Add').length, 3)
    await shop.statusBar('AI 1', 0)
  })

  it('when it is committed while the file has unsaved changes', async () => {
    const { root, file, before, after } = await openGateway()
    await shop.enableTrailers()
    await shop.code.press('Control+Home')
    await shop.type('// unsaved ', '// unsaved export')
    shop.record(root, { path: 'gateway.ts', tool: 'codex', before, after })
    writeFileSync(file, after)
    await setTimeout(2_000)
    assert.equal(shop.commit(root, '--all', '--message', 'Add').length, 3)
    await shop.code.command('workbench.action.files.revert')
  })

  it('until the user says something else', async () => {
    const { root } = await openGateway()
    const file = writeFileIn(root, 'closed.ts', 'const closed = 1\nconst more = 2\n')
    shop.record(root, { path: 'closed.ts', tool: 'codex' })
    await shop.code.openFile(file)
    await shop.shows(file, ['ai', 'ai'])
    await shop.code.press('Control+Home')
    await shop.code.press('Shift+ArrowDown')
    await shop.code.commandPalette('Byline: Mark Selection As…')
    await shop.code.page.locator('.quick-input-list').locator('.monaco-list-row', { hasText: 'Human' }).click()
    await shop.shows(file, ['human', 'ai'])
    await setTimeout(2_000)
    await shop.shows(file, ['human', 'ai'])
  })

  it('when it writes to a closed file', async () => {
    const { root } = await openGateway()
    await shop.statusBar(undefined, 0)
    const file = writeFileIn(root, 'closed.ts', 'const closed = 1\n')
    shop.record(root, { path: 'closed.ts', tool: 'codex' })
    await shop.statusBar(undefined, 1)
    await shop.code.openFile(file)
    await shop.shows(file, ['ai'])
  })
})
