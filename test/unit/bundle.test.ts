import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import * as path from 'node:path'
import { projectRoot } from '../host/projectRoot'

describe('the bundle of the extension', () => {
  it('asks for the editor’s API once, and makes no copy of it', () => {
    const bundle = readFileSync(path.join(projectRoot(), 'dist', 'extension.js'), 'utf8')
    // A copy would be handed to a function of the bundler's.
    assert.deepEqual(
      bundle.match(/[^\s;,{]*require\("vscode"\)/g)?.map((asked) => asked.replace(/^\w+=/, '')),
      ['require("vscode")'],
    )
  })
})
