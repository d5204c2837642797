import assert from 'node:assert/strict'
import type * as fs from 'node:fs'
import { existsSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { git } from '../fixtures/git'
import { openCode, type Code } from '../host/code'
import type { Channel } from '../host/installation'
import { projectRoot } from '../host/projectRoot'
import { BylineView } from './bylineView'
import { removeFolders } from './removeFolders'

/** How long the extension host does nothing at most, where nobody lets it go on. */
const longestMs = 60_000

/** Long enough on a slow machine, and shorter than the extension host is busy. */
const soonMs = 30_000

/** The extension host while it does nothing. */
interface Blocked {
  readonly isBlocked: boolean
  /** Lets it go on, and resolves when it does. */
  release(): Promise<void>
}

for (const channel of ['proposed', 'stable'] satisfies readonly Channel[]) {
  describe(`Keys while the extension host is busy, ${channel} channel`, function () {
    this.timeout(120_000)
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-busy-')))
    const signalFolder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-busy-signals-')))
    let code: Code
    let view: BylineView
    let files = 0

    after(async () => {
      await code?.close()
      await removeFolders(folder, signalFolder)
    })

    /** Opens a new file with the cursor at its end. */
    async function fresh(text: string, extension = 'ts'): Promise<string> {
      const file = `busy${files++}.${extension}`
      writeFileSync(path.join(folder, file), text)
      await code.openFile(file)
      await code.press('Control+End')
      await untilRead()
      return file
    }

    /** The keys pressed until now have arrived. */
    const untilRead = (): Promise<string> => code.text()

    /** The lines of the editor as they are drawn, without asking the extension host. */
    async function drawn(): Promise<readonly string[]> {
      const lines = await code.page.locator('.editor-instance .view-lines .view-line').evaluateAll((all) =>
        all
          .map((line) => ({ top: Number.parseFloat(line.style.top), text: line.textContent ?? '' }))
          .sort((a, b) => a.top - b.top)
          .map(({ text }) => text),
      )
      return lines.map((line) => line.replaceAll(/[\u00a0 ]/g, ' ').trimEnd())
    }

    /**
     * Pastes this by the key and waits until it is drawn: the editor drops a paste when another key follows too closely. On a
     * busy machine it drops one now and then by itself; then a person presses the key again.
     */
    async function paste(text: string): Promise<void> {
      const count = async () => (await drawn()).join('\n').split(text).length
      const before = await count()
      const isDrawn = async (): Promise<boolean> => (await count()) > before
      await code.press('Control+V')
      await code.waitFor(isDrawn, { timeoutMs: soonMs / 3 }).catch(() => code.press('Control+V'))
      await code.waitFor(isDrawn, { timeoutMs: soonMs / 3, what: 'the paste' })
    }

    /** Keeps the extension host busy, from when this resolves until it is released. */
    async function block(): Promise<Blocked> {
      const signals = mkdtempSync(path.join(signalFolder, 'block-'))
      const [started, released] = [path.join(signals, 'started'), path.join(signals, 'released')]
      let isBlocked = true
      const ended = code
        .evaluate(
          (_, { started, released, longestMs }, load) => {
            const { existsSync, writeFileSync } = load('node:fs') as typeof fs
            const end = Date.now() + longestMs
            const cell = new Int32Array(new SharedArrayBuffer(4))
            writeFileSync(started, '')
            while (!existsSync(released) && Date.now() < end) Atomics.wait(cell, 0, 0, 20)
          },
          { started, released, longestMs },
          longestMs + 30_000,
        )
        .finally(() => (isBlocked = false))
      await code.waitFor(() => existsSync(started), { what: 'the extension host to be busy' })
      return {
        get isBlocked() {
          return isBlocked
        },
        async release() {
          writeFileSync(released, '')
          await ended
        },
      }
    }

    /** Blocks the extension host and does this meanwhile; the text has to be drawn while it is still blocked. */
    async function whileBlocked(act: () => Promise<void>, expected: readonly string[]): Promise<void> {
      const blocked = await block()
      let seen: readonly string[] = []
      try {
        await act()
        await code
          .waitFor(async () => (seen = await drawn()).join('\n') === expected.join('\n'), {
            timeoutMs: soonMs,
            what: 'what the keys make',
          })
          .catch(() => assert.deepEqual(seen, expected))
        assert.ok(blocked.isBlocked, 'the extension host was not busy any more')
      } finally {
        await blocked.release()
      }
      // Nothing comes late or twice.
      assert.equal((await code.text()).trimEnd(), expected.join('\n').trimEnd())
    }

    async function becomes(file: string, expected: readonly string[]): Promise<void> {
      let seen: readonly string[] | undefined
      await code
        .waitFor(async () => (seen = await view.contributors(path.join(folder, file)))?.join() === expected.join(), {
          what: `${file} to be ${expected.join()}`,
        })
        .catch(() => assert.deepEqual(seen, expected))
    }

    describe('with an assistant', () => {
      before(async () => {
        code = await openCode({ channel, folder })
        view = new BylineView(code)
        git(folder, code.env, 'init', '-q')
      })

      after(() => code?.close())

      it('accepts, breaks the line and types in order, and knows what was what', async () => {
        const file = await fresh('start\n')
        await view.assistant.showGhostText('let accepted = 1')
        await whileBlocked(async () => {
          await code.press('Tab')
          await code.press('Enter')
          await code.type('typed()')
        }, ['start', 'let accepted = 1', 'typed()'])
        await becomes(file, ['unknown', 'ai', 'human'])
      })

      it('accepts the next words, then types', async () => {
        const file = await fresh('start\n')
        await view.assistant.showGhostText('let word = 1')
        await whileBlocked(async () => {
          for (let i = 0; i < 3; i++) await code.press('Control+ArrowRight')
          await code.press('Escape')
          await code.press('Enter')
          await code.type('typed()')
        }, ['start', 'let word', 'typed()'])
        await becomes(file, ['unknown', 'ai', 'human'])
      })

      it('takes back what was accepted, then types', async () => {
        const file = await fresh('start\n')
        await view.assistant.showGhostText('let undone = 1')
        await whileBlocked(async () => {
          await code.press('Tab')
          await code.press('Control+Z')
          await code.type('typed()')
        }, ['start', 'typed()'])
        await becomes(file, ['unknown', 'human'])
        // What was taken back is AI's still when it comes again.
        await code.press('Control+Z')
        await untilRead()
      })

      it('opens the box of a rename and takes the name; the rename comes when its provider answers', async () => {
        const file = await fresh('start\n', 'rename')
        await view.complete(path.join(folder, file), 'let thing = thing')
        await code.clickText(1, 'let th'.length)
        await untilRead()
        const blocked = await block()
        try {
          await code.press('F2')
          const input = code.page.locator('.rename-box input:visible').first()
          await input.waitFor({ timeout: soonMs })
          const says = (name: string) =>
            code.waitFor(async () => (await input.inputValue()) === name, { what: `${name} in the box` })
          await says('thing')
          await input.press('Control+A')
          await code.type('item')
          await says('item')
          assert.ok(blocked.isBlocked, 'the extension host was not busy any more')
          await code.press('Enter')
        } finally {
          await blocked.release()
        }
        await code.waitFor(async () => (await code.text()).includes('let item = item'), { what: 'the new name' })
        await becomes(file, ['unknown', 'ai'])
      })

      it('loses no key when the extension host dies', async () => {
        await fresh('start\n')
        await view.assistant.showGhostText('let last = 1')
        const crashed = code.crashExtensionHost()
        await code.press('Tab')
        await code.press('Enter')
        await code.type('typed()')
        await crashed
        await code.waitFor(async () => /^start\n(let last = 1| {2,4}|\t)\s*\n\s*typed\(\)$/.test(await code.text()), {
          what: 'the keys',
        })
        // Pressed between the death of a host and the start of the next, the editor may say that our signal is not there.
        await view.clearNotifications()
      })
    })

    // An extension of the test's own that pastes would itself be waited for.
    describe('without an assistant', () => {
      before(async () => {
        code = await openCode({ channel, folder, extensionDevelopmentPaths: [projectRoot()] })
        view = new BylineView(code)
      })

      it('pastes, types and takes back in order', async () => {
        const file = await fresh('start\n', 'txt')
        await code.clipboard.write('outside()')
        await whileBlocked(async () => {
          await paste('outside()')
          await code.press('Enter')
          await code.type('typed()')
        }, ['start', 'outside()', 'typed()'])
        await becomes(file, ['unknown', 'unknown', 'human'])
        await whileBlocked(async () => {
          await paste('outside()')
          await code.press('Control+Z')
          await code.type('!')
        }, ['start', 'outside()', 'typed()!'])
      })

      it('copies, cuts and pastes in order, and knows who wrote it', async () => {
        const file = await fresh('start\n', 'txt')
        await code.type('own()')
        await becomes(file, ['unknown', 'human'])
        await whileBlocked(async () => {
          await code.press('Shift+Home')
          await code.press('Control+C')
          await code.press('End')
          await code.press('Enter')
          await paste('own()')
          await code.press('Enter')
          await paste('own()')
          await code.press('Shift+Home')
          await code.press('Control+X')
          await paste('own()')
          await paste('own()')
        }, ['start', 'own()', 'own()', 'own()own()'])
        await becomes(file, ['unknown', 'human', 'human', 'human'])
      })
    })
  })
}
