// Builds everything that runs: the product's bundles into dist/, tests and tools into out/.
// Test entry points are found by walking the folder, so a new test file can not be forgotten.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import * as esbuild from 'esbuild'
import { thirdPartyNotices } from './thirdPartyNotices.mjs'

const watch = process.argv.includes('--watch')
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Programs and modules that start on their own; everything else is bundled into these. */
const programs = new Set([
  'test/host/launcher.ts',
  'test/host/remoteControl.ts',
  'test/host/start.ts',
  'test/host/runEditorTests.ts',
  'test/scenarios/runScenarios.ts',
  'test/scenarios/testScenarios.ts',
  'test/scenarios/git/runGitScenarios.ts',
  'test/demo/demo.ts',
  'test/bench/bench.ts',
  'test/bench/attributionOnce.ts',
  'test/bench/editorSide.ts',
  'test/package/package.ts',
  'test/fuzz/runFuzz.ts',
  'test/lanes/laneProcess.ts',
  'test/lanes/testAll.ts',
])

/** @type {esbuild.BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
  // What the hooks of git run is written in shell and carried as text.
  loader: { '.sh': 'text' },
  // The package's entry for Node loads its parts in a way that cannot be bundled.
  alias: {
    'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
  },
  define: {
    BYLINE_VERSION: JSON.stringify(version),
  },
}

/**
 * Gives all modules the editor's API and the functions for paths themselves. As esbuild bundles it, each `import * as` of
 * them copies all names into an object of its own, hundreds in all, and the start of the editor waits for each of the
 * copies.
 * @type {esbuild.Plugin}
 */
const sharedModules = {
  name: 'sharedModules',
  setup(build) {
    const namespace = 'shared'
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      const contents = source.replaceAll(
        /^import \* as (vscode|path) from '(?:node:)?\1'$/gm,
        (_, name) => `import { ${name} } from '${namespace}:${name}'`,
      )
      return { contents, loader: 'ts', watchFiles: [path] }
    })
    build.onResolve({ filter: new RegExp(`^${namespace}:`) }, ({ path }) => ({ path, namespace }))
    build.onLoad({ filter: /./, namespace }, ({ path }) => {
      const name = path.slice(namespace.length + 1)
      return { contents: `export const ${name} = require('${name === 'path' ? 'node:path' : name}')` }
    })
  },
}

/** What isomorphic-git writes, merges and ignores with: it only reads here. */
const writing = /^(clean-git-ref|crc-32|diff3|ignore)$/

/**
 * Leaves out the packages of isomorphic-git that nothing here comes to.
 * @type {esbuild.Plugin}
 */
const onlyReading = {
  name: 'onlyReading',
  setup(build) {
    build.onResolve({ filter: writing }, ({ path }) => ({ path, namespace: 'left-out' }))
    build.onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** @type {esbuild.BuildOptions[]} */
const builds = [
  {
    ...shared,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    plugins: [sharedModules],
    minify: !watch,
  },
  {
    ...shared,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    plugins: [sharedModules],
    minify: !watch,
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...shared,
    entryPoints: ['src/git/restricted/worker.ts'],
    outfile: 'dist/restrictedReader.js',
    plugins: [sharedModules, onlyReading],
    minify: !watch,
    // isomorphic-git inflates whatever it finds; this sets a bound.
    alias: { ...shared.alias, pako: './src/git/restricted/boundedInflate.ts' },
  },
  {
    ...shared,
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    entryPoints: ['src/review/panel/front.ts'],
    outfile: 'dist/reportPanel.js',
    minify: !watch,
  },
  {
    ...shared,
    entryPoints: sourcesIn('test').filter((file) => /\.(test|scenario)\.ts$/.test(file) || programs.has(file)),
    outdir: 'out/test',
    outbase: 'test',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha', 'playwright-core', 'esbuild', 'recheck', '@vscode/test-electron', '@vscode/vsce'],
  },
]

/** All TypeScript files below a folder, as paths from the project root. */
function sourcesIn(/** @type {string} */ folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
}

if (!watch) for (const folder of ['dist', 'out']) if (existsSync(folder)) rmSync(folder, { recursive: true })
if (watch) {
  for (const options of builds) await (await esbuild.context(options)).watch()
} else {
  const shipped = []
  for (const options of builds) {
    const { metafile } = await esbuild.build(options)
    if (options.outfile?.startsWith('dist/') && metafile) shipped.push(metafile)
  }
  writeFileSync('THIRD_PARTY_NOTICES', thirdPartyNotices(shipped, import.meta.dirname))
}
