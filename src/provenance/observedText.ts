import type { AttributedText } from '../attribution/attributedText'
import { isAi } from '../attribution/origin'
import { agreement } from './agreement'
import type { Observation } from './sources'

/** An agent's own report and the editor's sight of the same change on disk are never further apart than this. */
const sameEventMs = 120_000

/**
 * Who wrote a text, by what was seen of that very text. The user's own word wins; then the newest observation on this
 * text's lineage; observations without lineage must agree. What was concluded at commit time (`staged`) counts only
 * where nothing else was seen.
 * @param observations of one path, newest first
 * @param predecessors ids of the texts this one was made from; asked for only when observations contradict each other
 * @param text the text of this id, where it is at hand
 * @returns undefined where it was never seen, or what was seen cannot be read any more
 */
export async function observedText(
  textId: string,
  observations: readonly Observation[],
  predecessors: () => Promise<ReadonlySet<string>>,
  text?: string,
): Promise<AttributedText | undefined> {
  const ofText = observations.filter((observation) => observation.textId === textId)
  const sightings = ofText.filter((observation) => observation.kind !== 'staged')
  const readable = (await readAll(sightings, text)) ?? (await readAll(ofText, text))
  if (!readable) return undefined
  const declared = readable.find(({ observation }) => observation.kind === 'declared')
  if (declared) return declared.text
  const [newest] = readable
  if (readable.length === 1) return newest!.text

  const edited = readable.filter(({ observation }) => isEdited(observation))
  if (edited.length === 0) return agreement(readable.map(({ text }) => text))
  if (edited.length === 1) return edited[0]!.text
  const origins = await predecessors()
  const onLineage = edited.filter(({ observation }) => descends(observation, origins, observations))
  const [chosen, ...others] = onLineage.length > 0 ? onLineage : edited
  return explained(chosen!, others) ?? chosen!.text
}

interface Sighting {
  readonly observation: Observation
  readonly text: AttributedText
}

async function readAll(
  observations: readonly Observation[],
  known: string | undefined,
): Promise<readonly Sighting[] | undefined> {
  const sightings: Sighting[] = []
  for (const observation of observations) {
    const text = await observation.read(known)
    if (text) sightings.push({ observation, text })
  }
  return sightings.length > 0 ? sightings : undefined
}

/** Whether it was seen how the text came about, not only that it was there. */
function isEdited({ parentTextId, textId }: Observation): boolean {
  return parentTextId !== undefined && parentTextId !== textId
}

function descends(
  observation: Observation,
  origins: ReadonlySet<string>,
  observations: readonly Observation[],
): boolean {
  const seen = new Set<string>([observation.textId])
  const open = [observation.parentTextId]
  for (const textId of open) {
    if (textId === undefined || seen.has(textId)) continue
    if (origins.has(textId)) return true
    seen.add(textId)
    for (const parent of observations) if (parent.textId === textId) open.push(parent.parentTextId)
  }
  return false
}

/**
 * An agent that writes to disk reports the change a moment before or after the editor sees it and can not explain it.
 * Both made the same step from the same text, so the report explains what the other left open.
 */
function explained(chosen: Sighting, others: readonly Sighting[]): AttributedText | undefined {
  if (chosen.observation.kind === 'agent') return undefined
  const report = others.find(
    ({ observation, text }) =>
      observation.kind === 'agent' &&
      observation.parentTextId === chosen.observation.parentTextId &&
      Math.abs(Date.parse(observation.at) - Date.parse(chosen.observation.at)) <= sameEventMs &&
      onlyExplains(text, chosen.text),
  )
  return report?.text
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
