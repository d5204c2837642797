/** Lines of nothing but one of these are everywhere, in all texts. */
const bareWord =
  /^\W*(?:begin|break|catch|continue|default|do|done|else|end|endif|esac|fi|finally|loop|pass|return|then|try)\W*$/i

const letterOrDigit = /[\p{L}\p{N}]/u

/**
 * Whether a line says enough to be recognised by itself: it has a letter or digit and is more than a bare keyword.
 * A lone brace, a blank line or `} else {` needs a neighbour to be told from its equals.
 */
export function hasSubstance(line: string): boolean {
  return letterOrDigit.test(line) && !bareWord.test(line)
}
