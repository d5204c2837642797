import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { git } from '../fixtures/git'
import type { Code } from '../host/code'
import type { Channel } from '../host/installation'
import { projectRoot } from '../host/projectRoot'
import { sharedCode } from '../host/sharedCode'
import { consentToTrailers } from '../demo/sourceControl'
import { BylineView } from './bylineView'
import { NotebookView } from './notebookView'
import { removeFolders } from './removeFolders'

const file = 'analysis.ipynb'

/** As another tool has written it. */
const notebookBefore = {
  cells: [
    {
      cell_type: 'code',
      execution_count: 1,
      id: 'a1',
      metadata: {},
      outputs: [{ name: 'stdout', output_type: 'stream', text: ['load()\n'] }],
      source: ['import data\n', 'load()'],
    },
    { cell_type: 'markdown', id: 'b2', metadata: {}, source: ['# Result'] },
    { cell_type: 'code', execution_count: null, id: 'c3', metadata: {}, outputs: [], source: [] },
  ],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
}

const channels: readonly Channel[] = ['proposed', 'stable']

for (const channel of channels) {
  describe(`A notebook, ${channel} channel`, function () {
    this.timeout(120_000)
    const base = realpathSync(mkdtempSync(path.join(tmpdir(), `byline-notebooks-${channel}-`)))
    const folder = path.join(base, 'work')
    let code: Code
    let notebook: NotebookView
    let view: BylineView
    const written = [
      ['unknown import data', 'unknown load()', 'ai clean(data)'],
      ['unknown # Result'],
      ['human plot()'],
    ]

    before(async () => {
      execFileSync('git', ['init', '--quiet', '--initial-branch=main', folder])
      writeFileSync(path.join(folder, file), `${JSON.stringify(notebookBefore, undefined, 1)}\n`)
      for (const args of [
        ['config', 'user.name', 'Robin Example'],
        ['config', 'user.email', 'robin@example.com'],
        ['add', '.'],
        ['commit', '--quiet', '-m', 'Start'],
      ]) {
        git(folder, process.env, ...args)
      }
      code = await sharedCode({ channel, folder })
      notebook = new NotebookView(code, path.join(folder, file))
      view = new BylineView(code)
      await notebook.open()
    })

    after(() => removeFolders(base))

    it('shows who wrote the lines of its cells', async () => {
      await notebook.enter(0)
      await code.press('Enter')
      await notebook.assistant.showGhostText('clean(data)')
      await notebook.assistant.accept()
      await notebook.enter(2)
      await code.type('plot()')
      await linesAre(written)
    })

    it('is counted in the status bar, all cells together', async () => {
      let seen: string | undefined
      await code.waitFor(async () => (seen = await view.statusBar()) === 'AI 1').catch(() => assert.equal(seen, 'AI 1'))
      assert.match(
        await view.statusBarTooltip('file'),
        /^The cells of this notebook have 5 lines: 1 AI, 0 mixed, 1 human, 3 unknown\./,
      )
    })

    it('tells in the hover of a cell’s line who wrote it', async () => {
      await code.page.mouse.move(5, 300)
      await code.page.locator('.view-line', { hasText: 'clean(data)' }).locator('span span').first().hover()
      // The tooltip of the status bar may still be there.
      const hover = code.page.locator('.monaco-hover:visible', { hasText: 'Written by AI' }).first()
      await hover.waitFor()
      assert.match(await hover.innerText(), /^Written by AI/)
    })

    it('takes the user’s word for a cell’s lines', async () => {
      await notebook.enter(1)
      await code.commandPalette('Byline: Mark Selection As…')
      const input = code.page.locator('.quick-input-widget:visible input[placeholder="Who wrote the selected text?"]')
      await input.waitFor()
      await input.fill('Human')
      await code.press('Enter')
      written[1] = ['human # Result']
      await linesAre(written)
    })

    it('is known on the command line once it is saved and committed', async () => {
      await notebook.save()
      await consentToTrailers(code)
      git(folder, code.env, 'commit', '--quiet', '--all', '-m', 'Clean')
      assert.deepEqual(blame(folder, code.env), ['ai "clean(data)"', 'human "# Result"', 'human "plot()"'])
    })

    it('shows the same when it is opened again', async () => {
      await notebook.close()
      await notebook.open()
      await linesAre(written)
      await code.reload()
      await notebook.open()
      await linesAre(written)
    })

    it('is edited before it is known who wrote it', async () => {
      const copy = path.join(folder, 'copy')
      mkdirSync(copy)
      for (const name of ['.git', file]) cpSync(path.join(folder, name), path.join(copy, name), { recursive: true })
      notebook = new NotebookView(code, path.join(copy, file))
      await code.evaluate(async (api, file) => {
        // All that reads files has to wait for this; the edit has not.
        const { pbkdf2 } = process.getBuiltinModule('node:crypto')
        for (let job = 0; job < 16; job++) pbkdf2('', '', 1_000_000, 64, 'sha512', () => undefined)
        const opened = await api.workspace.openNotebookDocument(api.Uri.file(file))
        const { uri } = opened.cellAt(0).document
        const edit = new api.WorkspaceEdit()
        edit.insert(uri, new api.Position(2, 0), 'more()\n')
        const byline = api.extensions.getExtension('byline.byline')!.exports
        await byline.reportEdit({ uri, tool: 'test-agent', edit: () => api.workspace.applyEdit(edit) })
      }, notebook.file)
      await linesAre([
        ['unknown import data', 'unknown load()', 'ai more()', 'ai clean(data)'],
        ['human # Result'],
        ['human plot()'],
      ])
      await notebook.open()
      await code.command('workbench.action.revertAndCloseActiveEditor')
    })

    async function linesAre(expected: readonly (readonly string[])[]): Promise<void> {
      let seen: readonly (readonly string[])[] = []
      await code
        .waitFor(async () => {
          seen = await notebook.lines()
          return JSON.stringify(seen) === JSON.stringify(expected)
        })
        .catch(() => assert.deepEqual(seen, expected))
    }
  })
}

/** The lines of the notebook's file that are not unknown, without indentation. */
function blame(folder: string, env: NodeJS.ProcessEnv): readonly string[] {
  const cli = path.join(projectRoot(), 'dist', 'cli.js')
  const printed = execFileSync(process.execPath, [cli, 'blame', file, '--json'], { cwd: folder, env, encoding: 'utf8' })
  const lines: readonly { readonly contributor: string }[] = JSON.parse(printed).lines
  const texts = readFileSync(path.join(folder, file), 'utf8').split('\n')
  return lines.flatMap(({ contributor }, line) => {
    return contributor === 'unknown' ? [] : [`${contributor} ${texts[line]!.trim()}`]
  })
}
