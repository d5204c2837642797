import type { AttributedText } from '../attribution/text/attributedText'
import { isKnown } from '../attribution/text/origin'
import { observedText } from './observedText'
import type { Observation } from './sources'

/** How many distinct recorded texts of a path a text is compared with. */
const maxTexts = 8

/** The newest recorded texts of a path, each as it was seen. */
export async function recordedTexts(observations: readonly Observation[]): Promise<readonly AttributedText[]> {
  const texts: AttributedText[] = []
  for (const textId of new Set(observations.map((observation) => observation.textId))) {
    if (texts.length === maxTexts) break
    const text = await observedText(textId, observations, async () => new Set())
    if (text && saysSomething(text)) texts.push(text)
  }
  return texts
}

/** Whether the origin of any of it is known. */
export function saysSomething(text: AttributedText): boolean {
  return text.runs().some(({ origin }) => isKnown(origin))
}
