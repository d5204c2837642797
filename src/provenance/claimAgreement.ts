import { AttributedText } from '../attribution/text/attributedText'
import { lineEdits } from '../attribution/matching/diff'
import { isAi, type Origin, unknown } from '../attribution/text/origin'

/**
 * The lines that are not from AI by the word of a commit: it adds them and does not name them.
 * @param claimed the text as the message has it
 * @param before the text that the commit changed
 * @returns for each line whether it is one
 */
export function deniedLines(claimed: AttributedText, before: string): readonly boolean[] {
  const claims = claimed.lineOrigins()
  const denied = claims.map(() => false)
  for (const { after } of lineEdits(before, claimed.text())) {
    for (let line = after.from; line < after.to; line++) denied[line] = claims[line]?.contributor === 'unknown'
  }
  return denied
}

/** Whether an attribution has AI lines that a message does not name. */
export function hasUnnamedAi(attributed: AttributedText, claimed: AttributedText): boolean {
  const claims = claimed.lineOrigins()
  return attributed
    .lineOrigins()
    .some(({ contributor }, line) => isAi(contributor) && claims[line]!.contributor === 'unknown')
}

/**
 * Whether an attribution says of a text what the message of its commit says: AI where that is named, none where it is
 * denied.
 * @param denied asked for only where that decides
 */
export async function agrees(
  attributed: AttributedText,
  claimed: AttributedText,
  denied: () => Promise<readonly boolean[]>,
): Promise<boolean> {
  const lines = attributed.lineOrigins()
  const claims = claimed.lineOrigins()
  if (claims.some(({ contributor }, line) => contributor !== 'unknown' && !isAi(lines[line]!.contributor))) return false
  if (!hasUnnamedAi(attributed, claimed)) return true
  const lacks = await denied()
  return !lines.some(({ contributor }, line) => lacks[line] === true && isAi(contributor))
}

/** An attribution without the AI that is denied. */
export function withoutDenied(attributed: AttributedText, denied: readonly boolean[]): AttributedText {
  const lines = attributed.lineOrigins()
  if (!lines.some(({ contributor }, line) => denied[line] === true && isAi(contributor))) return attributed
  return AttributedText.fromLines(
    attributed.text(),
    lines.map((origin, line) => (denied[line] === true && isAi(origin.contributor) ? unknown : origin)),
  )
}

/** Whether two attributions of one text name different contributors for any line that both know. */
export function contradict(a: AttributedText, b: AttributedText): boolean {
  const others = b.lineOrigins()
  return a.lineOrigins().some(({ contributor }, line) => {
    const other = others[line]!.contributor
    return contributor !== 'unknown' && other !== 'unknown' && contributor !== other
  })
}

/**
 * What a message claims of a text, with details that a note adds where it says the same: a message names the tool only
 * where it leaves no choice, and the mode never.
 */
export function withDetails(claimed: AttributedText, noted: AttributedText): AttributedText {
  const notes = noted.lineOrigins()
  return AttributedText.fromLines(
    claimed.text(),
    claimed.lineOrigins().map((claim, line) => detailed(claim, notes[line]!)),
  )
}

function detailed(claim: Origin, note: Origin): Origin {
  if (claim.contributor === 'unknown' || note.contributor !== claim.contributor) return claim
  const isOther = claim.tool !== undefined && claim.tool !== note.tool
  // Whoever may push notes can write that they declare something. A message has the weakest evidence of all its lines.
  return isOther || note.evidence === 'declared' ? claim : note
}
