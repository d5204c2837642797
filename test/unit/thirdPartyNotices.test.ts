import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import { pathToFileURL } from 'node:url'
import { listFiles, PackageManager } from '@vscode/vsce'
import type { Metafile } from 'esbuild'
import { projectRoot } from '../host/projectRoot'

describe('THIRD_PARTY_NOTICES', () => {
  it('has every package that is in a bundle, with its licence', () => {
    const notices = readFileSync(path.join(projectRoot(), 'THIRD_PARTY_NOTICES'), 'utf8')
    const bundled = bundledPackages()
    assert.ok(bundled.includes('node_modules/valibot'), 'the source maps name no packages any more')
    for (const folder of bundled) {
      const { name, version } = JSON.parse(readFileSync(path.join(projectRoot(), folder, 'package.json'), 'utf8')) as {
        readonly name: string
        readonly version: string
      }
      assert.ok(notices.includes(`\n${name} ${version}\n`), `${name} ${version} is missing`)
      const licence = readdirSync(path.join(projectRoot(), folder)).find((file) => /^licen[cs]e/i.test(file))
      assert.ok(licence, `${name} has no file with its licence`)
      const text = readFileSync(path.join(projectRoot(), folder, licence), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim()
      assert.ok(notices.includes(text), `the licence of ${name} is missing`)
    }
  })

  it('goes into the packages', async () => {
    const packaged = await listFiles({ cwd: projectRoot(), packageManager: PackageManager.None })
    assert.ok(packaged.includes('THIRD_PARTY_NOTICES'), packaged.join('\n'))
  })

  describe('of other packages', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'byline-notices-'))
    after(() => rmSync(root, { recursive: true }))

    function add(folder: string, files: Readonly<Record<string, string>>): void {
      mkdirSync(path.join(root, folder), { recursive: true })
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, folder, name), text)
    }
    const manifest = (name: string, version = '1.0.0') => JSON.stringify({ name, version, license: 'MIT' })

    it('tells versions apart, takes names with a scope, notices and licences in a README', async () => {
      add('node_modules/a', { 'package.json': manifest('a'), LICENSE: 'licence of a 1\r\n', NOTICE: 'notice of a' })
      add('node_modules/@s/b', { 'package.json': manifest('@s/b'), 'COPYING.txt': 'licence of b' })
      add('node_modules/@s/b/node_modules/a', {
        'package.json': manifest('a', '2.0.0'),
        'LICENCE.md': 'licence of a 2',
      })
      add('node_modules/c', { 'package.json': manifest('c'), 'README.md': '# c\n## License\nCopyright C\n## More\nno' })
      add('node_modules/unused', { 'package.json': manifest('unused') })
      const text = await noticesOf(root, {
        'src/own.ts': 10,
        'node_modules/a/lib/index.js': 1,
        'node_modules/a/lib/other.js': 1,
        'node_modules/@s/b/index.js': 1,
        'node_modules/@s/b/node_modules/a/index.js': 1,
        'node_modules/c/index.js': 1,
        'node_modules/unused/index.js': 0,
      })
      assert.deepEqual(
        text
          .split(/\n-{80}\n/)
          .slice(1)
          .map((section) => section.trim()),
        [
          '@s/b 1.0.0\nLicence: MIT\n\nlicence of b',
          'a 1.0.0\nLicence: MIT\n\nlicence of a 1\n\nnotice of a',
          'a 2.0.0\nLicence: MIT\n\nlicence of a 2',
          'c 1.0.0\nLicence: MIT\n\nCopyright C',
        ],
      )
    })

    it('are refused without the text of their licence', async () => {
      add('node_modules/bare', { 'package.json': manifest('bare'), 'README.md': '# bare\n## License\nMIT\n' })
      await assert.rejects(noticesOf(root, { 'node_modules/bare/index.js': 1 }), /^Error: bare is bundled, but/)
    })
  })
})

/** By the source maps: another witness than the one that the file is made from. */
function bundledPackages(): readonly string[] {
  const dist = path.join(projectRoot(), 'dist')
  const maps = readdirSync(dist).filter((file) => file.endsWith('.map'))
  const sources = maps.flatMap((file) => {
    return (JSON.parse(readFileSync(path.join(dist, file), 'utf8')) as { readonly sources: readonly string[] }).sources
  })
  const folders = sources.map((source) => /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(source)?.[0])
  return [...new Set(folders.filter((folder) => folder !== undefined))]
}

async function noticesOf(root: string, inputs: Readonly<Record<string, number>>): Promise<string> {
  const module = (await import(pathToFileURL(path.join(projectRoot(), 'thirdPartyNotices.mjs')).href)) as {
    readonly thirdPartyNotices: (metafiles: readonly Metafile[], root: string) => string
  }
  const output = {
    bytes: 0,
    imports: [],
    exports: [],
    inputs: Object.fromEntries(Object.entries(inputs).map(([file, bytesInOutput]) => [file, { bytesInOutput }])),
  }
  return module.thirdPartyNotices([{ inputs: {}, outputs: { 'dist/cli.js': output } }], root)
}
