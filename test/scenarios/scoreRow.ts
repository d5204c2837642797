import type { Channel } from '../host/installation'
import type { Contributor } from '../../src/attribution/text/origin'
import type { WrongLine } from './verdict'

/** How one scenario came out on one channel. A line counts once, by the worst that any witness said of it. */
export interface ScoreRow {
  readonly scenario: string
  readonly channel: Channel
  readonly lines: number
  readonly right: number
  readonly falseAi: number
  readonly falseHuman: number
  /**
   * Lines of which Byline knows less than the script: unknown, or mixed where it is all AI; also where nobody could
   * know more on this channel.
   */
  readonly unknown: number
  /** AI and mixed lines that are said to be unknown. */
  readonly unknownAi: number
  readonly aiLines: number
  readonly wrong: readonly WrongLine[]
  /** Why the script did not come to its end. */
  readonly broken?: string
  /** How often it was played until all keys had arrived. */
  readonly times: number
  readonly elapsedMs: number
}

/** Whether a row is as the goal wants it. */
export function isGood(row: ScoreRow): boolean {
  return row.broken === undefined && row.right === row.lines
}

/** A line that came to be judged: what the script knows, and what was said where all witnesses were right. */
export interface JudgedLine {
  readonly truth: Contributor
  readonly said: Contributor
  readonly wrong: readonly WrongLine[]
}

/** Adds the lines of a scenario up. */
export function scoreRow(
  scenario: string,
  channel: Channel,
  lines: readonly JudgedLine[],
  end: { readonly broken?: string; readonly times: number; readonly elapsedMs: number },
): ScoreRow {
  const count = (holds: (line: JudgedLine) => boolean) => lines.filter(holds).length
  const has = (line: JudgedLine, fault: string) => line.wrong.some((wrong) => wrong.fault === fault)
  const isUnknown = (line: JudgedLine) =>
    has(line, 'unknown') || (line.truth !== 'unknown' && line.wrong.length === 0 && line.said !== line.truth)
  return {
    scenario,
    channel,
    lines: lines.length,
    right: count((line) => line.wrong.length === 0),
    falseAi: count((line) => has(line, 'false AI')),
    falseHuman: count((line) => has(line, 'false human')),
    unknown: count(isUnknown),
    unknownAi: count((line) => isUnknown(line) && line.truth !== 'human' && line.said === 'unknown'),
    aiLines: count((line) => line.truth === 'ai' || line.truth === 'mixed'),
    wrong: lines.flatMap((line) => line.wrong),
    ...end,
  }
}
