/**
 * The last values of a repository's own configuration: `section.key` (in small letters) -> value. Sections with a
 * subsection, and what is included from elsewhere, are not looked at: what decides how a repository is stored stands in
 * neither. Takes time in proportion to the text.
 */
export function configValues(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  let section: string | undefined
  for (const line of text.split('\n')) {
    let rest = line.trim()
    if (rest.startsWith('[')) {
      const end = rest.indexOf(']')
      const name = rest.slice(1, end).trim()
      section = end > 0 && /^[\w.-]+$/.test(name) ? name.toLowerCase() : undefined
      rest = end > 0 ? rest.slice(end + 1).trim() : ''
    }
    const at = rest.indexOf('=')
    const key = (at < 0 ? withoutComment(rest) : rest.slice(0, at)).trim().toLowerCase()
    if (section === undefined || !/^[a-z][\w-]*$/.test(key)) continue
    values.set(`${section}.${key}`, at < 0 ? 'true' : valueOf(rest.slice(at + 1).trim()))
  }
  return values
}

/** Quotes may stand around a value, and a backslash before a quote or a backslash. */
function valueOf(text: string): string {
  const quoted = text.startsWith('"')
  let value = ''
  for (let at = quoted ? 1 : 0; at < text.length; at++) {
    const character = text[at]!
    if (character === '\\') value += text[++at] ?? ''
    else if (quoted ? character === '"' : character === '#' || character === ';') break
    else value += character
  }
  return quoted ? value : value.trim()
}

function withoutComment(text: string): string {
  const at = text.search(/[#;]/)
  return at < 0 ? text : text.slice(0, at)
}
