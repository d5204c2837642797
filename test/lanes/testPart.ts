import { readdirSync } from 'node:fs'
import * as path from 'node:path'
import { projectRoot } from '../host/projectRoot'

/** A part of the whole test run that is a process of its own, so that parts can run side by side. */
export interface TestPart {
  readonly title: string
  /** Arguments of Node. */
  readonly args: readonly string[]
  /** Waits until VS Code is installed. */
  readonly inEditor: boolean
}

const mocha = path.join('node_modules', 'mocha', 'bin', 'mocha.js')

/** Editor tests that take more than a minute each; whatever starts late and is long makes the other lanes wait. */
const longest = [
  'badInput',
  'busyHost',
  'statusBar',
  'menus',
  'deletions',
  'trailers',
  'hover',
  'vsix',
  'randomRun',
  'notebooks',
  'host',
  'sync',
  'report',
]

/** Every part of the test run, in the order in which the lanes take them: what is long comes first. */
export function testParts(): readonly TestPart[] {
  const editor = (name: string): TestPart => ({
    title: `editor/${name}`,
    args: ['out/test/host/runEditorTests.cjs', `${name}.test.cjs`],
    inEditor: true,
  })
  const program = (file: string): TestPart => ({
    title: path.dirname(file) === '.' ? file : file.replace(/\.test\.cjs$/, ''),
    args: [mocha, path.join('out/test', file)],
    inEditor: false,
  })
  const names = filesIn('editor').map((file) => path.basename(file, '.test.cjs'))
  const isLong = (name: string) => longest.includes(name)
  return [
    { title: 'unit', args: [mocha, 'out/test/unit/**/*.test.cjs'], inEditor: false },
    { title: 'scenarios', args: ['out/test/scenarios/testScenarios.cjs'], inEditor: true },
    ...filesIn('scenarios/git').map(program),
    ...names.filter(isLong).map(editor),
    ...filesIn('programs').map(program),
    ...names.filter((name) => !isLong(name)).map(editor),
  ]
}

/** The bundles of tests below a folder of `out/test`, as paths from there. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(path.join(projectRoot(), 'out', 'test', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.cjs'))
    .toSorted()
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
}
