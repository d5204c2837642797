import type { AttributedText } from '../attribution/text/attributedText'
import { carryOver } from '../attribution/matching/carryOver'
import { unknown } from '../attribution/text/origin'
import { reconcile } from '../attribution/matching/reconcile'
import { fillUnknown, hasUnknown } from './fillUnknown'
import type { Observation } from './sources'

/**
 * How far apart reports of edits are at most that were made one on top of the other and told in another order: agents
 * run their hooks side by side, and a busy machine lets some of them wait. A text that comes up again later than that
 * has come about in another way.
 */
const lateMs = 10 * 60_000

/** No chain of edits is followed further back. */
const maxSteps = 1_000

/** How many reports are looked through for the lines of a text that nobody ever reported. */
const maxReports = 8

/**
 * What a report says of its text, with what came late. A report tells what its own edit did; who wrote the text it
 * started from it knows only as far as that was reported before. Whoever records a report that starts from a text nobody
 * knows leaves a mark: a conclusion (`staged`) about that text. Such a report is completed here, by
 * the reports that lead to its text, whenever they came. Where none does, as when somebody typed in between and nobody
 * saw it, the other reports of that time still tell which of the lines are theirs.
 *
 * What a report says itself is not changed; only lines of which it knows nothing are filled.
 *
 * @param observation the report, or another sight of the text
 * @param text what it says
 * @param observations all of the path, newest first
 */
export async function withLateReports(
  observation: Observation,
  text: AttributedText,
  observations: readonly Observation[],
): Promise<AttributedText> {
  if (!hasUnknown(text) || !observations.some(isMark)) return text
  const ofText = groupByText(observations)
  const steps = chainOf(observation, ofText)
  const oldest = steps.findLastIndex(({ isBlind }) => isBlind)
  if (oldest < 0) return text
  let known = await startOf(steps[oldest]!, observations, ofText)
  for (let i = oldest; i >= 0; i--) {
    const own = i === 0 ? text : await steps[i]!.observation.read()
    if (!own) known = undefined
    else known = known ? fillUnknown(own, reconcile(known, own.text(), unknown)) : own
  }
  return known ?? text
}

interface Step {
  readonly observation: Observation
  /** Whether nobody knew the text before it when it was recorded. */
  readonly isBlind: boolean
  /** How the text before it came about, where that was seen. */
  readonly parent: Observation | undefined
}

type ByText = ReadonlyMap<string, readonly Observation[]>

function groupByText(observations: readonly Observation[]): ByText {
  const groups = new Map<string, Observation[]>()
  for (const observation of observations) {
    const group = groups.get(observation.textId)
    if (group) group.push(observation)
    else groups.set(observation.textId, [observation])
  }
  return groups
}

/** From the observation back, step by step. */
function chainOf(observation: Observation, ofText: ByText): readonly Step[] {
  const steps: Step[] = []
  const seen = new Set<string>()
  let next: Observation | undefined = observation
  while (next && !seen.has(next.textId) && steps.length < maxSteps) {
    seen.add(next.textId)
    const step: Step = stepTo(next, ofText)
    steps.push(step)
    next = step.parent
  }
  return steps
}

function stepTo(observation: Observation, ofText: ByText): Step {
  const { at, parentTextId, textId } = observation
  const before = parentTextId === undefined || parentTextId === textId ? [] : (ofText.get(parentTextId) ?? [])
  // One mark serves for all that start from the same text.
  const isBlind = before.some((other) => isMark(other) && Math.abs(msBetween(at, other.at)) <= lateMs)
  const parent = before.find((other) => other.kind !== 'staged' && msBetween(at, other.at) <= lateMs)
  return { observation, isBlind, parent }
}

function msBetween(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from)
}

function isMark({ kind, parentTextId }: Observation): boolean {
  return kind === 'staged' && parentTextId === undefined
}

/** Who wrote the text before a step, or as much of that as is found in the text after it. */
async function startOf(
  { observation, parent }: Step,
  observations: readonly Observation[],
  ofText: ByText,
): Promise<AttributedText | undefined> {
  const known = await parent?.read()
  if (known) return known
  const own = await observation.read()
  if (!own) return undefined
  const texts: AttributedText[] = []
  for (const other of observations) {
    if (texts.length === maxReports) break
    if (other.kind !== 'agent' || Math.abs(msBetween(observation.at, other.at)) > lateMs) continue
    // What was made of this very text tells nothing of it that it did not take from it.
    if (chainOf(other, ofText).some((step) => step.observation.textId === observation.textId)) continue
    const text = await other.read()
    if (text) texts.push(text)
  }
  return texts.length > 0 ? carryOver(own.text(), texts) : undefined
}
