import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { git } from '../fixtures/git'
import type { Code } from '../host/code'
import type { Channel } from '../host/installation'
import { sharedCode } from '../host/sharedCode'
import { BylineView } from './bylineView'
import { removeFolders } from './removeFolders'

for (const channel of ['proposed', 'stable'] satisfies readonly Channel[]) {
  describe(`A rename that is first shown as a preview, ${channel} channel`, function () {
    this.timeout(120_000)
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-rename-')))
    let code: Code
    let view: BylineView
    let cases = 0

    before(async () => {
      code = await sharedCode({ channel, folder })
      view = new BylineView(code)
      git(folder, code.env, 'init', '-q')
    })

    after(() => removeFolders(folder))

    afterEach(async () => {
      await code.evaluate(async (api) => api.workspace.saveAll(false))
      await code.command('workbench.action.closeAllEditors')
      // A window that has shown a preview keeps its editors about.
      await code.reload()
    })

    const panel = () => code.page.locator('.bulk-edit-panel')

    /** Files of a folder of its own, of which the first has a line of a completion and a typed one. */
    async function open(others: Readonly<Record<string, string>>): Promise<string> {
      const name = `case${cases++}`
      mkdirSync(path.join(folder, name))
      for (const [other, text] of Object.entries(others)) writeFileSync(path.join(folder, name, other), text)
      const file = path.join(name, 'a.ts')
      writeFileSync(path.join(folder, file), 'start\n')
      await view.complete(file, 'let thing = other')
      await code.press('Enter')
      await code.type('own(thing)')
      await becomes(file, ['unknown', 'ai', 'human'])
      return file
    }

    /** Renames what is at the cursor and asks to see the changes first; resolves when they are shown. */
    async function preview(to: string): Promise<void> {
      // What is typed is decided by then, as for a person.
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      await code.clickText(1, 'let th'.length)
      await code.press('F2')
      const input = code.page.locator('.rename-box input:visible').first()
      await code.waitFor(
        async () => {
          await input.press('Control+A')
          await code.type(to)
          return (await input.inputValue()) === to
        },
        { what: 'the new name to stand in the box' },
      )
      await code.press('Control+Enter')
      await panel().getByRole('button', { name: 'Apply' }).waitFor()
    }

    async function apply(text: string): Promise<void> {
      await panel().getByRole('button', { name: 'Apply' }).click()
      await code.waitFor(async () => (await code.text()).includes(text), { what: 'the new name' })
    }

    async function becomes(file: string, expected: readonly string[]): Promise<void> {
      let seen: readonly string[] | undefined
      await code
        .waitFor(async () => (seen = await view.contributors(file))?.join() === expected.join(), {
          what: `${file} to be ${expected.join()}`,
        })
        .catch(() => assert.deepEqual(seen, expected))
    }

    it('leaves lines of one file with who wrote them', async () => {
      const file = await open({})
      await preview('item')
      await apply('own(item)')
      await becomes(file, ['unknown', 'ai', 'human'])
    })

    it('leaves lines of several files with who wrote them, however long somebody looks at it', async () => {
      const file = await open({ 'b.ts': 'use(thing)\n' })
      await preview('item')
      await new Promise((resolve) => setTimeout(resolve, 4_000))
      await apply('own(item)')
      await becomes(file, ['unknown', 'ai', 'human'])
    })

    it('is none where it is discarded, and somebody types the name', async () => {
      const file = await open({})
      await preview('item')
      await panel().getByRole('button', { name: 'Discard' }).click()
      await panel().waitFor({ state: 'hidden' })
      await code.focusEditor()
      await code.clickText(1, 'let th'.length, { clickCount: 2 })
      await code.type('item')
      await becomes(file, ['unknown', 'mixed', 'human'])
    })
  })
}
