import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { Assistant } from '../host/assistant'
import { openCode, type Code } from '../host/code'
import type { Channel } from '../host/installation'
import { removeFolders } from './removeFolders'

const original = 'const a = 1;\nconst b = 2;\nconst c = 3;\n'

for (const channel of ['proposed', 'stable'] satisfies readonly Channel[]) {
  describe(`The test host, ${channel} channel`, function () {
    this.timeout(120_000)
    let folder: string
    let code: Code
    let assistant: Assistant

    before(async () => {
      folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-host-')))
      writeFileSync(path.join(folder, 'a.ts'), original)
      writeFileSync(path.join(folder, 'b.ts'), 'const a = 1;\n')
      code = await openCode({ channel, folder })
      assistant = new Assistant(code)
    })

    /** The first file as it was at the start, with the cursor at its top: no test depends on what another left. */
    async function fresh(): Promise<void> {
      await code.openFile('a.ts')
      await code.evaluate(async (api, text) => {
        const { document } = api.window.activeTextEditor!
        const edit = new api.WorkspaceEdit()
        edit.replace(document.uri, new api.Range(0, 0, document.lineCount, 0), text)
        await api.workspace.applyEdit(edit)
      }, original)
      await code.press('Control+Home')
      await code.waitFor(() => code.evaluate((api) => api.window.activeTextEditor!.selection.active.line === 0), {
        what: 'the cursor to be at the top',
      })
    }

    after(async () => {
      await code?.close()
      await removeFolders(folder)
    })

    it(`tells an extension ${channel === 'proposed' ? 'the reasons' : 'no reasons'} of edits`, async () => {
      await fresh()
      await code.evaluate((api) => {
        const seen = globalThis as { hasReason?: boolean }
        const listener = api.workspace.onDidChangeTextDocument((event) => {
          if (event.contentChanges.length === 0 || !event.document.uri.path.endsWith('/a.ts')) return
          seen.hasReason = 'detailedReason' in event
          listener.dispose()
        })
      })
      await code.type('let typed = 1;\n')
      await code.waitFor(async () => (await code.text()).startsWith('let typed = 1;\nconst a'), {
        what: 'the typed line',
      })
      const hasReason = await code.evaluate(() => (globalThis as { hasReason?: boolean }).hasReason)
      assert.equal(hasReason, channel === 'proposed')
    })

    it('accepts ghost text by a real key, whole and by the word', async () => {
      await fresh()
      await assistant.showGhostText('let ghost = 1;')
      await assistant.accept('Tab')
      await code.press('Enter')
      await assistant.showGhostText('let word = 1;')
      await assistant.accept('Control+ArrowRight')
      await code.press('Escape')
      assert.match(await code.text(), /^let ghost = 1;\nlet ?const a/)
    })

    it('accepts a next-edit suggestion', async () => {
      await fresh()
      await code.clickText(1, 3)
      await assistant.showNextEdit('b = 2', 'bb = 22')
      await assistant.acceptNextEdit()
      assert.match(await code.text(), /const bb = 22;/)
    })

    it('composes with an input method, and shares the clipboard', async () => {
      await fresh()
      await code.press('Control+End')
      await code.imeCompose(['n', 'ni'], '你')
      await code.clipboard.write('pasted')
      await assistant.accept('Control+V')
      assert.match(await code.text(), /\n你pasted$/)
    })

    it('keeps and undoes the edits of a chat', async () => {
      await fresh()
      await code.press('Control+S')
      await assistant.ask({
        edits: [
          { file: 'a.ts', old: 'c = 3', new: 'kept = 3' },
          { file: 'b.ts', text: 'const b = 1;\n' },
          { file: 'new/c.ts', text: 'export {};\n' },
        ],
      })
      await assistant.keepAll()
      await assistant.ask({ edits: [{ file: 'a.ts', old: 'kept', new: 'undone' }] }, 'ask')
      await assistant.undoAll()
      await code.waitFor(async () => (await code.text()).includes('const kept = 3;'))
      await code.focusEditor()
    })

    it('goes on after a reload and a crash of the extension host', async () => {
      await code.reload()
      await code.waitFor(async () => (await code.text()).includes('const kept = 3;'))
      await code.crashExtensionHost()
      assert.equal(await code.evaluate((api) => api.workspace.workspaceFolders?.length), 1)
    })

    it('finds unsaved text again after a crash of everything', async () => {
      await code.openFile('b.ts')
      await code.type('unsaved ')
      await code.untilBackedUp()
      await code.kill()
      await code.reopen()
      // Which editor was in front may be older than the crash.
      await code.openFile('b.ts')
      await code.waitFor(async () => (await code.text()).startsWith('unsaved '), { timeoutMs: 30_000 })
    })

    it('takes a picture', async () => {
      mkdirSync(folder, { recursive: true })
      await code.setTheme('light')
      const file = process.env['BYLINE_PICTURE'] ?? path.join(folder, 'picture.png')
      await code.screenshot(file)
    })
  })
}
