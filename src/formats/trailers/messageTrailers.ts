import { isProvenanceLine, parseTool } from './parseTrailers'

/** No line that Byline writes is longer, indented or not; others are not looked at. */
const maxLineLength = 400

/**
 * Takes Byline's trailers out of a commit message and leaves everything else byte for byte: `AI-Provenance`, `AI-Deleted` and
 * `AI-Lines` lines as Byline writes them, wherever they stand, also indented as in the message of a squash merge, and the lines directly
 * above `AI-Provenance` that name tools the way Byline writes them. Where they were a paragraph of their own, one of
 * the blank lines round it goes too. What stands below a scissors line is not part of the message.
 * @param keys of the lines that name tools, besides `Assisted-by` and `Generated-by`
 */
export function removeOurTrailers(message: string, keys: readonly string[] = []): string {
  const lines = linesOf(message)
  const ours = findOurs(lines, keys)
  const kept: string[] = []
  for (let at = 0; at < lines.length; at++) {
    if (!ours.has(at)) {
      kept.push(lines[at]!)
      continue
    }
    while (ours.has(at + 1)) at++
    const next = lines[at + 1]
    // A paragraph of ours goes with the blank line that separated it from the text above.
    if ((next === undefined || isBlank(next)) && kept.length > 0 && isBlank(kept.at(-1)!)) kept.pop()
  }
  return kept.join('')
}

/** The lines that {@link removeOurTrailers} takes out, without white space around them. */
export function ourTrailers(message: string, keys: readonly string[] = []): readonly string[] {
  const lines = linesOf(message)
  return [...findOurs(lines, keys)].sort((a, b) => a - b).map((at) => lines[at]!.trim())
}

/** Whether any line of the message is one of Byline's. */
export function hasOurTrailers(message: string): boolean {
  return findOurs(linesOf(message), []).size > 0
}

/** The part of a message file that git looks at: everything above the scissors line, if there is one. */
export function aboveScissors(message: string): string {
  const lines = linesOf(message)
  const at = lines.findIndex(isScissors)
  return at < 0 ? message : lines.slice(0, at).join('')
}

function findOurs(lines: readonly string[], keys: readonly string[]): ReadonlySet<number> {
  const ours = new Set<number>()
  const toolLine = new RegExp(`^[ \\t]*(?:${['Assisted-by', 'Generated-by', ...keys].join('|')}): (.*)$`, 's')
  for (const [at, line] of lines.entries()) {
    if (isScissors(line)) break
    if (!isProvenanceLine(line)) continue
    ours.add(at)
    if (!/^[ \t]*AI-Provenance:/.test(line)) continue
    for (let above = at - 1; above >= 0; above--) {
      const match = lines[above]!.length > maxLineLength ? null : toolLine.exec(lines[above]!)
      if (!match || parseTool(match[1]!.trimEnd()) === undefined) break
      ours.add(above)
    }
  }
  return ours
}

/** With their terminators, so that joining gives the message back. */
function linesOf(message: string): readonly string[] {
  return message.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function isBlank(line: string): boolean {
  return line.trim() === ''
}

/** Any comment string may stand before it. */
function isScissors(line: string): boolean {
  return /^\S{1,8} -{24} >8 -{24}\s*$/.test(line)
}
