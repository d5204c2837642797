import { modelDisplayName, toolDisplayName } from '../../formats/trailers/toolNames'
import type { ReportDeletion, ReportRange } from '../report/report'
import { contributorWord, modeWord } from './words'

/** One word or name about a range. Where `ours` is false the text stems from data and must be escaped for its place. */
export interface RangeWord {
  readonly text: string
  readonly ours: boolean
}

/** What is known of lines that AI took out, in the order to show it. */
export function deletionWords({ lines, ...told }: ReportDeletion): readonly RangeWord[] {
  const [, ...words] = rangeWords({ ...told, contributor: 'ai', start: 0, end: 0 })
  return [{ text: `AI deleted ${lines} ${lines === 1 ? 'line' : 'lines'} before this`, ours: true }, ...words]
}

/** What is known of a range, in the order to show it: contributor, tool, model, mode, evidence; absent ones left out. */
export function rangeWords(range: ReportRange): readonly RangeWord[] {
  const words: RangeWord[] = [{ text: contributorWord[range.contributor], ours: true }]
  if (range.tool !== undefined) words.push({ text: toolDisplayName(range.tool), ours: false })
  const model = modelDisplayName(range.model)
  if (model !== '') words.push({ text: model, ours: false })
  if (range.mode !== undefined) words.push({ text: modeWord[range.mode], ours: true })
  if (range.evidence !== undefined) words.push({ text: range.evidence, ours: true })
  if (range.deletedBy === 'ai') words.push({ text: 'AI deleted a part', ours: true })
  return words
}
