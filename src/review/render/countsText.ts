import type { Counts } from '../../attribution/lines/fileProvenance'
import { numberText } from '../report/quantities'
import { contributors, contributorWord } from './words'

/** Counts in running text, those that are 0 left out: `42 AI, 3 mixed`. */
export function countsText(counts: Counts): string {
  const words = contributors.flatMap((contributor) =>
    counts[contributor] > 0 ? [`${numberText(counts[contributor])} ${contributorWord[contributor]}`] : [],
  )
  return words.length > 0 ? words.join(', ') : 'no lines'
}
