import assert from 'node:assert/strict'
import * as path from 'node:path'
import { storyFile } from '../demo/story'
import { git } from '../fixtures/git'
import { untilFilesAreWatched } from './untilFilesAreWatched'
import { aiAndMixed, Workshop } from './workshop'

describe('Committed code is known', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  it('after it was opened anew', async () => {
    const { root, file } = await shop.repositoryWithAi()
    await shop.statusBar('AI 2 · mixed 1', 3)
    shop.commit(root, '--all', '--message', 'Twice')
    await shop.code.command('workbench.action.closeAllEditors')
    await shop.code.reload()
    await shop.code.openFile(file)
    await shop.shows(file, aiAndMixed)
    await shop.marks({ 8: 'ai', 9: 'mixed', 10: 'ai' })
  })

  it('in a fresh clone, from the trailers alone', async () => {
    const { root } = await shop.repositoryWithAi()
    await shop.enableTrailers()
    await shop.statusBar('AI 2 · mixed 1', 3)
    assert.equal(shop.commit(root, '--all', '--message', 'Twice').length, 3)
    const clone = await shop.newFolder()
    git(clone, shop.code.env, 'clone', '--quiet', root, '.')
    // This window knows the text; another one has never seen it.
    await shop.code.command('workbench.action.closeAllEditors')
    await shop.code.reload()
    const file = path.join(clone, storyFile)
    await shop.code.openFile(file)
    await shop.shows(file, aiAndMixed)
    await shop.marks({ 8: 'ai', 9: 'mixed', 10: 'ai' })
    assert.match(await shop.view.hover(7, 12), /^Written by AI\n/)
  })

  it('after a pull, in a file that is open', async () => {
    const { root } = await shop.repositoryWithAi()
    const clone = await shop.newFolder()
    git(clone, shop.code.env, 'clone', '--quiet', root, '.')
    await shop.enableTrailers()
    await shop.statusBar('AI 2 · mixed 1', 3)
    assert.equal(shop.commit(root, '--all', '--message', 'Twice').length, 3)
    await shop.code.command('workbench.action.closeAllEditors')
    await shop.code.reload()
    const file = path.join(clone, storyFile)
    await shop.code.openFile(file)
    await shop.shows(file, aiAndMixed.slice(0, 7))
    await untilFilesAreWatched(shop.code, clone)
    git(clone, shop.code.env, 'pull', '--quiet')
    await shop.shows(file, aiAndMixed)
  })
})
