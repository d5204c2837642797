import { deleterOf } from '../../attribution/text/deletions'
import type { Contributor, Evidence, Origin } from '../../attribution/text/origin'
import { modeWord } from '../../review/render/words'
import { modelDisplayName, toolDisplayName } from '../../formats/trailers/toolNames'

/** What people read about a line: a headline and some short lines below it. */
export interface OriginText {
  readonly headline: string
  readonly details: readonly string[]
}

const evidences: Readonly<Record<Evidence, string>> = {
  reported: 'Reported by the editor or the tool',
  observed: 'Byline saw it being accepted',
  declared: 'Declared by a person',
  derived: 'Carried over from an earlier text',
  imported: 'A commit message says so',
}

const deletions: Readonly<Record<Contributor, string | undefined>> = {
  ai: undefined,
  mixed: undefined,
  human: 'A person deleted some of it',
  unknown: 'Some of it was deleted, nobody saw by whom',
}

/** A line's origin in words. Times are shown in the reader's own zone. */
export function describeOrigin(origin: Origin): OriginText {
  const { contributor, tool, model, mode, evidence, at } = origin
  if (contributor === 'unknown') {
    return { headline: 'Unknown', details: ['Nobody saw this line being written.'] }
  }
  if (contributor === 'human') return { headline: 'Human', details: ['Seen being typed.'] }
  const who = [tool && toolDisplayName(tool), model && modelDisplayName(model)].filter(
    (part) => part !== undefined && part !== '',
  )
  const deleter = deleterOf(origin)
  // A mode alone would read like a name.
  const how = [...(who.length > 0 ? who : ['Tool not known']), mode && modeWord[mode]].filter(Boolean)
  return {
    headline:
      contributor === 'ai'
        ? 'Written by AI'
        : deleter === 'ai'
          ? 'AI deleted text here'
          : 'AI text that somebody changed',
    details: [
      how.join(' · '),
      deleter && deletions[deleter],
      [evidence && evidences[evidence], at && when(at)].filter(Boolean).join(' · '),
    ].filter((line): line is string => line !== undefined && line !== ''),
  }
}

function when(at: string): string | undefined {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return undefined
  return date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}
