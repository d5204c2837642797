/** How editors indent a notebook where nothing else is known. */
const usualIndentation = ' '

/**
 * The text of a notebook with cells of these texts and nothing else, line by line as editors write it: for what is not
 * saved yet. Its lines equal those of the saved text, so that the one is recognised in the other.
 */
export function plainNotebook(cells: readonly string[], indentation = usualIndentation): string {
  const sources = cells.map((cell) => ({ source: linesOf(cell) }))
  return `${JSON.stringify({ cells: sources }, undefined, indentation)}\n`
}

/** The white space that a notebook's text uses for one level. */
export function indentationOf(json: string): string {
  return /^\{\n([ \t]+)"/.exec(json)?.[1] ?? usualIndentation
}

function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== '')
}
