import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'
import * as esbuild from 'esbuild'
import { projectRoot } from '../host/projectRoot'
import { faultPlugin } from './faultPlugin'
import type { PlantedFault } from './plantedFaults'

/**
 * Builds the extension with a planted fault into a folder of its own; the product's sources and bundles stay as they
 * are. Throws where a text to be changed is not there (any more).
 */
export async function buildFaulty({ changes }: PlantedFault): Promise<{ folder: string; remove: () => void }> {
  const root = projectRoot()
  const folder = mkdtempSync(path.join(tmpdir(), 'byline-faulty-'))
  copyFileSync(path.join(root, 'package.json'), path.join(folder, 'package.json'))
  cpSync(path.join(root, 'media'), path.join(folder, 'media'), { recursive: true })
  mkdirSync(path.join(folder, 'dist'))
  const bundles = readdirSync(path.join(root, 'dist')).filter((file) => file.endsWith('.js') && file !== 'extension.js')
  for (const bundle of bundles) {
    copyFileSync(path.join(root, 'dist', bundle), path.join(folder, 'dist', bundle))
  }
  await esbuild.build({
    entryPoints: [path.join(root, 'src', 'extension.ts')],
    outfile: path.join(folder, 'dist', 'extension.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'error',
    define: { BYLINE_VERSION: JSON.stringify('0.0.0-faulty') },
    plugins: [faultPlugin(root, changes)],
  })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
