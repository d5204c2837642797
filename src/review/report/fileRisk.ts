import type { Counts } from '../../attribution/lines/fileProvenance'
import { isTestPath } from './isTestPath'
import { counted } from './quantities'
import type { ReportRange, Risk } from './report'

/** An AI block up to this many lines is read in one go; what goes beyond weighs extra. */
const readableBlockLines = 20

/**
 * How closely the added lines of a file want to be looked at. The score is a number of lines, so it has no upper end
 * and means something only next to the scores of the other files of a change. It is not a probability of defects, and
 * AI lines are not worse than others: they are lines that perhaps nobody has read yet.
 *
 * - an `ai` line counts 1: it is there as AI wrote it;
 * - a `mixed` line counts ½: somebody changed it, so somebody saw it; but 1 where AI took something out of it;
 * - a line that AI took out counts 1;
 * - an `unknown` line counts ½: it may be AI;
 * - each line of the longest run of `ai` lines beyond the 20th counts 1 more;
 * - the whole is halved in test files, and rounded up.
 */
export function fileRisk(path: string, added: Counts, ranges: readonly ReportRange[], deleted = 0): Risk {
  const block = longestAiBlock(ranges)
  const overlong = Math.max(0, block - readableBlockLines)
  const cut = ranges
    .filter(({ deletedBy }) => deletedBy === 'ai')
    .reduce((sum, { start, end }) => sum + end - start + 1, 0)
  const changed = added.mixed - cut
  const lines = added.ai + cut + changed / 2 + added.unknown / 2 + overlong + deleted
  if (lines === 0) return { score: 0, reasons: [] }
  const test = isTestPath(path)
  const reasons: string[] = []
  if (added.ai > 0) reasons.push(counted(added.ai, 'unedited AI line'))
  if (overlong > 0) reasons.splice(0, block === added.ai ? 1 : 0, `${counted(block, 'unedited AI line')} in one block`)
  if (cut > 0) reasons.push(`${counted(cut, 'line')} with a part that AI deleted`)
  if (deleted > 0) reasons.push(`${counted(deleted, 'line')} deleted by AI`)
  if (changed > 0) reasons.push(counted(changed, 'edited AI line'))
  if (added.unknown > 0) reasons.push(counted(added.unknown, 'unknown line'))
  if (test) reasons.push('test file, counted half')
  return { score: Math.ceil(test ? lines / 2 : lines), reasons }
}

/** Length of the longest run of adjacent `ai` lines, of whatever tool. */
function longestAiBlock(ranges: readonly ReportRange[]): number {
  let longest = 0
  let length = 0
  let end = Number.NaN
  for (const range of ranges) {
    if (range.contributor !== 'ai') continue
    length = range.start === end + 1 ? length + range.end - range.start + 1 : range.end - range.start + 1
    end = range.end
    longest = Math.max(longest, length)
  }
  return longest
}
