import { withoutComments, withoutHereDocuments, withoutQuoted } from './shellText'
import { sourcedContent, sourcedFiles, withOwnFolderMarked } from './sourcedFiles'

/** `exec` with redirections only goes on. */
const end = /^(?:exit|exec(?=\s+[^\s\d<>&{]))(?:\s(?:[^|&]|>&)*)?$/

/** Its `husky.sh` ends in a `case` each branch of which exits. */
const husky4 = /\bhusky-run\b/

/**
 * Whether a shell script gets to its line `index` (0-based), as far as that is simply told: it does not where an `exit`,
 * an `exec` or a sourced file with one of these stands before, outside of conditions and functions.
 *
 * @param file the hook, for what it sources from its folder
 */
export async function isReached(file: string, content: string, index: number): Promise<boolean> {
  for (const { line, text, bare } of topLevel(withOwnFolderMarked(content))) {
    if (line >= index) return true
    if (end.test(bare)) return false
    const [below] = /^(?:\.|source)\s/.test(text) ? sourcedFiles(text) : []
    const sourced = below === undefined ? undefined : await sourcedContent(file, below)
    if (sourced === undefined) continue
    if (husky4.test(sourced) || topLevel(sourced).some((inner) => end.test(inner.bare))) return false
  }
  return true
}

interface Statement {
  /** 0-based. */
  readonly line: number
  readonly text: string
  /** The text of the statement without what is in quotes. */
  readonly bare: string
}

/** The lines of a shell script that are run whatever happens, as long as those before them do not end it. */
function topLevel(content: string): readonly Statement[] {
  const texts = content.split('\n')
  const bares = withoutQuoted(withoutHereDocuments(withoutComments(content))).split('\n')
  const statements: Statement[] = []
  let depth = 0
  let continued = false
  for (const [line, untrimmed] of bares.entries()) {
    const bare = untrimmed.trim()
    const inside = depth > 0 || continued
    depth = Math.max(0, depth + depthChange(bare))
    if (!inside && depth === 0) statements.push({ line, text: texts[line]!.trim(), bare })
    continued = /(?:\\|&&|\|)$/.test(bare)
  }
  return statements
}

/** How many blocks a line opens more than it closes. */
function depthChange(bare: string): number {
  let change = (/(?:^|[\s$=])\($/.test(bare) ? 1 : 0) - (bare.startsWith(')') ? 1 : 0)
  for (const word of bare.split(/[\s;]+/)) {
    if (/^(?:if|case|for|while|until|select|\{)$/.test(word)) change++
    if (/^(?:fi|esac|done|\})$/.test(word)) change--
  }
  return change
}
