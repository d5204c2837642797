import type { Evidence } from '../../src/attribution/text/origin'
import type { Channel } from '../host/installation'
import type { Played } from './playScenario'
import { cellsOf, nameOf, type ScenarioGroup } from './scenario'
import type { Commit, ScenarioRepository } from './scenarioRepository'
import { scoreRow, type JudgedLine, type ScoreRow } from './scoreRow'
import { faultOf, type SaidLine, type Witness, type WrongLine } from './verdict'

/** A script that was played, and the commit that came of it. */
export interface ToJudge {
  readonly channel: Channel
  readonly env: NodeJS.ProcessEnv
  readonly repository: ScenarioRepository
  readonly commit: Commit
  readonly group: ScenarioGroup
  readonly played: Played
}

/** Compares what the editor, the commit and a clone of it say of every line with what the script knows. */
export async function judgeScenario(judged: ToJudge): Promise<ScoreRow> {
  const { channel, env, repository, commit, group, played } = judged
  const { scenario, folder, times, elapsedMs } = played
  let { broken } = played
  const evidence: readonly Evidence[] =
    scenario.evidence?.(channel) ?? (channel === 'proposed' ? ['reported'] : ['observed'])
  const lines: JudgedLine[] = []
  const cells = Object.entries(scenario.cells ?? {}).map(([file, expected]) => [cellsOf(file), expected] as const)
  for (const [file, expectedLines] of [...Object.entries(scenario.expect), ...cells]) {
    const witnesses = new Map<Witness, readonly SaidLine[]>()
    if (broken === undefined) {
      const inEditor = played.inEditor.get(file)
      if (inEditor) witnesses.set('editor', inEditor)
      if (scenario.expect[file] && !scenario.notCommitted?.includes(file)) {
        const from = `${folder}/${file}`
        try {
          witnesses.set('commit', await repository.blame(env, from, commit.id))
          witnesses.set('clone', await repository.blame(env, from, commit.id, commit.clone))
        } catch (error) {
          // The other rows are judged all the same.
          broken = String(error instanceof Error ? error.message : error)
        }
      }
    }
    expectedLines.forEach((expected, index) => {
      const [truth, text] = expected
      const wrong: WrongLine[] = []
      for (const [witness, said] of witnesses) {
        const answer = said[index] ?? { contributor: 'unknown' as const }
        const fault = faultOf(expected, answer, { channel, witness, evidence })
        const says = fault === 'evidence' ? `${answer.contributor} (${answer.evidence})` : answer.contributor
        if (fault) wrong.push({ file, lineNumber: index + 1, text, witness, truth, said: says, fault })
      }
      const said = (witnesses.get('commit') ?? witnesses.get('editor') ?? [])[index]?.contributor ?? 'unknown'
      lines.push({ truth, said, wrong })
    })
  }
  const end = { elapsedMs, times, ...(broken === undefined ? {} : { broken }) }
  const row = scoreRow(nameOf(group, scenario), channel, lines, end)
  // A script that broke off has shown nothing.
  return broken === undefined ? row : { ...row, right: 0, unknown: 0, unknownAi: 0 }
}
