import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { git } from '../fixtures/git'
import { untilFilesAreWatched } from './untilFilesAreWatched'
import { Workshop } from './workshop'

describe('The status bar', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  it('counts the lines of the file, and those that wait to be committed', async () => {
    const { root } = await shop.repositoryWithAi()
    await shop.statusBar('AI 2 · mixed 1 · 3 pending')
    assert.equal(
      await shop.view.statusBarTooltip(),
      'This file: 2 AI, 1 mixed, 0 human, 7 unknown lines.\n\n3 AI lines wait to be committed. Click to see the trailers a commit would get.',
    )
    await shop.code.openFile(path.join(root, 'src/gateway.ts'))
    await shop.statusBar('AI 0 · 3 pending')
  })

  it('is empty where the setting says so', async () => {
    await shop.repositoryWithAi()
    await shop.statusBar('AI 2 · mixed 1 · 3 pending')
    await shop.set('statusBar.enabled', false)
    await shop.statusBar(undefined)
    await shop.set('statusBar.enabled', undefined)
    await shop.statusBar('AI 2 · mixed 1 · 3 pending')
  })

  it('follows a commit in a terminal', async () => {
    const { root } = await shop.repositoryWithAi()
    await shop.view.complete(path.join(root, 'src/gateway.ts'), 'export const more = 1')
    await shop.statusBar('AI 1 · 4 pending')
    shop.commit(root, '--message', 'One file', 'src/charge.ts')
    await shop.statusBar('AI 1 · 1 pending')
  })

  it('counts no longer what is deleted in the Explorer', async () => {
    const { root, file } = await shop.repositoryWithAi()
    await shop.statusBar('AI 2 · mixed 1 · 3 pending')
    await untilFilesAreWatched(shop.code, path.join(root, 'src'))
    await shop.code.command('workbench.files.action.showActiveFileInExplorer')
    await shop.code.page.locator('.explorer-folders-view .monaco-list:focus').waitFor()
    await shop.code.press('Delete')
    await shop.code.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).first().click()
    await shop.code.waitFor(() => !existsSync(file), { what: 'the file to be deleted' })
    await shop.code.openFile(path.join(root, 'src/gateway.ts'))
    await shop.statusBar('AI 0')
  })

  it('counts what is on disk, whoever deletes it or writes it anew', async () => {
    const { root, file } = await shop.repositoryWithAi()
    const other = path.join(root, 'src/gateway.ts')
    await shop.code.openFile(other)
    await shop.statusBar('AI 0 · 3 pending')
    await untilFilesAreWatched(shop.code, path.join(root, 'src'))
    const text = readFileSync(file)
    // Its tab is still there.
    rmSync(file)
    await shop.statusBar('AI 0')
    writeFileSync(file, text)
    await shop.statusBar('AI 0 · 3 pending')
    await shop.code.command('workbench.action.closeAllEditors')
    await shop.code.openFile(other)
    git(root, shop.code.env, 'checkout', '--quiet', '--', 'src/charge.ts')
    await shop.statusBar('AI 0')
    writeFileSync(file, text)
    await shop.statusBar('AI 0 · 3 pending')
    rmSync(path.join(root, 'src'), { recursive: true })
    await shop.statusBar('AI 0')
  })

  it('shows the trailers of a commit when it is clicked', async () => {
    await shop.repositoryWithAi()
    await shop.statusBar('AI 2 · mixed 1 · 3 pending')
    await shop.code.click('.statusbar-item[id*="byline.status"]')
    assert.match(await shop.view.textOfEditor('pending trailers.txt'), /^AI-Provenance: ai=2 mixed=1 /m)
  })
})
