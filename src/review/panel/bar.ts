/// <reference lib="dom" />
import type { Contributor } from '../../attribution/text/origin'
import type { Counts } from '../../attribution/lines/fileProvenance'
import { lineCount } from '../render/lineCount'
import { contributors } from '../render/words'
import { element } from './element'

/** What stands inside a wide segment, so that a bar can be read without its colours. */
const letter: Readonly<Record<Contributor, string>> = { ai: 'AI', mixed: 'M', human: 'H', unknown: '?' }

/**
 * A bar with one segment for each contributor, as wide as its share. It repeats in a picture what stands next to it in
 * numbers, so screen readers pass it over. With `of`, the whole bar stands for that many lines and the rest is empty.
 */
export function bar(counts: Counts, size: 'large' | 'small', of = 0): HTMLElement {
  const made = element('div', { class: `bar ${size}`, 'aria-hidden': 'true' })
  for (const contributor of contributors) {
    const count = counts[contributor]
    if (count === 0) continue
    const segment = element('span', { class: `segment fill-${contributor}` })
    if (size === 'large') segment.append(element('span', { class: 'letter' }, letter[contributor]))
    segment.style.flexGrow = String(count)
    made.append(segment)
  }
  const rest = of - lineCount(counts)
  if (rest > 0) {
    const empty = element('span', { class: 'rest' })
    empty.style.flexGrow = String(rest)
    made.append(empty)
  }
  return made
}
