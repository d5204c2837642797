import { existsSync, readFileSync } from 'node:fs'
import * as path from 'node:path'
import type { Code } from '../host/code'
import { attributionOf, attributionOfCells } from './attributionOf'
import { recover } from './recover'
import { attempts, cellsOf, folderOf, type ExpectedLine, type Scenario, type ScenarioGroup } from './scenario'
import type { ScenarioRepository } from './scenarioRepository'
import { Stage } from './stage'
import type { SaidLine } from './verdict'

/** What a script has played and what the editor said of it, until the commit is judged. */
export interface Played {
  readonly scenario: Scenario
  /** Its folder in the repository. */
  readonly folder: string
  /** How often it was played until all its keys had arrived. */
  readonly times: number
  readonly broken?: string
  readonly inEditor: ReadonlyMap<string, readonly SaidLine[]>
  readonly elapsedMs: number
}

/**
 * Plays a script in the editor. One whose keys or clicks did not all arrive (it broke off, or left another text than it
 * writes) has shown nothing, so it is played again in a fresh folder. What Byline says plays no part in that: a wrong
 * answer stays.
 */
export async function playScenario(
  code: Code,
  repository: ScenarioRepository,
  group: ScenarioGroup,
  scenario: Scenario,
): Promise<Played> {
  for (let time = 1; ; time++) {
    const played = await playOnce(code, repository, group, scenario, time)
    if (played.broken === undefined || time === attempts) return played
    console.log(
      `    played again, because it broke off: ${group.id} ${scenario.title} (${code.channel}): ${played.broken}`,
    )
  }
}

async function playOnce(
  code: Code,
  repository: ScenarioRepository,
  group: ScenarioGroup,
  scenario: Scenario,
  times: number,
): Promise<Played> {
  const startMs = Date.now()
  const folder = folderOf(group, scenario, times)
  const inEditor = new Map<string, readonly SaidLine[]>()
  const end = (broken?: string): Played => ({
    scenario,
    folder,
    times,
    inEditor,
    elapsedMs: Date.now() - startMs,
    ...(broken === undefined ? {} : { broken }),
  })
  try {
    await recover(code)
    if (times > 1) repository.prepare(code.env, folder, scenario)
    const stage = new Stage(code, repository.folder, folder)
    await stage.assistant.reset()
    await scenario.play(stage)
    for (const file of Object.keys(scenario.expect)) {
      const different = differs(path.join(repository.folder, folder, file), file, scenario)
      if (different !== undefined) return end(different)
    }
    for (const [file, lines] of Object.entries(scenario.expect)) {
      if (scenario.closed?.includes(file)) continue
      const of = path.join(repository.folder, folder, file)
      inEditor.set(file, await settled(code, lines, () => attributionOf(code, of)))
    }
    for (const [file, lines] of Object.entries(scenario.cells ?? {})) {
      const of = path.join(repository.folder, folder, file)
      inEditor.set(cellsOf(file), await settled(code, lines, () => attributionOfCells(code, of)))
    }
    return end()
  } catch (error) {
    return end(
      String(error instanceof Error ? error.message : error)
        .split('\n')
        .slice(0, 2)
        .join(' '),
    )
  }
}

/** How the saved text differs from what the script says; undefined when it does not. */
function differs(saved: string, file: string, scenario: Scenario): string | undefined {
  if (!existsSync(saved)) return `${file} is not there`
  const bytes = readFileSync(saved, scenario.encoding ?? 'utf8')
  const exact = scenario.bytes?.[file]
  if (exact !== undefined && bytes !== exact) {
    return `${file} is ${JSON.stringify(bytes.slice(0, 300))}, not ${JSON.stringify(exact.slice(0, 300))}`
  }
  const text = bytes.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (text.at(-1) === '') text.pop()
  const expected = (scenario.expect[file] ?? []).map(([, line]) => line)
  const at = Array.from({ length: Math.max(text.length, expected.length) }, (_, i) => i).find(
    (i) => text[i] !== expected[i],
  )
  if (at === undefined) return undefined
  return `Line ${at + 1} of ${file} is ${JSON.stringify(text[at])}, not ${JSON.stringify(expected[at])}`
}

/** What the editor says of a file, as soon as it is right or does not change any more. */
async function settled(
  code: Code,
  expected: readonly ExpectedLine[],
  ask: () => Promise<readonly SaidLine[]>,
): Promise<readonly SaidLine[]> {
  let said: readonly SaidLine[] = []
  const right = async (): Promise<boolean> => {
    said = await ask()
    const isRight = ([truth, , onStable]: ExpectedLine, i: number): boolean => {
      const contributor = said[i]?.contributor
      return contributor === truth || (code.channel === 'stable' && onStable !== undefined && contributor === onStable)
    }
    return said.length === expected.length && expected.every(isRight)
  }
  // A stable editor decides by what follows an edit, half a second later; on a busy machine that takes its time.
  await code.waitFor(right, { timeoutMs: 4_000 }).catch(() => {
    // Not right: what was said last is judged.
  })
  return said
}
