import type { AttributedText } from '../../attribution/text/attributedText'
import { equalAsTokens } from '../../attribution/text/tokens'
import type { Change } from '../editEvent'

/** Longest stretch that is compared token by token, in UTF-16 units; beyond it a formatter has to be named. */
const longest = 500_000

/**
 * Whether an edit leaves the code as it was but for white space, quote style and trailing punctuation. Edits of blank
 * text alone do not count: an Enter belongs to the one who pressed it.
 */
export function isFormattingOnly(event: {
  readonly changes: readonly Change[]
  readonly before: AttributedText
}): boolean {
  const { size } = keepingTokens(event)
  return size > 0 && size === event.changes.length
}

/** The changes of an edit that leave the lines they stand in as `isFormattingOnly` says. None where all of it is blank. */
export function keepingTokens(event: {
  readonly changes: readonly Change[]
  readonly before: AttributedText
}): ReadonlySet<Change> {
  const kept = groupsByLine(event).filter((group) => keepsLines(group, event.before))
  const isBlank = kept.every(({ changes }) => changes.every((change) => change.text.trim() === ''))
  return new Set(isBlank ? [] : kept.flatMap(({ changes }) => changes))
}

/** Changes that share lines, and the lines: whole ones, so that a token cut by a change's border is not mistaken. */
interface LineGroup {
  /** Last one first. */
  readonly changes: readonly Change[]
  readonly from: number
  readonly to: number
}

function groupsByLine({
  changes,
  before,
}: {
  readonly changes: readonly Change[]
  readonly before: AttributedText
}): readonly LineGroup[] {
  const groups: LineGroup[] = []
  for (const change of changes) {
    const from = before.lineStart(before.lineAt(change.from))
    const to = before.lineStart(before.lineAt(change.to) + 1)
    const last = groups.at(-1)
    if (last && to > last.from) groups[groups.length - 1] = { changes: [...last.changes, change], from, to: last.to }
    else groups.push({ changes: [change], from, to })
  }
  return groups
}

function keepsLines({ changes, from, to }: LineGroup, before: AttributedText): boolean {
  if (to - from > longest) return false
  const old = before.text(from, to)
  // Last change first: the offsets of the earlier ones stay true.
  const now = changes.reduce(
    (text, change) => text.slice(0, change.from - from) + change.text + text.slice(change.to - from),
    old,
  )
  return equalAsTokens(old, now)
}
