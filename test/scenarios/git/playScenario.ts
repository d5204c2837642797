import type { GitScenario } from './gitScenario'
import { GitWorld, run, type WorldOptions } from './gitWorld'

/** What a second clone read, line by line, against what is true. */
export interface Row {
  readonly group: string
  readonly clause: string
  readonly variant: string
  readonly files: readonly { readonly path: string; readonly expected: string; readonly read: string }[]
  readonly notYet: string | undefined
  /** Why it could not be played to its end. */
  readonly failure: string | undefined
  readonly seconds: number
}

/** A scenario in one of its forms. */
export interface Case {
  readonly scenario: GitScenario
  readonly variant: string
  readonly options: WorldOptions
}

/** Every scenario, and those that are to work in linked work trees and other forms of files in these, too. */
export function casesOf(scenarios: readonly GitScenario[]): readonly Case[] {
  return scenarios.flatMap((scenario): readonly Case[] => {
    const { group } = scenario
    const forms = group === 'G1' ? (['autocrlf', 'eol', 'encoding'] as const) : []
    return [
      { scenario, variant: '', options: {} },
      ...(['G1', 'G2', 'G5'].includes(group) && scenario.linked !== false
        ? [{ scenario, variant: 'linked', options: { linked: true } }]
        : []),
      ...forms.map((form) => ({ scenario, variant: form, options: { form } })),
    ]
  })
}

/** Plays a case on the real git program and reads the result in another clone, after `byline sync` there. */
export async function playCase({ scenario, variant, options }: Case, cli: string): Promise<Row> {
  const started = Date.now()
  const { group, clause, expected, needsGit } = scenario
  if (needsGit && !(await gitIsAtLeast(...needsGit))) {
    const notYet = `not played: it needs git ${needsGit.join('.')}`
    return { group, clause, variant, files: [], notYet, failure: notYet, seconds: 0 }
  }
  const world = await GitWorld.create(cli, options)
  const files: { path: string; expected: string; read: string }[] = []
  let failure: string | undefined
  try {
    await scenario.play(world, world.me)
    const reader = await world.clone('reader', '--branch', 'main', ...(scenario.reader ?? []))
    await reader.byline('sync')
    for (const [path, lines] of Object.entries(expected)) {
      files.push({ path, expected: lines, read: await reader.contributors(path) })
    }
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  } finally {
    world.dispose()
  }
  return { group, clause, variant, files, notYet: scenario.notYet, failure, seconds: (Date.now() - started) / 1000 }
}

async function gitIsAtLeast(major: number, minor: number): Promise<boolean> {
  const { stdout } = await run('git', ['--version'], { cwd: process.cwd() })
  const [, ownMajor, ownMinor] = /(\d+)\.(\d+)/.exec(stdout) ?? []
  return Number(ownMajor) > major || (Number(ownMajor) === major && Number(ownMinor) >= minor)
}

/** Plays cases, a few at a time, and gives their rows in the order of the cases. */
export async function playAll(
  cases: readonly Case[],
  cli: string,
  options: { readonly atOnce: number; readonly onRow?: (row: Row, at: number) => void },
): Promise<readonly Row[]> {
  const rows: Row[] = []
  let next = 0
  const work = async (): Promise<void> => {
    while (next < cases.length) {
      const at = next++
      const row = await playCase(cases[at]!, cli)
      rows[at] = row
      options.onRow?.(row, at)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, work))
  return rows
}

/** Lines of a row, and how they were read. */
export interface Score {
  readonly lines: number
  readonly right: number
  readonly falseAi: number
  readonly falseHuman: number
  readonly unknown: number
}

/** A row that could not be played has no line right. */
export function scoreOf(row: Row): Score {
  const score = { lines: 0, right: 0, falseAi: 0, falseHuman: 0, unknown: 0 }
  for (const { expected, read } of row.files) {
    for (let line = 0; line < Math.max(expected.length, read.length); line++) {
      const [truth, claim] = [expected[line], read[line]]
      score.lines++
      if (truth === claim) score.right++
      else if (claim === 'u' || claim === undefined) score.unknown++
      else if (claim === 'h') score.falseHuman++
      else if (truth === 'h' || truth === 'u' || truth === undefined) score.falseAi++
    }
  }
  return score
}

/** Whether every line is right. */
export function isRight(row: Row): boolean {
  return row.failure === undefined && row.files.every(({ expected, read }) => expected === read)
}
