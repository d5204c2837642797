import { knownNotRight } from './knownNotRight'
import { isGood, type ScoreRow } from './scoreRow'

/** The share of AI lines that may stay unknown where the editor does not name its sources. */
const mayBeUnknown = 0.01

/** Why a run is red; empty when it is green: exactly the rows known not to be right are not. */
export function judgeRun(rows: readonly ScoreRow[]): readonly string[] {
  const isKnown = (row: ScoreRow) =>
    knownNotRight.some((known) => known.scenario === row.scenario && known.channel === row.channel)
  return [
    ...rows.filter((row) => !isGood(row) && !isKnown(row)).map((row) => `Not right: ${row.scenario} (${row.channel})`),
    ...rows
      .filter((row) => isGood(row) && isKnown(row))
      .map((row) => `Right now, so no longer to be listed as known not right: ${row.scenario} (${row.channel})`),
    ...tooSilent(rows.filter((row) => row.channel === 'stable' && !isKnown(row))),
  ]
}

function tooSilent(rows: readonly ScoreRow[]): readonly string[] {
  const sum = (count: (row: ScoreRow) => number) => rows.reduce((all, row) => all + count(row), 0)
  const unknown = sum((row) => row.unknownAi)
  const all = sum((row) => row.aiLines)
  if (unknown <= all * mayBeUnknown) return []
  return [`On the stable channel ${unknown} of ${all} AI lines are unknown: more than ${mayBeUnknown * 100} %`]
}
