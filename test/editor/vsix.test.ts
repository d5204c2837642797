import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { commitFromSourceControl, consentToTrailers } from '../demo/sourceControl'
import { createRepository, expectedLines, playStory, storyFile } from '../demo/story'
import { git } from '../fixtures/git'
import type { Code } from '../host/code'
import { installVsix } from '../host/editorProcess'
import { projectRoot } from '../host/projectRoot'
import { sharedCode } from '../host/sharedCode'
import { TestFolder } from '../host/testFolder'
import { BylineView } from './bylineView'
import { removeFolders } from './removeFolders'

/** More than this is worth a look: something got in that does not belong there. */
const maxBytes = 1_500_000

interface Manifest {
  readonly version: string
  readonly enabledApiProposals?: readonly string[]
  readonly main: string
}

describe('The packages', function () {
  this.timeout(180_000)
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'byline-vsix-')))
  const folder = path.join(base, 'payments')
  const { version } = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as Manifest
  const forMarketplace = path.join(projectRoot(), `byline-${version}.vsix`)
  const withReasons = path.join(projectRoot(), `byline-${version}-edit-reasons.vsix`)
  let printed = ''

  before(() => {
    for (const file of [forMarketplace, withReasons]) rmSync(file, { force: true })
    printed = execFileSync(process.execPath, [path.join(projectRoot(), 'out/test/package/package.cjs')], {
      encoding: 'utf8',
    })
  })

  after(() => removeFolders(base))

  /** Installs a package as a user would, and gives its manifest and the files that came with it. */
  async function installed(vsix: string): Promise<{ readonly manifest: Manifest; readonly files: readonly string[] }> {
    const testFolder = new TestFolder()
    try {
      await installVsix(testFolder, vsix)
      const [name] = readdirSync(testFolder.extensionsDir).filter((entry) => entry.startsWith('byline.byline-'))
      const root = path.join(testFolder.extensionsDir, String(name))
      const files = readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      return { manifest: JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest, files }
    } finally {
      await testFolder.remove()
    }
  }

  it('are made with their sizes printed', () => {
    for (const file of [forMarketplace, withReasons]) {
      const bytes = statSync(file).size
      assert.ok(bytes < maxBytes, `${file} has ${bytes} bytes`)
      assert.ok(printed.includes(`${path.basename(file)}  ${Math.round(bytes / 1024)} KB`), printed)
    }
  })

  it('declare the proposed API in the second one only', async () => {
    const marketplace = await installed(forMarketplace)
    const reasons = await installed(withReasons)
    assert.equal(marketplace.manifest.enabledApiProposals, undefined)
    assert.deepEqual(reasons.manifest.enabledApiProposals, ['textDocumentChangeReason'])
    assert.deepEqual(reasons.files, marketplace.files)
  })

  it('hold what the extension needs and nothing of its making', async () => {
    const { files, manifest } = await installed(forMarketplace)
    const unwanted = /\.map$|\.ts$|^(src|test|out|node_modules|docs)\/|CONTRIBUTING|\.oxlintrc|lock/
    assert.deepEqual(
      files.filter((file) => unwanted.test(file)),
      [],
    )
    for (const needed of [
      manifest.main.replace('./', ''),
      'THIRD_PARTY_NOTICES',
      'dist/cli.js',
      'dist/reportPanel.js',
      'media/panel.css',
    ]) {
      assert.ok(files.includes(needed), `${needed} is missing`)
    }
    for (const key of ['devDependencies', 'scripts', 'private']) assert.equal(key in manifest, false)
  })

  describe('installed from the file on the stable channel', () => {
    let code: Code
    let view: BylineView

    before(async () => {
      createRepository(folder, process.env)
      code = await sharedCode({ channel: 'stable', folder, vsix: [forMarketplace] })
      view = new BylineView(code)
    })

    it('is really the package', async () => {
      const root = await code.evaluate((api) => api.extensions.getExtension('byline.byline')?.extensionPath)
      assert.equal(path.basename(String(root)).startsWith(`byline.byline-${version}`), true, root)
      assert.equal(realpathSync(String(root)) === projectRoot(), false)
    })

    it('does the main job', async () => {
      await playStory(code)
      await consentToTrailers(code)
      await commitFromSourceControl(code, 'Charge once and refund')
      assert.deepEqual(await view.contributors(storyFile), expectedLines('stable'))
      const trailers = git(folder, code.env, 'log', '-1', '--format=%B')
        .split('\n')
        .filter((line) => /^[A-Z][\w-]+: /.test(line))
      const blob = (file: string): string =>
        git(folder, code.env, 'rev-parse', `HEAD:${file}`).replace(/^(.{4})(.{4}).*/s, 'blob=$1_$2')
      assert.deepEqual(trailers, [
        'Assisted-by: AI tool',
        'AI-Provenance: ai=14 mixed=1 human=2 unknown=1 evidence=observed',
        `AI-Lines: ${storyFile} 10-11,14-18 mixed 12 ${blob(storyFile)}`,
        `AI-Lines: src/refund.ts 1-7 ${blob('src/refund.ts')}`,
      ])
    })

    it('tells in the hover that it saw the acceptance', async () => {
      await code.openFile(storyFile)
      assert.match(
        await view.hover(10, 8),
        /^Written by AI\nTool not known · (inline )?completion\nByline saw it being accepted · \S/,
      )
    })

    it('knows no accepted suggestions where watching the accept commands is switched off', async () => {
      await set(code, 'capture.acceptCommands', false)
      await view.complete('src/gateway.ts', 'const unseen = 1')
      await code.waitFor(async () => (await view.contributors('src/gateway.ts'))?.length === 6, {
        what: 'the new line',
      })
      assert.equal((await view.contributors('src/gateway.ts'))?.at(-1), 'unknown')
      await set(code, 'capture.acceptCommands', undefined)
      await view.complete('src/gateway.ts', 'const seen = 1')
      assert.equal((await view.contributors('src/gateway.ts'))?.at(-1), 'ai')
    })

    for (const [watched, expected] of [
      [true, 'ai'],
      [false, 'unknown'],
    ] as const) {
      it(`${watched ? 'carries' : 'does not carry'} origins along with a paste where that is switched ${watched ? 'on' : 'off'}`, async () => {
        await set(code, 'capture.paste', watched)
        await view.complete('src/gateway.ts', `const copied = '${expected}'`)
        await code.press('Control+End')
        await code.press('Home')
        await code.press('Shift+End')
        await code.press('Control+C')
        await code.press('End')
        await code.press('Enter')
        await view.assistant.accept('Control+V')
        let seen: string | undefined
        await code
          .waitFor(async () => (seen = (await view.contributors('src/gateway.ts'))?.at(-1)) === expected, {
            what: `the pasted line to be ${expected}`,
          })
          .catch((error: unknown) => assert.equal(seen, expected, String(error)))
        await set(code, 'capture.paste', undefined)
      })
    }
  })
})

async function set(code: Code, name: string, value: boolean | undefined): Promise<void> {
  await code.evaluate(
    async (api, { name, value }) => api.workspace.getConfiguration('byline').update(name, value ?? undefined, true),
    { name, value },
  )
}
