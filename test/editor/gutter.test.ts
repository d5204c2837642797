import assert from 'node:assert/strict'
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import type { Code } from '../host/code'
import { sharedCode } from '../host/sharedCode'
import { removeFolders } from './removeFolders'

const lines = 3_000

describe('Gutter marks of a long file', function () {
  this.timeout(120_000)
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-gutter-')))
  let code: Code

  before(async () => {
    writeFileSync(path.join(folder, 'long.txt'), Array.from({ length: lines }, (_, line) => `line ${line}\n`).join(''))
    code = await sharedCode({ channel: 'stable', folder })
    await code.openFile(path.join(folder, 'long.txt'))
    // AI lines at the start and at the end, far out of each other's sight.
    for (const line of [2, lines - 3]) await insertAsAi(code, line)
  })

  after(() => removeFolders(folder))

  it('are there wherever one scrolls to, and follow an edit', async () => {
    for (const line of [0, lines, 0]) {
      await reveal(code, line)
      await marksAre(code, 1)
    }
    await insertAsAi(code, 5)
    await marksAre(code, 2)
    await reveal(code, lines / 2)
    await marksAre(code, 0)
  })
})

async function insertAsAi(code: Code, line: number): Promise<void> {
  await code.evaluate(async (api, at) => {
    const editor = api.window.activeTextEditor!
    await api.extensions.getExtension('byline.byline')!.exports.reportEdit({
      uri: editor.document.uri,
      tool: 'stand-in',
      edit: () => editor.edit((builder) => builder.insert(new api.Position(at, 0), 'from AI\n')),
    })
  }, line)
}

async function reveal(code: Code, line: number): Promise<void> {
  await code.evaluate((api, at) => api.window.activeTextEditor!.revealRange(new api.Range(at, 0, at, 0)), line)
  await code.waitFor(
    () =>
      code.evaluate((api, at) => {
        const { document, visibleRanges } = api.window.activeTextEditor!
        const line = Math.min(at, document.lineCount - 1)
        return visibleRanges.some(({ start, end }) => start.line <= line && line <= end.line)
      }, line),
    { what: `line ${line} to be visible` },
  )
}

/** The marked lines that the window draws. */
async function marksAre(code: Code, count: number): Promise<void> {
  let drawn = -1
  await code
    .waitFor(async () => {
      drawn = await code.page.evaluate<number>(
        "document.querySelectorAll('.editor-instance .glyph-margin-widgets .cgmr').length",
      )
      return drawn === count
    })
    .catch(() => assert.equal(drawn, count))
}
