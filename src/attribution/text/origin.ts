/**
 * Who wrote a stretch of text. `mixed` exists only for whole lines (AI text that somebody changed); a stretch of
 * characters carries it only where its attribution came from a line-precise source such as a note or a trailer.
 */
export type Contributor = 'ai' | 'mixed' | 'human' | 'unknown'

/** How AI wrote it. */
export type Mode = 'completion' | 'nextEdit' | 'inlineChat' | 'chat' | 'agent' | 'terminal'

/**
 * How a claim is known: `reported` - the editor or the tool itself named the source; `observed` - the acceptance was
 * seen, or the typing; `declared` - the user said so; `derived` - carried over by diff; `imported` - a commit message says
 * so, without saying how that was known.
 */
export type Evidence = 'reported' | 'observed' | 'declared' | 'derived' | 'imported'

/** Who wrote a stretch, with what, and how that is known. `unknown` carries nothing but its contributor. */
export interface Origin {
  readonly contributor: Contributor
  /** Product that made the edit, such as `github-copilot` or `claude-code`. */
  readonly tool?: string
  /** `provider/name` where known. */
  readonly model?: string
  readonly session?: string
  readonly mode?: Mode
  readonly evidence?: Evidence
  /** When it was first recorded, ISO 8601. */
  readonly at?: string
  /**
   * What was taken out right beside this text and is missing there now; never empty. A character carries it for the
   * place before or behind it, so that it is moved, copied, kept and undone as text is. See `changeText`.
   */
  readonly deletions?: readonly Deletion[]
}

/** Text that somebody else took out of a line, or lines that AI took out of a text. */
export interface Deletion {
  /** Who took it out; has no deletions itself. */
  readonly by: Origin
  /** Whose text it was. What AI takes out is never `ai`, what people take out always. */
  readonly of: 'ai' | 'other'
  /**
   * The whole lines that are gone (see `lineMark`): they say nothing of the line that the text stands in. Absent where
   * it was a part of that line.
   */
  readonly lines?: readonly string[]
}

/** Nobody saw it arrive. */
export const unknown: Origin = Object.freeze({ contributor: 'unknown' })

/** Seen being typed. */
export const human: Origin = Object.freeze({ contributor: 'human', evidence: 'observed' })

/** Whether two origins say the same in every field. */
export function sameOrigin(a: Origin, b: Origin): boolean {
  return (
    a === b ||
    (a.contributor === b.contributor &&
      a.tool === b.tool &&
      a.model === b.model &&
      a.session === b.session &&
      a.mode === b.mode &&
      a.evidence === b.evidence &&
      a.at === b.at &&
      (a.deletions === b.deletions || sameDeletions(a.deletions, b.deletions)))
  )
}

/** Whether this is text that AI had a part in. */
export function isAi(contributor: Contributor): boolean {
  return contributor === 'ai' || contributor === 'mixed'
}

/** Whether AI had a part in this text: wrote it, or took something out beside it. */
export function hasAiPart({ contributor, deletions }: Origin): boolean {
  return isAi(contributor) || (deletions !== undefined && deletions.some(({ by }) => isAi(by.contributor)))
}

/** Whether anything is known of this text: who wrote it, or who took something out beside it. */
export function isKnown({ contributor, deletions }: Origin): boolean {
  return contributor !== 'unknown' || deletions !== undefined
}

/** Who wrote it, and not what is missing beside it. */
export function withoutDeletions(origin: Origin): Origin {
  if (origin.deletions === undefined) return origin
  const { deletions: _, ...written } = origin
  return written
}

function sameDeletions(a: readonly Deletion[] = [], b: readonly Deletion[] = []): boolean {
  return (
    a.length === b.length &&
    a.every((deletion, i) => {
      const other = b[i]!
      return deletion.of === other.of && sameOrigin(deletion.by, other.by) && sameLines(deletion.lines, other.lines)
    })
  )
}

function sameLines(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((line, i) => line === b[i]))
}
