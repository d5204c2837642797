import type { AttributedText } from '../attribution/attributedText'
import type { Change } from './editEvent'

/** Where the inserted text stands already, right before or after its place; line breaks at its ends do not count. */
export function copyBeside(
  before: AttributedText,
  change: Change,
): { readonly from: number; readonly to: number } | undefined {
  const core = change.text.replaceAll(/^(?:\r?\n)+|(?:\r?\n)+$/g, '')
  if (core.trim() === '') return undefined
  for (const gap of [0, 1, 2]) {
    for (const from of [change.from - core.length - gap, change.to + gap]) {
      const to = from + core.length
      if (from >= 0 && to <= before.length && before.text(from, to) === core) return { from, to }
    }
  }
  return undefined
}
