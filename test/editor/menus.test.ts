import assert from 'node:assert/strict'
import { Workshop } from './workshop'

describe('Commands and menus', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  /** What the command palette finds for a text. */
  async function found(text: string): Promise<readonly string[]> {
    const { page } = shop.code
    await shop.code.press('F1')
    const input = page.locator('.quick-input-widget:visible .quick-input-box input').first()
    await input.waitFor()
    await input.fill(`>${text}`)
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Byline: Show Log' }).waitFor()
    const rows = await page.locator('.quick-input-list .monaco-list-row .label-name').allInnerTexts()
    await shop.code.command('workbench.action.closeQuickOpen')
    return rows.map((row) => row.replaceAll('\u00a0', ' ').trim()).filter((row) => row.startsWith('Byline: '))
  }

  /** Whether the palette offers these, of what starts and stops trailers. */
  async function offers(): Promise<readonly string[]> {
    const all = await found('Byline: ')
    const titles = [
      'Add Provenance to Commits…',
      'Stop Adding Provenance to Commits',
      'Leave Trailers Out of the Next Commit',
      'Keep Trailers in the Next Commit',
    ]
    return titles.filter((title) => all.includes(`Byline: ${title}`))
  }

  it('offer to start where commits get no trailers, to stop and to leave out where they do', async () => {
    await shop.repositoryWithAi()
    await shop.repositoryStatus('3 uncommitted AI lines · trailers off')
    assert.deepEqual(await offers(), ['Add Provenance to Commits…'])
    await shop.enableTrailers()
    await shop.repositoryStatus('3 uncommitted AI lines')
    assert.deepEqual(await offers(), ['Stop Adding Provenance to Commits', 'Leave Trailers Out of the Next Commit'])
    await shop.code.command('byline.skipTrailersOnce')
    await shop.repositoryStatus('3 uncommitted AI lines · next commit without trailers')
    assert.deepEqual(await offers(), ['Stop Adding Provenance to Commits', 'Keep Trailers in the Next Commit'])
    // In another repository it is another question.
    await shop.newRepository()
    await shop.repositoryWithAi()
    await shop.repositoryStatus('3 uncommitted AI lines · trailers off')
    assert.deepEqual(await offers(), ['Add Provenance to Commits…'])
  })

  it('carry the name Byline in the menus of the text and of a line number', async () => {
    await shop.repositoryWithAi()
    const { page } = shop.code
    const point = await shop.code.pointOf(7, 12)
    const lineNumber = page.locator('.editor-instance .line-numbers', { hasText: /^8$/ })
    for (const open of [
      () => page.mouse.click(point.x, point.y, { button: 'right' }),
      () => lineNumber.click({ button: 'right' }),
    ]) {
      await open()
      await page.locator('.monaco-menu .action-item', { hasText: /^Byline/ }).hover()
      const item = page.locator('.monaco-menu .action-item', { hasText: /^Mark Selection As…$/ })
      await item.waitFor()
      const question = page.locator('.quick-input-widget:visible').getByPlaceholder('Who wrote the selected text?')
      // A menu takes no click in the first tenth of a second.
      await shop.code.waitFor(
        async () => {
          if (!(await question.isVisible()) && (await item.isVisible())) await item.click()
          return question.isVisible()
        },
        { what: 'the question who wrote it' },
      )
      await shop.code.press('Escape')
    }
  })

  it('show the marks by the button of the walkthrough, and never hide them', async () => {
    await shop.repositoryWithAi()
    const marks = { 8: 'ai', 9: 'mixed', 10: 'ai' }
    await shop.marks(marks)
    await shop.code.command('byline.showMarks')
    await shop.view.sees('The marks are on. Open a file with AI lines to see them.')
    await shop.marks(marks)
    await shop.set('gutter.enabled', false)
    await shop.marks({})
    await shop.code.command('byline.showMarks')
    await shop.marks(marks)
  })
})
