import { AttributedText } from '../attribution/text/attributedText'
import { unknown, type Origin } from '../attribution/text/origin'
import { parseTrailers, type TrailerBlock } from '../formats/trailers/parseTrailers'
import type { LineClaims } from './sources'

/**
 * What a commit message says of the text of one file of that commit. Believed only where the message names the very
 * blob: after a squash or a rebase by others the ranges of the original commits point elsewhere.
 * @param text of the blob, normalised
 * @param keys of trailer lines that name tools, besides the usual ones
 * @returns undefined where the message makes no claim of this blob
 */
export function claimedText(
  text: string,
  claims: LineClaims,
  keys: readonly string[] = [],
): AttributedText | undefined {
  const lines: Origin[] = []
  for (const block of parseTrailers(claims.message, keys)) {
    for (const file of block.files) {
      if (file.path !== (claims.claimedPath ?? claims.path) || !claims.blob.startsWith(file.blob)) continue
      for (const contributor of ['ai', 'mixed'] as const) {
        for (const { from, to } of file[contributor]) {
          for (let line = from; line < to; line++) lines[line] = originOf(block, contributor)
        }
      }
    }
  }
  if (lines.length === 0 || lines.length > text.split('\n').length) return undefined
  return AttributedText.fromLines(
    text,
    Array.from(lines, (origin) => origin ?? unknown),
  )
}

/** Names the tool only where the message leaves no choice. */
function originOf(block: TrailerBlock, contributor: 'ai' | 'mixed'): Origin {
  return { contributor, ...(block.tools.length === 1 && block.tools[0]), evidence: block.evidence ?? 'imported' }
}
