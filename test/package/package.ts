import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce'
import { describeProblem } from '../host/hostProblem'
import { projectRoot } from '../host/projectRoot'

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
  const files = await listFiles({ cwd: projectRoot(), packageManager: PackageManager.None })
  const bundles = files.filter((file) => file.startsWith('dist/'))
  if (bundles.length === 0) throw new Error('There is nothing in dist/: run "npm run build" first.')
  for (const bundle of bundles) print(`${bundle}  ${size(bundle)}`)
  await make({ ...stable, version: manifest.version }, `byline-${manifest.version}.vsix`, files)
  await make(manifest, `byline-${manifest.version}-edit-reasons.vsix`, files)
}

/** @param files what `.vscodeignore` lets through, from the root of the project */
async function make(manifest: Manifest, name: string, files: readonly string[]): Promise<void> {
  const stage = path.join(projectRoot(), 'out', 'package', path.basename(name, '.vsix'))
  rmSync(stage, { recursive: true, force: true })
  mkdirSync(stage, { recursive: true })
  for (const file of ['.vscodeignore', ...files]) cpSync(path.join(projectRoot(), file), path.join(stage, file))
  const kept = Object.fromEntries(Object.entries(manifest).filter(([key]) => !forDevelopment.includes(key)))
  writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(kept, undefined, 2)}\n`)
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
