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
      a.at === b.at)
  )
}

/** Whether this is text that AI had a part in. */
export function isAi(contributor: Contributor): boolean {
  return contributor === 'ai' || contributor === 'mixed'
}
