import { readdirSync } from 'node:fs'
import * as path from 'node:path'
import { projectRoot } from '../host/projectRoot'

/** A part of the whole test run; parts run side by side. */
export type TestPart = FilesPart | ProgramPart

/** Files of tests that run in the process of a lane. */
interface FilesPart {
  readonly kind: 'files'
  readonly title: string
  /** Paths of bundles. */
  readonly files: readonly string[]
  /** Waits until VS Code is installed. */
  readonly inEditor: boolean
}

/** A program of its own. */
interface ProgramPart {
  readonly kind: 'program'
  readonly title: string
  readonly command: readonly [program: string, ...args: string[]]
  /** Whether its last line tells how many tests passed and failed. */
  readonly counts: boolean
  readonly inEditor: boolean
}

/** Editor tests that take more than a minute each; whatever starts late and is long makes the other lanes wait. */
const longest = [
  'trailers',
  'statusBar',
  'badInput',
  'busyHost',
  'randomRun',
  'host',
  'notebooks',
  'report',
  'deletions',
]

/**
 * Every part of the test run, in the order in which the lanes take them: what is long comes first.
 * @param plays how many of the scenarios in the editor are played
 */
export function testParts(plays: 'few' | 'all'): readonly TestPart[] {
  const out = path.join(projectRoot(), 'out', 'test')
  const files = (title: string, names: readonly string[], inEditor = false): TestPart => ({
    kind: 'files',
    title,
    files: names.map((name) => path.join(out, name)),
    inEditor,
  })
  const titleOf = (file: string): string => file.replace(/\.test\.cjs$/, '')
  const editor = bundlesIn('editor')
  const isLong = (file: string): boolean => longest.includes(path.basename(titleOf(file)))
  return [
    { kind: 'program', title: 'check', command: ['npm', 'run', 'check'], counts: false, inEditor: false },
    files('unit', bundlesIn('unit')),
    {
      kind: 'program',
      title: 'scenarios',
      // All of them take a quarter of an hour more.
      command: [process.execPath, 'out/test/scenarios/testScenarios.cjs', ...(plays === 'all' ? [] : ['--fast'])],
      counts: true,
      inEditor: true,
    },
    ...bundlesIn('scenarios/git').map((file) => files(titleOf(file), [file])),
    ...editor.filter(isLong).map((file) => files(titleOf(file), [file], true)),
    ...bundlesIn('programs').map((file) => files(titleOf(file), [file])),
    ...editor.filter((file) => !isLong(file)).map((file) => files(titleOf(file), [file], true)),
  ]
}

/** The bundles of tests below a folder of `out/test`, as paths from there. */
function bundlesIn(folder: string): readonly string[] {
  return readdirSync(path.join(projectRoot(), 'out', 'test', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.cjs'))
    .toSorted()
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
}
