import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { git } from '../fixtures/git'
import { aiAndMixed, Workshop, writeFileIn } from './workshop'

describe('The hover', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  it('tells who wrote a line, and that the editor said so', async () => {
    await shop.repositoryWithAi()
    assert.match(
      await shop.view.hover(7, 12),
      /^Written by AI\nbyline-test\.assistant · completion\nReported by the editor or the tool · \S.+\s+Mark As… · Open Commit · Show Report$/,
    )
    assert.match(await shop.view.hover(8, 4), /^AI text that somebody changed\nbyline-test\.assistant · completion\n/)
  })

  it('tells nothing where the setting says so', async () => {
    await shop.repositoryWithAi()
    const provided = (): Promise<boolean> =>
      shop.code.evaluate(async (api) => {
        const { document } = api.window.activeTextEditor!
        const hovers = await api.commands.executeCommand<{ contents: { value: string }[] }[]>(
          'vscode.executeHoverProvider',
          document.uri,
          new api.Position(7, 12),
        )
        return hovers.some(({ contents }) => contents.some(({ value }) => value.includes('Written by AI')))
      })
    assert.equal(await provided(), true)
    await shop.set('hover.enabled', false)
    await shop.becomes(provided, false, 'the hover to be there')
  })

  it('shows names of tools and models as text, whatever they hold', async () => {
    const tool = '[click](command:workbench.action.files.newUntitledFile) <b>bold</b> `code` **x**'
    const root = await shop.newRepository()
    const name = 'a) [b](command:workbench.action.quit) <i>.ts'
    const file = writeFileIn(root, name, 'const hostile = 1\n')
    shop.record(root, { path: name, tool, model: `<img src=x>/${tool}` })
    await shop.code.openFile(file)
    await shop.shows(file, ['ai'])
    const text = await shop.view.hover(0, 8)
    assert.match(text, /^Written by AI\nclick-command/)
    assert.match(text, /Reported by the editor or the tool/)
    const inHover = (selector: string): Promise<readonly string[]> =>
      shop.code.page.locator(`.monaco-hover:visible :is(${selector})`).allInnerTexts()
    assert.deepEqual(await inHover('b, img, code'), [])
    assert.deepEqual(await inHover('a'), ['Mark As…', 'Open Commit', 'Show Report'])
    assert.deepEqual(await inHover('i'), [])
    await clickInHover(0, 'Open Commit')
    await shop.view.sees('This line is not committed yet.')
  })

  /** Clicks a link in the hover of a line (0-based). */
  async function clickInHover(line: number, title: string): Promise<void> {
    const link = shop.code.page.locator('.monaco-hover:visible a', { hasText: title })
    // On a busy machine a hover is drawn again, or goes, while the mouse is on its way: a person would try again, too.
    await shop.code.waitFor(
      async () => {
        await shop.view.hover(line, 8)
        return link.click({ timeout: 3_000 }).then(
          () => true,
          () => false,
        )
      },
      { what: `a click on ${title}` },
    )
    await shop.code.page.mouse.move(5, 300)
  }

  it('has a link to say who wrote the line, wherever the caret is', async () => {
    const { file } = await shop.repositoryWithAi()
    await shop.code.press('Control+Home')
    await clickInHover(7, 'Mark As…')
    await shop.code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Human' }).click()
    await shop.shows(file, [...aiAndMixed.slice(0, 7), 'human', ...aiAndMixed.slice(8)])
  })

  it('has a link to the commit of the line, which says so where there is none', async () => {
    const { root, file } = await shop.repositoryWithAi()
    await clickInHover(7, 'Open Commit')
    await shop.view.sees('This line is not committed yet.')
    await shop.view.clearNotifications()
    shop.commit(root, '--all', '--message', 'Twice as much')
    const id = git(root, shop.code.env, 'rev-parse', 'HEAD')
    // A change above it that is not saved moves the line.
    await shop.code.openFile(file)
    await shop.code.press('Control+Home')
    await shop.type('\n', '\nimport')
    await clickInHover(8, 'Open Commit')
    const labels = (): Promise<readonly string[]> =>
      shop.code.evaluate((api) => api.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)))
    await shop.becomes(
      async () => (await labels()).some((label) => label.includes(id.slice(0, 7)) && label.includes('Twice as much')),
      true,
      'the commit to be open',
    )
  })

  it('has a link to the report', async () => {
    await shop.repositoryWithAi()
    await clickInHover(7, 'Show Report')
    await shop.code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Uncommitted changes' }).waitFor()
  })

  it('tells that a line was carried over from an earlier text', async () => {
    const { file } = await shop.repositoryWithAi()
    await shop.code.command('workbench.action.closeActiveEditor')
    // The editor lets go of a closed document by and by; another window has never seen it.
    await shop.code.reload()
    writeFileSync(file, `// added from outside\n${readFileSync(file, 'utf8')}`)
    await shop.code.openFile(file)
    await shop.marks({ 9: 'ai', 10: 'mixed', 11: 'ai' })
    assert.match(await shop.view.hover(8, 12), /\nCarried over from an earlier text/)
  })
})
