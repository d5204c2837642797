import type { AttributedText } from '../attribution/text/attributedText'
import { agreement } from '../attribution/text/agreement'
import { observedText } from './observedText'
import type { Observation } from './sources'
import { isTelling } from '../attribution/text/telling'

/** How many lines of its own a text needs to be known again at another path. */
const enoughLines = 3
/** How many where the file has kept its name, or the text waited there for its commit. */
const fewLines = 1

export interface Elsewhere {
  readonly path: string
  readonly text: string
  /** Of this text, at other paths; newest first. */
  readonly observations: readonly Observation[]
  /** Paths where the text was and nothing is any more. */
  readonly gone: ReadonlySet<string>
  /** Texts that wait for a commit: path -> text id. */
  readonly pending: ReadonlyMap<string, string>
}

/**
 * Who wrote a text, by what was seen of it at other paths. It has to be gone from one of them: what is still there may
 * have been written twice, by whom it wants. And it has to say something of its own. Where what was seen of it does not
 * agree, nothing decides.
 */
export async function textElsewhere(asked: Elsewhere): Promise<AttributedText | undefined> {
  const { path, text, observations, gone, pending } = asked
  const waits = ({ path, textId }: Observation) => pending.get(path) === textId
  const sources = observations.filter((observation) => gone.has(observation.path))
  const isKnownAgain = sources.some((source) => {
    const few = waits(source) || nameOf(source.path) === nameOf(path)
    return isTelling(text, path, few ? fewLines : enoughLines)
  })
  if (!isKnownAgain) return undefined
  const texts: AttributedText[] = []
  for (const source of new Set(observations.map((observation) => observation.path))) {
    const ofPath = observations.filter((observation) => observation.path === source)
    const seen = await observedText(ofPath[0]!.textId, ofPath, async () => new Set(), text)
    if (seen) texts.push(seen)
  }
  return texts.length === 0 ? undefined : agreement(texts)
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
