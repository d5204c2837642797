import assert from 'node:assert/strict'
import { existsSync, mkdirSync } from 'node:fs'
import * as path from 'node:path'
import { answerNotification } from '../demo/sourceControl'
import { storyFile } from '../demo/story'
import { hooksOf, Workshop } from './workshop'

const questionAbout = (root: string): string =>
  `Byline saw AI edits in ${path.basename(root)}. Add provenance to its commits?`

describe('The question whether to write trailers', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  beforeEach(() => shop.set('trailers.askConsent', true))

  afterEach(() => shop.tidy())

  const completeIn = (root: string): Promise<void> =>
    shop.view.complete(path.join(root, storyFile), 'export const one = 1')

  /**
   * Fails when one of these repositories is asked about, and can: an edit in another repository, made after all that
   * the test did, is.
   */
  async function isNotAskedAbout(root: string): Promise<void> {
    const other = await shop.newRepository()
    await shop.set('trailers.askConsent', true)
    await completeIn(other)
    await shop.view.sees(questionAbout(other))
    assert.deepEqual(await shop.view.notifications(), [questionAbout(other)])
    assert.deepEqual(hooksOf(root), [])
  }

  it('is asked once in a window, where it was closed, and again in the next', async () => {
    const root = await shop.newRepository()
    await completeIn(root)
    await shop.view.sees(questionAbout(root))
    assert.deepEqual(hooksOf(root), [])
    await shop.view.clearNotifications()
    await completeIn(root)
    await shop.statusBar('AI 2', 2)
    await isNotAskedAbout(root)
    await shop.view.clearNotifications()
    await shop.code.reload()
    await completeIn(root)
    await shop.view.sees(questionAbout(root))
  })

  it('is never asked again, where it was refused', async () => {
    const root = await shop.newRepository()
    await completeIn(root)
    await shop.view.sees(questionAbout(root))
    await answerNotification(shop.code, 'Not in This Repository')
    await shop.code.waitFor(() => existsSync(path.join(root, '.git/byline/consent.json')), {
      what: 'the answer to be kept',
    })
    await shop.code.reload()
    await completeIn(root)
    await shop.statusBar('AI 2', 2)
    await isNotAskedAbout(root)
  })

  it('is never asked again, where it was refused in the dialog with the details', async () => {
    const root = await shop.newRepository()
    await completeIn(root)
    await shop.view.sees(questionAbout(root))
    await answerNotification(shop.code, 'Show Details…')
    const dialog = shop.code.page.locator('.monaco-dialog-box')
    await dialog.getByRole('button', { name: 'Not in This Repository' }).click()
    await shop.code.waitFor(() => existsSync(path.join(root, '.git/byline/consent.json')), {
      what: 'the answer to be kept',
    })
    await shop.repositoryStatus('1 uncommitted AI line · trailers off')
    await shop.becomes(
      async () => (await shop.view.statusBarLabel('repository')).split('. ').at(-1),
      'Commits get no trailers: you said no in this repository.',
      'the reason',
    )
    await shop.view.clearNotifications()
    await completeIn(root)
    await shop.statusBar('AI 2', 2)
    await isNotAskedAbout(root)
  })

  it('comes again, and says so, where a no cannot be kept', async () => {
    const root = await shop.newRepository()
    // What nobody can write to, root included.
    const kept = path.join(root, '.git/byline/consent.json')
    mkdirSync(kept, { recursive: true })
    await completeIn(root)
    await shop.view.sees(questionAbout(root))
    await answerNotification(shop.code, 'Not in This Repository')
    await shop.view.sees(
      `Nothing is installed, but your answer could not be kept: you will be asked again in another window. Byline could not store who wrote what in ${path.dirname(kept)} (EISDIR). Check that this folder exists and can be written.`,
    )
    assert.deepEqual(hooksOf(root), [])
    await shop.view.clearNotifications()
  })

  it('is not asked where the setting says so', async () => {
    const root = await shop.newRepository()
    await shop.set('trailers.askConsent', false)
    await completeIn(root)
    await shop.statusBar('AI 1', 1)
    await isNotAskedAbout(root)
  })
})
