import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { createVSIX } from '@vscode/vsce'
import { describeProblem } from '../host/hostProblem'
import { projectRoot } from '../host/projectRoot'

/** What goes into the package, besides its package.json. */
const contents = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/extension.js',
  'dist/isomorphicGit.js',
  'dist/cli.js',
  'dist/reportPanel.js',
  'media',
]

/** Members of package.json that only development needs. */
const forDevelopment = ['devDependencies', 'scripts', 'private']

type Manifest = Record<string, unknown> & { version: string }

/**
 * Makes both packages: one for the Marketplace and Open VSX, which take no proposed API, and one that declares the
 * proposal through which the editor names the source of edits. The code is the same: it looks at run time.
 */
async function main(): Promise<void> {
  const manifest = JSON.parse(readFileSync(path.join(projectRoot(), 'package.json'), 'utf8')) as Manifest
  const { enabledApiProposals: _proposals, ...stable } = manifest
  for (const bundle of contents.filter((item) => item.endsWith('.js'))) print(`${bundle}  ${size(bundle)}`)
  await make({ ...stable, version: manifest.version }, `byline-${manifest.version}.vsix`)
  await make(manifest, `byline-${manifest.version}-edit-reasons.vsix`)
}

async function make(manifest: Manifest, name: string): Promise<void> {
  const stage = path.join(projectRoot(), 'out', 'package', path.basename(name, '.vsix'))
  rmSync(stage, { recursive: true, force: true })
  mkdirSync(stage, { recursive: true })
  for (const item of contents) {
    const source = path.join(projectRoot(), item)
    if (!existsSync(source)) throw new Error(`${item} is missing: run "npm run build" first.`)
    cpSync(source, path.join(stage, item), { recursive: true })
  }
  const kept = Object.fromEntries(Object.entries(manifest).filter(([key]) => !forDevelopment.includes(key)))
  writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(kept, undefined, 2)}\n`)
  // All that is there was chosen above; without this file vsce warns.
  writeFileSync(path.join(stage, '.vscodeignore'), '')
  await createVSIX({
    cwd: stage,
    packagePath: path.join(projectRoot(), name),
    dependencies: false,
    allowMissingRepository: false,
  })
  print(`${name}  ${size(name)}`)
}

function size(file: string): string {
  return `${Math.round(statSync(path.join(projectRoot(), file)).size / 1024)} KB`
}

function print(text: string): void {
  console.log(text)
}

main().catch((error: unknown) => {
  console.error(describeProblem(error))
  process.exitCode = 1
})
