import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as path from 'node:path'
import { answerNotification } from '../demo/sourceControl'
import { git } from '../fixtures/git'
import { projectRoot } from '../host/projectRoot'
import { recordedOf } from './recorded'
import { Workshop, writeFileIn } from './workshop'

describe('Mark Selection As…', function () {
  this.timeout(180_000)
  let shop: Workshop

  before(async () => {
    shop = await Workshop.open()
  })

  afterEach(() => shop.tidy())

  /** A repository with an open file of four lines that nobody saw arrive, not committed yet. */
  async function openFile(): Promise<{ readonly root: string; readonly file: string }> {
    const root = await shop.newRepository()
    // A text of its own: a new file with the text of another is known as its copy.
    const file = writeFileIn(
      root,
      'a.ts',
      `const a = '${path.basename(root)}'\nconst b = 2\nconst c = 3\nconst d = 4\n`,
    )
    await shop.code.openFile(file)
    await shop.shows(file, ['unknown', 'unknown', 'unknown', 'unknown'])
    return { root, file }
  }

  /** Selects lines with the keyboard, the first and the last 0-based. */
  async function select(first: number, last: number): Promise<void> {
    await shop.view.clearNotifications()
    await shop.code.focusEditor()
    await shop.code.press('Control+Home')
    for (let line = 0; line < first; line++) await shop.code.press('ArrowDown')
    for (let line = first; line <= last; line++) await shop.code.press('Shift+ArrowDown')
    await shop.becomes(
      () =>
        shop.code.evaluate((api) => {
          const { start, end } = api.window.activeTextEditor!.selection
          return [start.line, end.line]
        }),
      [first, last + 1],
      'the selection',
    )
  }

  /** Waits until the first or the second question is on screen. */
  async function asked(at: number): Promise<void> {
    const question = ['Who wrote the selected text?', 'Which tool wrote it?'][at] ?? ''
    await shop.code.page.locator('.quick-input-widget:visible').getByPlaceholder(question).waitFor()
  }

  /** Marks what is selected, from the palette, with the keyboard. */
  async function mark(...answers: readonly string[]): Promise<void> {
    await shop.code.commandPalette('Byline: Mark Selection As…')
    for (const [at, answer] of answers.entries()) {
      await asked(at)
      await shop.code.type(answer)
      await shop.code.waitFor(
        () => shop.code.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: answer }).isVisible(),
        { what: `${answer} to be found` },
      )
      await shop.code.press('Enter')
    }
  }

  it('AI with a tool, human, unknown: the commit and its readers say so, on the user’s word', async () => {
    const { root, file } = await openFile()
    await select(0, 1)
    await mark('AI', 'Claude Code')
    await shop.view.sees('Marked as AI (Claude Code), on your word.')
    await shop.shows(file, ['ai', 'ai', 'unknown', 'unknown'])
    await select(2, 2)
    await mark('Human')
    await shop.view.sees('Marked as human, on your word.')
    await select(1, 1)
    await mark('Unknown')
    await shop.shows(file, ['ai', 'unknown', 'human', 'unknown'])
    await shop.view.clearNotifications()
    assert.match(await shop.view.hover(0, 8), /^Written by AI\nClaude Code\nDeclared by a person · \S/)
    await shop.code.focusEditor()
    await shop.enableTrailers()
    await shop.statusBar('AI 1', 1)
    git(root, shop.code.env, 'add', '.')
    const blob = git(root, shop.code.env, 'rev-parse', ':a.ts').replace(/^(.{4})(.{4}).*/s, 'blob=$1_$2')
    assert.deepEqual(shop.commit(root, '--message', 'Marked'), [
      'Assisted-by: Claude Code',
      'AI-Provenance: ai=1 mixed=0 human=1 unknown=2 evidence=declared',
      `AI-Lines: a.ts 1 ${blob}`,
    ])
    assert.deepEqual(
      blame(root, 'a.ts').map(({ contributor, evidence }) => [contributor, evidence ?? null]),
      [
        ['ai', 'declared'],
        ['unknown', null],
        ['human', 'declared'],
        ['unknown', null],
      ],
    )
  })

  it('AI with a tool that has no name here, which is offered first from then on', async () => {
    const { file } = await openFile()
    await select(0, 0)
    await mark('AI', 'Another Tool…')
    const { code } = shop
    const input = code.page.locator('.quick-input-widget:visible .quick-input-box input').first()
    await input.and(code.page.getByPlaceholder('my-tool')).waitFor()
    await input.fill('<!>')
    await shop.becomes(
      async () => (await code.page.locator('.quick-input-widget:visible .quick-input-message').innerText()).trim(),
      'Use letters, digits, ".", "_" or "-".',
      'the message',
    )
    await input.fill('Acme Helper')
    await code.press('Enter')
    await shop.view.sees('Marked as AI (acme-helper), on your word.')
    await shop.shows(file, ['ai', 'unknown', 'unknown', 'unknown'])
    await shop.view.clearNotifications()
    await code.focusEditor()
    await select(1, 1)
    await mark('AI')
    await asked(1)
    const first = code.page.locator('.quick-input-list .monaco-list-row').first()
    await shop.becomes(async () => (await first.innerText()).split('\n')[0], 'acme-helper', 'the first tool')
    await code.press('Enter')
    await shop.shows(file, ['ai', 'ai', 'unknown', 'unknown'])
  })

  it('the whole line where nothing is selected', async () => {
    const { file } = await openFile()
    await shop.code.press('Control+Home')
    await shop.code.press('ArrowDown')
    await mark('AI', 'Not Known')
    await shop.view.sees('Marked as AI, on your word.')
    await shop.shows(file, ['unknown', 'ai', 'unknown', 'unknown'])
  })

  it('is taken back by the button in the message', async () => {
    const { root, file } = await openFile()
    await select(0, 2)
    await mark('AI', 'Codex')
    await shop.shows(file, ['ai', 'ai', 'ai', 'unknown'])
    await shop.statusBar('AI 3', 3)
    await answerNotification(shop.code, 'Undo')
    await shop.shows(file, ['unknown', 'unknown', 'unknown', 'unknown'])
    await shop.statusBar(undefined, 0)
    await shop.becomes(
      async () => (await recordedOf(root, 'a.ts'))?.contributors,
      ['unknown', 'unknown', 'unknown', 'unknown'],
      'the record',
    )
  })

  it('is left without a change by Escape, at either question', async () => {
    const { file } = await openFile()
    for (const answers of [[], ['AI']]) {
      await mark(...answers)
      await asked(answers.length)
      await shop.code.press('Escape')
      await shop.code.page.locator('.quick-input-widget').waitFor({ state: 'hidden' })
    }
    assert.deepEqual(await shop.view.contributors(file), ['unknown', 'unknown', 'unknown', 'unknown'])
    assert.deepEqual(await shop.view.notifications(), [])
  })

  function blame(root: string, file: string): readonly { readonly contributor: string; readonly evidence?: string }[] {
    const cli = path.join(projectRoot(), 'dist', 'cli.js')
    const printed = execFileSync(process.execPath, [cli, 'blame', file, '--json'], {
      cwd: root,
      env: shop.code.env,
      encoding: 'utf8',
    })
    return JSON.parse(printed).lines
  }
})
