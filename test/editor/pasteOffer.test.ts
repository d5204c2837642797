import assert from 'node:assert/strict'
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { answerNotification } from '../demo/sourceControl'
import { git } from '../fixtures/git'
import type { Code } from '../host/code'
import type { Channel } from '../host/installation'
import { sharedCode } from '../host/sharedCode'
import { recordedOf } from './recorded'
import { removeFolders } from './removeFolders'

const long = Array.from({ length: 12 }, (_, i) => `pastedLine${i}()\n`).join('')

for (const channel of ['proposed', 'stable'] satisfies readonly Channel[]) {
  describe(`The offer after a large paste, ${channel} channel`, function () {
    this.timeout(120_000)
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-paste-')))
    let code: Code
    let files = 0
    let file: string

    before(async () => {
      code = await sharedCode({ channel, folder })
      git(folder, code.env, 'init', '-q')
    })

    after(async () => {
      await code?.evaluate(async (api) =>
        api.workspace.getConfiguration().update('byline.capture.askAboutPastes', undefined, true),
      )
      await removeFolders(folder)
    })

    beforeEach(async () => {
      file = `paste${files++}.ts`
      writeFileSync(path.join(folder, file), 'start\n')
      await code.command('notifications.clearAll')
      await code.openFile(path.join(folder, file))
      await code.press('Control+End')
    })

    const offer = () => code.page.locator('.statusbar-item[id*="byline.pasteOffer"]')

    async function paste(text: string): Promise<void> {
      const before = await code.text()
      await code.clipboard.write(text)
      await code.press('Control+V')
      await code.waitFor(async () => (await code.text()) !== before, { what: 'the paste' })
    }

    async function answer(label: string): Promise<void> {
      await offer().click()
      await code.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click()
    }

    async function contributors(): Promise<string> {
      return code.evaluate((api) => {
        const { exports } = api.extensions.getExtension('byline.byline')!
        const ranges: { from: number; to: number; contributor: string; evidence?: string }[] =
          exports.getAttribution(api.window.activeTextEditor!.document.uri) ?? []
        return ranges
          .map(({ from, to, contributor, evidence }) => `${to - from} ${contributor}${evidence ? ` ${evidence}` : ''}`)
          .join(', ')
      })
    }

    async function becomes(expected: string): Promise<void> {
      let said = ''
      await code
        .waitFor(async () => (said = await contributors()) === expected)
        .catch(() => assert.equal(said, expected))
    }

    it('takes the user’s word, leaves the keyboard where it is, and can be undone', async () => {
      await paste(long)
      await offer().waitFor()
      assert.match(await offer().innerText(), /12 pasted lines/)
      // Nobody has to care about it: the next key goes into the text.
      await code.type('own()')
      await becomes('13 unknown, 1 human observed')
      await answer('From AI')
      await code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Claude Code' }).first().click()
      await becomes('1 unknown, 12 ai declared, 1 human observed')
      await code.waitFor(async () => (await recordedOf(folder, file))?.tools.includes('claude-code'), {
        what: 'the record of the user’s word',
      })
      await offer().waitFor({ state: 'detached' })
      await answerNotification(code, 'Undo')
      await becomes('13 unknown, 1 human observed')
    })

    it('is not made for a short paste or for text that was copied in the editor', async () => {
      await paste('short()\nshorter()\n')
      await code.type(long)
      await code.waitFor(async () => (await code.text()).endsWith(long), { what: 'the typed lines' })
      await code.press('Control+A')
      await code.press('Control+C')
      await code.press('Control+End')
      const before = (await code.text()).length
      await code.press('Control+V')
      await code.waitFor(async () => (await code.text()).length > before, { what: 'the paste' })
      assert.equal(await offer().count(), 0)
    })

    it('is not made again when the user does not want it', async () => {
      await paste(long)
      await answer('ask again')
      await code.waitFor(
        () => code.evaluate((api) => api.workspace.getConfiguration().get('byline.capture.askAboutPastes') === 'off'),
        { what: 'the setting' },
      )
      await offer().waitFor({ state: 'detached' })
      await paste(long)
      await becomes('25 unknown')
      assert.equal(await offer().count(), 0)
    })
  })
}
