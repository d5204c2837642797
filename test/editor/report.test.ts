import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { git } from '../fixtures/git'
import { ReportView } from './reportView'
import { Workshop, writeFileIn } from './workshop'

const hostile = '<img src=x onerror="document.title=1"> & <b>bold</b>'

describe('The report', function () {
  this.timeout(180_000)
  let shop: Workshop
  let report: ReportView

  before(async () => {
    shop = await Workshop.open()
    report = new ReportView(shop.code)
  })

  afterEach(() => shop.tidy())

  /** A repository with three commits, the last two with lines by AI, and a change that is not committed. */
  async function repositoryWithCommits(): Promise<string> {
    const root = await shop.newRepository()
    const say = (file: string, text: string, message: string): void => {
      writeFileIn(root, file, text)
      shop.record(root, { path: file, tool: 'codex' })
      git(root, shop.code.env, 'add', '.')
      git(root, shop.code.env, 'commit', '--quiet', '--message', message)
    }
    say('src/twice.ts', 'const one = 1\nconst two = 2\n', 'Twice')
    git(root, shop.code.env, 'tag', 'v1')
    git(root, shop.code.env, 'checkout', '--quiet', '-b', 'topic')
    say('<b>.ts', 'const hostile = 1\n', hostile)
    writeFileSync(path.join(root, 'src/twice.ts'), 'const one = 1\nconst two = 2\nconst three = 3\n')
    await shop.code.openFile(path.join(root, 'src/twice.ts'))
    await shop.shows(path.join(root, 'src/twice.ts'), ['ai', 'ai', 'unknown'])
    return root
  }

  /** Shows the report of a range, of the repository of the active editor. */
  const show = (base: string, head: string, label = 'a range'): Promise<unknown> =>
    shop.code.command('byline.showReport', { label, base, head })

  it('shows hostile text as text', async () => {
    await repositoryWithCommits()
    await show('main~1', 'topic', '<i>all</i>')
    assert.deepEqual(await report.files(), ['src/twice.ts 2 AI', '<b>.ts 1 AI'])
    await report.panel.getByText('2 commits', { exact: true }).last().click()
    await report.panel.getByText(hostile).waitFor()
    assert.equal(await report.panel.locator('#report img, #report b, #report i').count(), 0)
  })

  it('has ranges that open the editor at their line', async () => {
    await repositoryWithCommits()
    await report.choose('Uncommitted changes')
    assert.deepEqual(await report.files(), ['src/twice.ts 1 unknown'])
    await report.panel.locator('details.file summary').first().click()
    await report.panel.locator('button.range').first().click()
    await shop.becomes(
      () =>
        shop.code.evaluate((api) => {
          const { document, selection } = api.window.activeTextEditor ?? {}
          return [document?.uri.path.split('/').at(-1) ?? '', selection?.active.line ?? -1]
        }),
      ['twice.ts', 2],
      'the editor',
    )
  })

  /** Opens the first range of the first file of the report. */
  async function openRange(): Promise<void> {
    await report.files()
    if (!(await report.panel.locator('button.range').first().isVisible())) {
      await report.panel.locator('details.file summary').first().click()
    }
    await report.panel.locator('button.range').first().click()
  }

  /** Scheme, selected text and column of the active editor. */
  const selected = (): Promise<readonly unknown[]> =>
    shop.code.evaluate((api) => {
      const editor = api.window.activeTextEditor
      return [
        editor?.document.uri.scheme ?? '',
        editor?.document.getText(editor.selection) ?? '',
        editor?.viewColumn ?? 0,
      ]
    })

  it('selects the lines where they stand today, beside the report', async () => {
    const root = await repositoryWithCommits()
    writeFileSync(path.join(root, 'src/twice.ts'), '// new\n// lines\nconst one = 1\nconst two = 2\n')
    await show('v1~1', 'v1')
    await openRange()
    await shop.becomes(selected, ['file', 'const one = 1\nconst two = 2', 2], 'the selection')
    assert.equal(await report.panel.locator('details.file').first().isVisible(), true)
  })

  it('opens uncommitted lines that moved since the report was made', async () => {
    const root = await repositoryWithCommits()
    await report.choose('Uncommitted changes')
    await report.files()
    await shop.code.evaluate(
      async (api, file) => {
        const edit = new api.WorkspaceEdit()
        edit.insert(api.Uri.file(file), new api.Position(0, 0), '// not saved\n')
        await api.workspace.applyEdit(edit)
      },
      path.join(root, 'src/twice.ts'),
    )
    await openRange()
    await shop.becomes(selected, ['file', 'const three = 3', 2], 'the selection')
  })

  it('shows the version that it is about where the lines or the file are gone', async () => {
    const root = await repositoryWithCommits()
    const file = path.join(root, 'src/twice.ts')
    const rev = git(root, shop.code.env, 'rev-parse', 'v1')
    writeFileSync(file, 'nothing()\n')
    await show('v1~1', 'v1')
    await openRange()
    await shop.becomes(selected, ['byline-revision', 'const one = 1\nconst two = 2', 2], 'the selection')
    await shop.view.sees(`These lines are no longer in src/twice.ts. This is ${rev.slice(0, 8)}.`)
    rmSync(file)
    await openRange()
    await shop.view.sees(`src/twice.ts is no longer there. This is ${rev.slice(0, 8)}.`)
  })

  it('says so where uncommitted lines are gone', async () => {
    const root = await repositoryWithCommits()
    await report.choose('Uncommitted changes')
    await report.files()
    writeFileSync(path.join(root, 'src/twice.ts'), 'const one = 1\nconst two = 2\n')
    await shop.shows(path.join(root, 'src/twice.ts'), ['ai', 'ai'])
    await openRange()
    await shop.view.sees('These lines of src/twice.ts changed. Refresh the report.')
  })

  for (const [format, name, pattern] of [
    ['Markdown', 'provenance-report.md', /src\/twice\.ts/],
    ['JSON', 'provenance-report.json', /"path": ?"src\/twice\.ts"/],
  ] as const) {
    it(`is exported as ${format}`, async () => {
      await repositoryWithCommits()
      await show('main~1', 'topic')
      await report.files()
      await report.press(`Export ${format}`)
      const file = await saveAsProposed()
      // Outside of the repository, so that the next commit does not take it along.
      assert.equal(file, path.join(shop.code.home, name))
      assert.match(readFileSync(file, 'utf8'), pattern)
    })
  }

  it('stops when told to, and goes on when told to', async () => {
    const root = await shop.newRepository()
    for (let n = 0; n < 3_000; n++) writeFileSync(path.join(root, `many${n}.ts`), `const many = ${n}\n`.repeat(30))
    git(root, shop.code.env, 'add', '.')
    git(root, shop.code.env, 'commit', '--quiet', '--message', 'Many files')
    await shop.code.openFile(path.join(root, 'many0.ts'))
    await show('HEAD~1', 'HEAD', 'many files')
    const cancelled = report.panel.getByText('Cancelled. Refresh runs the report again.')
    await shop.code.waitFor(
      async () => {
        // A quick machine may be done before the button is pressed.
        const again = report.panel.getByRole('button', { name: 'Refresh', disabled: false })
        if (await again.isVisible()) await again.click()
        await report.panel.getByRole('button', { name: 'Cancel' }).click({ timeout: 2_000 })
        await cancelled.waitFor({ timeout: 2_000 })
        return true
      },
      { what: 'the report to be cancelled', timeoutMs: 60_000 },
    )
    await report.press('Refresh')
    await report.panel.getByText('many0.ts').first().waitFor({ timeout: 60_000 })
  })

  it('comes back after a reload of the window, with the same scope and the same files open', async () => {
    await repositoryWithCommits()
    await show('main~1', 'topic', 'v1~1..topic')
    await report.files()
    await report.panel.locator('details.file summary').first().click()
    await report.panel.locator('button.range').first().waitFor()
    await shop.code.reload()
    assert.deepEqual(await report.files(), ['src/twice.ts 2 AI', '<b>.ts 1 AI'])
    assert.equal(await report.scope(), 'v1~1..topic')
    await report.panel.locator('details.file[open] button.range').first().waitFor()
    // It works on: the page talks to the new window.
    await report.press('Change scope…')
    await shop.code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Uncommitted changes' }).click()
    await shop.becomes(() => report.files(), ['src/twice.ts 1 unknown'], 'the files')
  })

  describe('asks what to report on', () => {
    it('the uncommitted changes', async () => {
      await repositoryWithCommits()
      await report.choose('Uncommitted changes')
      assert.deepEqual(await report.files(), ['src/twice.ts 1 unknown'])
      assert.equal(await report.scope(), 'uncommitted changes')
    })

    it('the last commit, a branch, a tag, everything', async () => {
      const root = await repositoryWithCommits()
      await report.choose('Last commit')
      assert.deepEqual(await report.files(), ['<b>.ts 1 AI'])
      assert.equal(await report.scope(), 'the last commit')
      await shop.code.openFile(path.join(root, 'src/twice.ts'))
      await report.choose('A branch…')
      await report.pick('topic')
      await shop.becomes(() => report.scope(), 'topic against main', 'the scope')
      assert.deepEqual(await report.files(), ['<b>.ts 1 AI'])
      await shop.code.openFile(path.join(root, 'src/twice.ts'))
      await report.choose('Since a tag…')
      await report.pick('v1')
      await shop.becomes(() => report.scope(), 'v1..HEAD', 'the scope')
      assert.deepEqual(await report.files(), ['<b>.ts 1 AI'])
      await shop.code.openFile(path.join(root, 'src/twice.ts'))
      await report.choose('Everything')
      await shop.becomes(() => report.scope(), 'everything', 'the scope')
      assert.deepEqual((await report.files()).slice(0, 2), ['src/twice.ts 2 AI', '<b>.ts 1 AI'])
    })

    it('this branch, against the one it left', async () => {
      await repositoryWithCommits()
      await report.choose('This branch')
      assert.deepEqual(await report.files(), ['<b>.ts 1 AI'])
      assert.equal(await report.scope(), 'this branch against main')
    })

    it('this branch, against one that is named where nothing suggests itself', async () => {
      const root = await repositoryWithCommits()
      git(root, shop.code.env, 'branch', '--move', 'main', 'trunk')
      await report.choose('This branch')
      await report.input.fill('trink')
      await shop.becomes(() => report.inputMessage(), noRevision('trink'), 'the message')
      await report.input.fill('trunk')
      await shop.becomes(() => report.inputMessage().then((text) => text.includes('There is')), false, 'an error')
      await shop.code.press('Enter')
      assert.deepEqual(await report.files(), ['<b>.ts 1 AI'])
      assert.equal(await report.scope(), 'this branch against trunk')
    })

    it('a range, and says at once what is wrong with one', async () => {
      await repositoryWithCommits()
      await report.choose('A range…')
      for (const [typed, message] of [
        ['main', 'Write two revisions with ".." between them, such as HEAD~3..HEAD.'],
        ['nowhere..HEAD', noRevision('nowhere')],
        ['v1~1..nobody', noRevision('nobody')],
        ['--output=x..HEAD', 'Write two revisions with ".." between them, such as HEAD~3..HEAD.'],
      ] as const) {
        await report.input.fill(typed)
        await shop.becomes(
          () => report.inputMessage().then((text) => text.split('\n')[0] ?? ''),
          message,
          'the message',
        )
      }
      await shop.code.press('Enter')
      assert.equal(await report.input.isVisible(), true)
      await report.input.fill('v1~1..')
      await shop.becomes(() => report.inputMessage().then((text) => text.startsWith('Two revisions')), true, 'no error')
      await shop.code.press('Enter')
      assert.deepEqual(await report.files(), ['src/twice.ts 2 AI', '<b>.ts 1 AI'])
      assert.equal(await report.scope(), 'v1~1..HEAD')
    })
  })

  const noRevision = (name: string): string => `There is no revision "${name}" in this repository.`

  /** Takes what the file dialog proposes, which it may take a moment to do, and gives the file that was written. */
  async function saveAsProposed(): Promise<string> {
    const { input } = report
    await input.waitFor()
    await shop.code.waitFor(
      async () => {
        if (!(await input.inputValue({ timeout: 1_000 })).includes('provenance-report')) return false
        await shop.code.press('Enter')
        await input.waitFor({ state: 'hidden', timeout: 2_000 })
        return true
      },
      { what: 'the file dialog to close', timeoutMs: 30_000 },
    )
    const told = await shop.code.waitFor(
      async () => {
        const all = await shop.view.notifications()
        return all.map((text) => /^The report is in (.+)\.$/.exec(text)?.[1]).find(Boolean)
      },
      { what: 'the report to be written' },
    )
    return told
  }
})
