import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { Workshop, writeFileIn } from './workshop'

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
      /^Written by AI\nbyline-test\.assistant · completion\nReported by the editor or the tool itself · \S.+$/,
    )
    assert.match(await shop.view.hover(8, 4), /^AI text with later changes\nbyline-test\.assistant · completion\n/)
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
    const root = shop.newRepository()
    const file = writeFileIn(root, 'hostile.ts', 'const hostile = 1\n')
    shop.record(root, { path: 'hostile.ts', tool, model: `<img src=x>/${tool}` })
    await shop.code.openFile(file)
    await shop.shows(file, ['ai'])
    const text = await shop.view.hover(0, 8)
    assert.match(text, /^Written by AI\nclick-command/)
    assert.match(text, /Reported by the editor or the tool itself/)
    const elements = await shop.code.page.evaluate<number>(
      `document.querySelectorAll('.monaco-hover a, .monaco-hover b, .monaco-hover img, .monaco-hover code').length`,
    )
    assert.equal(elements, 0)
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
