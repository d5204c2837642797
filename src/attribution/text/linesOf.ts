/**
 * The lines of a text without their terminators, counted as git does: `''` has none, `'a'` and `'a\n'` have one. What
 * stands behind the last line break is a line only where there is something; so nothing that is inserted at the end
 * of a text can be taken for it.
 */
export function linesOf(text: string): readonly string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
