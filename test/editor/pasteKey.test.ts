import assert from 'node:assert/strict'
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import type { Code } from '../host/code'
import { sharedCode } from '../host/sharedCode'
import { BylineView } from './bylineView'
import { removeFolders } from './removeFolders'

describe('A paste of one character where the editor names nothing', function () {
  this.timeout(120_000)
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-paste-key-')))
  let code: Code

  before(async () => {
    code = await sharedCode({ channel: 'stable', folder })
  })

  after(() => removeFolders(folder))

  async function pasted(name: string, act: () => Promise<unknown>): Promise<readonly string[] | undefined> {
    const file = path.join(folder, name)
    writeFileSync(file, 'start\n')
    await code.openFile(file)
    await code.press('Control+End')
    await code.clipboard.write('x')
    await act()
    await code.waitFor(async () => (await code.text()).endsWith('\nx'), { what: 'the paste' })
    await code.press('Enter')
    await code.type('y')
    await code.waitFor(async () => (await code.text()).endsWith('y'), { what: 'the typed letter' })
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    return new BylineView(code).contributors(file)
  }

  it('is not taken for typed in a browser, where the key tells before the browser pastes', async () => {
    assert.deepEqual(await pasted('browser.txt', () => code.press('Control+V')), ['unknown', 'unknown', 'human'])
  })
})
