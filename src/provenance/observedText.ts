import type { AttributedText } from '../attribution/text/attributedText'
import { isAi } from '../attribution/text/origin'
import { agreement } from '../attribution/text/agreement'
import { withLateReports } from './lateReports'
import type { Observation } from './sources'

/** An agent's own report and the editor's sight of the same change on disk are never further apart than this. */
const sameEventMs = 120_000

/** The commit whose text is asked for: what was seen of that text later does not change what the commit held. */
export interface Moment {
  /** When the commit was made, in milliseconds; git keeps whole seconds. */
  readonly atMs: number
  /** Whether an attribution says what the commit says of its own lines; absent where the commit says nothing of them. */
  readonly agrees?: (text: AttributedText) => Promise<boolean>
}

/**
 * Who wrote a text, by what was seen of that very text. The user's own word wins; then the newest observation on this
 * text's lineage; observations without lineage must agree. What was concluded at commit time (`staged`) counts only
 * where nothing else was seen.
 * @param observations of one path, newest first
 * @param predecessors ids of the texts this one was made from; asked for only when observations contradict each other
 * @param text the text of this id, where it is at hand
 * @param moment leaves out what was seen of the text only after a commit; left out for the text as it is now
 * @returns undefined where it was never seen, or what was seen cannot be read any more
 */
export async function observedText(
  textId: string,
  observations: readonly Observation[],
  predecessors: () => Promise<ReadonlySet<string>>,
  text?: string,
  moment?: Moment,
): Promise<AttributedText | undefined> {
  const ofText = observations.filter((observation) => observation.textId === textId)
  const sightings = ofText.filter((observation) => observation.kind !== 'staged')
  const read = async (some: readonly Observation[]): Promise<readonly ReadObservation[]> => {
    const all = await readAll(some, text)
    return moment === undefined || all.length === 0 ? all : ofMoment(all, moment, await predecessors(), observations)
  }
  const seen = await read(sightings)
  const readable = seen.length > 0 ? seen : await read(ofText)
  const [newest] = readable
  if (newest === undefined) return undefined
  const declared = readable.find(({ observation }) => observation.kind === 'declared')
  if (declared) return declared.text
  const complete = ({ observation, text }: ReadObservation) => withLateReports(observation, text, observations)
  if (readable.length === 1) return complete(newest)

  const edited = readable.filter(({ observation }) => isEdited(observation))
  if (edited.length === 0) return agreement(readable.map(({ text }) => text))
  if (edited.length === 1) return complete(edited[0]!)
  const origins = await predecessors()
  const onLineage = edited.filter(({ observation }) => descends(observation, origins, observations))
  const [chosen, ...others] = onLineage.length > 0 ? onLineage : edited
  return complete(explained(chosen!, others, observations) ?? chosen!)
}

/**
 * The sightings that can be of the making of a commit. Where the commit says who wrote its lines: those that say the
 * same, else those from before it. Where it says nothing: those from before it, else those that lead from its parents'
 * text to its own, as when an agent reports late. The user's own word counts whenever it was given.
 */
async function ofMoment(
  all: readonly ReadObservation[],
  { atMs, agrees }: Moment,
  origins: ReadonlySet<string>,
  observations: readonly Observation[],
): Promise<readonly ReadObservation[]> {
  const declared = all.filter(({ observation }) => observation.kind === 'declared')
  if (declared.length > 0) return declared
  if (agrees) {
    const agreeing: ReadObservation[] = []
    for (const sighting of all) if (await agrees(sighting.text)) agreeing.push(sighting)
    return agreeing.length > 0 ? agreeing : all.filter(({ observation }) => Date.parse(observation.at) < atMs)
  }
  const onLineage = all.filter(
    ({ observation }) => isEdited(observation) && descends(observation, origins, observations),
  )
  const isEarly = ({ observation }: ReadObservation) => Date.parse(observation.at) < atMs + 1_000
  const early = all.filter(
    (sighting) => isEarly(sighting) && (onLineage.includes(sighting) || !comesBack(sighting.observation, observations)),
  )
  return early.length > 0 ? early : onLineage
}

interface ReadObservation {
  readonly observation: Observation
  readonly text: AttributedText
}

async function readAll(
  observations: readonly Observation[],
  known: string | undefined,
): Promise<readonly ReadObservation[]> {
  const sightings: ReadObservation[] = []
  for (const observation of observations) {
    const text = await observation.read(known)
    if (text) sightings.push({ observation, text })
  }
  return sightings
}

/** Whether it was seen how the text came about, not only that it was there. */
function isEdited({ parentTextId, textId }: Observation): boolean {
  return parentTextId !== undefined && parentTextId !== textId
}

/** Whether one of the texts in `origins` became the observed one, step by step. */
function descends(
  observation: Observation,
  origins: ReadonlySet<string>,
  observations: readonly Observation[],
): boolean {
  return ancestorsOf(observation, observations).some((id) => id !== observation.textId && origins.has(id))
}

/** Whether the text was there before, became another, and was made again. */
function comesBack(observation: Observation, observations: readonly Observation[]): boolean {
  return isMadeFrom(observation, observation.textId, observations)
}

/**
 * Whether the text with this id became the observed one, in one step or several.
 * @param observations of the same path
 */
export function isMadeFrom(observation: Observation, textId: string, observations: readonly Observation[]): boolean {
  return ancestorsOf(observation, observations).includes(textId)
}

/** The ids of the texts that the observed one was made from, nearest first; none behind an earlier state of itself. */
function ancestorsOf({ textId, parentTextId }: Observation, observations: readonly Observation[]): readonly string[] {
  const parents = parentsIn(observations)
  const ancestors = new Set(parentTextId === undefined || parentTextId === textId ? [] : [parentTextId])
  for (const ancestor of ancestors) {
    if (ancestor !== textId) for (const parent of parents.get(ancestor) ?? []) ancestors.add(parent)
  }
  return [...ancestors]
}

const known = new WeakMap<readonly Observation[], ReadonlyMap<string, ReadonlySet<string>>>()

/** Id of a text -> ids of those that it was made from. Asked for again and again, and a path may have thousands. */
function parentsIn(observations: readonly Observation[]): ReadonlyMap<string, ReadonlySet<string>> {
  const before = known.get(observations)
  if (before) return before
  const parents = new Map<string, Set<string>>()
  for (const { textId, parentTextId } of observations) {
    if (parentTextId === undefined) continue
    const ofText = parents.get(textId)
    if (ofText) ofText.add(parentTextId)
    else parents.set(textId, new Set([parentTextId]))
  }
  known.set(observations, parents)
  return parents
}

/**
 * An agent that writes to disk reports the change a moment before or after the editor sees it and can not explain it.
 * Both come from the same text, the agent perhaps by several steps that the editor saw as one, so the report explains
 * what the other left open.
 */
function explained(
  chosen: ReadObservation,
  others: readonly ReadObservation[],
  observations: readonly Observation[],
): ReadObservation | undefined {
  const { kind, parentTextId } = chosen.observation
  if (kind === 'agent' || parentTextId === undefined) return undefined
  const from = new Set([parentTextId])
  return others.find(
    ({ observation, text }) =>
      observation.kind === 'agent' &&
      descends(observation, from, observations) &&
      Math.abs(Date.parse(observation.at) - Date.parse(chosen.observation.at)) <= sameEventMs &&
      onlyExplains(text, chosen.text),
  )
}

/** Whether `report` says AI only where `sight` says the same or `unknown`, and leaves the rest as it is. */
function onlyExplains(report: AttributedText, sight: AttributedText): boolean {
  return [...startsOf(report), ...startsOf(sight)].every((offset) => {
    const claim = report.originAt(offset).contributor
    const seen = sight.originAt(offset).contributor
    return claim === seen || (isAi(claim) && seen === 'unknown')
  })
}

function startsOf(text: AttributedText): readonly number[] {
  let end = 0
  return text.runs().map(({ length }) => (end += length) - length)
}
