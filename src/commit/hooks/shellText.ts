/*
 * Takes out of a script what is text and not code. Hooks are files of a project, so anybody may have written them: each
 * function passes once over the script, however it is made. A regular expression for the whole of such a text looks for
 * its end again and again where there is none.
 */

/** Something in the place of text, on as many lines. */
function emptied(text: string): string {
  return `_${text.replaceAll(/[^\n]+/g, '')}`
}

/** Comments of a shell script that have a line of their own. */
export function withoutComments(script: string): string {
  return script.replaceAll(/^[ \t]*#.*$/gm, '')
}

/** Here-documents, from their mark to the line that ends them; one that is never ended is left. */
export function withoutHereDocuments(script: string): string {
  const lines = script.split('\n')
  /** Word -> lines that consist of it, last first. */
  const ends = new Map<string, number[]>()
  for (let line = lines.length - 1; line >= 0; line--) {
    const word = lines[line]!.replace(/^[ \t]+/, '')
    if (!/^\w+$/.test(word)) continue
    const known = ends.get(word)
    if (known) known.push(line)
    else ends.set(word, [line])
  }
  for (let line = 0; line < lines.length; line++) {
    for (const mark of lines[line]!.matchAll(/(?<!<)<<-?[ \t]*(?:"(\w+)"|'(\w+)'|(\w+))/g)) {
      const ending = ends.get(mark[1] ?? mark[2] ?? mark[3] ?? '') ?? []
      // Lines come in order, so what lies above this one is never asked for again.
      while (ending.length > 0 && ending.at(-1)! <= line) ending.pop()
      const end = ending.at(-1)
      if (end === undefined) continue
      lines[line] = `${lines[line]!.slice(0, mark.index)}_`
      lines.fill('', line + 1, end + 1)
      line = end
      break
    }
  }
  return lines.join('\n')
}

/** What is in quotes; a quote that is never closed is left. */
export function withoutQuoted(script: string): string {
  const open = /['"]/g
  const unquoted = /(?:\\[\s\S]|[^"\\])*/y
  let kept = ''
  let at = 0
  // Where one kind of quote is not closed, none of its kind behind it is.
  const unclosed = new Set<string>()
  for (let match = open.exec(script); match; match = open.exec(script)) {
    const [quote] = match
    if (unclosed.has(quote)) continue
    let end = script.indexOf(quote, open.lastIndex)
    if (quote === '"') {
      unquoted.lastIndex = open.lastIndex
      unquoted.exec(script)
      end = script[unquoted.lastIndex] === '"' ? unquoted.lastIndex : -1
    }
    if (end < 0) {
      unclosed.add(quote)
      continue
    }
    kept += script.slice(at, match.index) + emptied(script.slice(match.index, end + 1))
    open.lastIndex = at = end + 1
  }
  return kept + script.slice(at)
}
