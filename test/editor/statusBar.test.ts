import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { git } from '../fixtures/git'
import { untilFilesAreWatched } from './untilFilesAreWatched'
import { trailersOf, Workshop } from './workshop'

describe('The status bar', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  it('counts the lines of the file on the right, and says nothing of a file without AI lines', async () => {
    const { root } = await shop.repositoryWithAi()
    await shop.statusBar('AI 2 · mixed 1')
    const sentence = 'This file has 10 lines: 2 AI, 1 mixed, 0 human, 7 unknown.'
    assert.equal(await shop.view.statusBarLabel('file'), `Byline: This File: ${sentence}`)
    assert.equal(await shop.view.statusBarTooltip('file'), `${sentence}\n\nGo to Next AI Lines · Mark Selection As…`)
    await shop.code.openFile(path.join(root, 'src/gateway.ts'))
    await shop.statusBar(undefined, 3)
  })

  it('counts what waits in the repository on the left, and says that commits get no trailers', async () => {
    const { root } = await shop.repositoryWithAi()
    await shop.repositoryStatus('3 uncommitted AI lines · trailers off')
    const sentences = [`3 uncommitted AI lines in ${path.basename(root)}.`, 'Commits get no trailers yet.']
    assert.equal(await shop.view.statusBarLabel('repository'), `Byline: Repository: ${sentences.join(' ')}`)
    assert.equal(
      await shop.view.statusBarTooltip('repository'),
      [...sentences, 'Add Provenance to Commits… · Show Pending Trailers'].join('\n\n'),
    )
    await shop.enableTrailers()
    await shop.repositoryStatus('3 uncommitted AI lines')
    shop.commit(root, '--all', '--message', 'All')
    await shop.repositoryStatus(undefined)
  })

  it('says that trailers are left out of the next commit, until they are taken back or the commit is made', async () => {
    const { root } = await shop.repositoryWithAi()
    await shop.enableTrailers()
    const skipped = '3 uncommitted AI lines · next commit without trailers'
    await shop.code.command('byline.skipTrailersOnce')
    await shop.repositoryStatus(skipped)
    await shop.view.clearNotifications()
    await shop.clickLink('repository', 'Keep Trailers in the Next Commit')
    await shop.repositoryStatus('3 uncommitted AI lines')
    await shop.code.command('byline.skipTrailersOnce')
    await shop.repositoryStatus(skipped)
    assert.deepEqual(shop.commit(root, '--all', '--message', 'Without'), [])
    await shop.repositoryStatus(undefined)
  })

  it('says so where a setting or byline.json switches the trailers off', async () => {
    const { root } = await shop.repositoryWithAi()
    await shop.enableTrailers()
    await shop.repositoryStatus('3 uncommitted AI lines')
    await shop.set('trailers.enabled', false)
    await shop.repositoryStatus('3 uncommitted AI lines · trailers off')
    await shop.set('trailers.enabled', undefined)
    await shop.repositoryStatus('3 uncommitted AI lines')
    await untilFilesAreWatched(shop.code, root)
    writeFileSync(path.join(root, 'byline.json'), '{"trailers":false}')
    await shop.repositoryStatus('3 uncommitted AI lines · trailers off')
  })

  it('says that a commit may lack its trailers where its hook was stopped, and adds them', async () => {
    const { root } = await shop.repositoryWithAi()
    await shop.enableTrailers()
    await shop.repositoryStatus('3 uncommitted AI lines')
    // As the hook leaves it where its time is over.
    const mark = path.join(root, '.git/byline/unfinished.1')
    writeFileSync(mark, `prepare-commit-msg\t${root}\t.git/COMMIT_EDITMSG\nwas stopped after 5 s\n`)
    const withoutHooks = ['-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '--all', '--message', 'Stopped']
    assert.deepEqual(shop.commit(root, ...withoutHooks), [])
    await shop.repositoryStatus('A commit may lack trailers')
    assert.match(
      await shop.view.statusBarLabel('repository'),
      /^Byline: Repository: The commit hook was stopped after 5 s at .+\. That commit may lack its trailers\.$/,
    )
    await shop.clickLink('repository', 'Add Missing Trailers')
    await shop.repositoryStatus(undefined)
    assert.equal(trailersOf(git(root, shop.code.env, 'log', '-1', '--format=%B').split('\n')).length, 3)
    assert.equal(existsSync(mark), false)
  })

  it('shows what byline doctor says of a stopped hook, and stops telling of it when told to', async () => {
    const { root, file } = await shop.repositoryWithAi()
    await shop.enableTrailers()
    const mark = path.join(root, '.git/byline/unfinished.1')
    writeFileSync(mark, `prepare-commit-msg\t${root}\t.git/COMMIT_EDITMSG\nwas stopped after 5 s\n`)
    await shop.repositoryStatus('3 uncommitted AI lines · a commit may lack trailers')
    await shop.view.statusItem('repository').click()
    await shop.becomes(
      async () => (await shop.code.text()).startsWith('The next commit here gets trailers'),
      true,
      'what byline doctor says to be shown',
    )
    await shop.code.openFile(file)
    await shop.clickLink('repository', 'Dismiss')
    await shop.repositoryStatus('3 uncommitted AI lines')
    assert.equal(existsSync(mark), false)
  })

  it('counts what is saved, as a commit takes no more; the preview has the same number', async () => {
    const { file } = await shop.repositoryWithAi()
    await shop.statusBar('AI 2 · mixed 1', 3)
    await shop.code.focusEditor()
    await shop.code.press('Control+End')
    await shop.code.press('Enter')
    await shop.view.assistant.showGhostText('export const unsaved = 1')
    await shop.view.assistant.accept()
    await shop.statusBar('AI 3 · mixed 1', 3)
    await shop.becomes(
      async () => (await shop.view.statusBarLabel('repository')).includes('1 more AI line in unsaved files.'),
      true,
      'the unsaved line to be named',
    )
    await shop.view.statusItem('repository').click()
    const text = await shop.view.textOfEditor('pending trailers.txt')
    assert.match(text, /^# 3 uncommitted AI lines\.\n/)
    assert.match(text, /^AI-Provenance: ai=2 mixed=1 /m)
    await shop.code.command('workbench.action.closeActiveEditor')
    await shop.code.openFile(file)
    await shop.save()
    await shop.statusBar('AI 3 · mixed 1', 4)
    // Taken back and saved: nothing of it is left to commit.
    await shop.code.press('Control+A')
    await shop.code.press('Delete')
    await shop.statusBar(undefined, 4)
    await shop.save()
    await shop.statusBar(undefined, 0)
  })

  it('calls lines unsaved where no others wait', async () => {
    const root = await shop.newRepository()
    await shop.code.openFile(path.join(root, 'src/gateway.ts'))
    await shop.code.press('Control+End')
    await shop.view.assistant.showGhostText('export const unsaved = 1')
    await shop.view.assistant.accept()
    await shop.repositoryStatus('1 unsaved AI line · trailers off')
    await shop.save()
    await shop.repositoryStatus('1 uncommitted AI line · trailers off')
  })

  it('goes to the next AI lines when the file’s item is clicked', async () => {
    const { file } = await shop.repositoryWithAi()
    await shop.code.openFile(file)
    await shop.code.press('Control+Home')
    await shop.view.statusItem('file').click()
    await shop.becomes(
      () =>
        shop.code.evaluate((api) => {
          const { start, end } = api.window.activeTextEditor!.selection
          return [start.line, end.line]
        }),
      [7, 9],
      'the selection',
    )
  })

  it('is empty where the setting says so', async () => {
    await shop.repositoryWithAi()
    await shop.statusBar('AI 2 · mixed 1', 3)
    await shop.set('statusBar.enabled', false)
    await shop.statusBar(undefined)
    await shop.repositoryStatus(undefined)
    await shop.set('statusBar.enabled', undefined)
    await shop.statusBar('AI 2 · mixed 1', 3)
  })

  it('follows a commit in a terminal', async () => {
    const { root } = await shop.repositoryWithAi()
    await shop.view.complete(path.join(root, 'src/gateway.ts'), 'export const more = 1')
    await shop.statusBar('AI 1', 4)
    shop.commit(root, '--message', 'One file', 'src/charge.ts')
    await shop.statusBar('AI 1', 1)
  })

  it('counts no longer what is deleted in the Explorer', async () => {
    const { root, file } = await shop.repositoryWithAi()
    await shop.statusBar('AI 2 · mixed 1', 3)
    await untilFilesAreWatched(shop.code, path.join(root, 'src'))
    await shop.code.command('workbench.files.action.showActiveFileInExplorer')
    await shop.code.page.locator('.explorer-folders-view .monaco-list:focus').waitFor()
    await shop.code.press('Delete')
    await shop.code.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).first().click()
    await shop.code.waitFor(() => !existsSync(file), { what: 'the file to be deleted' })
    await shop.code.openFile(path.join(root, 'src/gateway.ts'))
    await shop.statusBar(undefined, 0)
  })

  it('counts what is on disk, whoever deletes it or writes it anew', async () => {
    const { root, file } = await shop.repositoryWithAi()
    const other = path.join(root, 'src/gateway.ts')
    await shop.code.openFile(other)
    await shop.statusBar(undefined, 3)
    await untilFilesAreWatched(shop.code, path.join(root, 'src'))
    const text = readFileSync(file)
    // Its tab is still there.
    rmSync(file)
    await shop.statusBar(undefined, 0)
    writeFileSync(file, text)
    await shop.statusBar(undefined, 3)
    await shop.code.command('workbench.action.closeAllEditors')
    await shop.code.openFile(other)
    git(root, shop.code.env, 'checkout', '--quiet', '--', 'src/charge.ts')
    await shop.statusBar(undefined, 0)
    writeFileSync(file, text)
    await shop.statusBar(undefined, 3)
    rmSync(path.join(root, 'src'), { recursive: true })
    await shop.statusBar(undefined, 0)
  })
})
