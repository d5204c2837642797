/**
 * The last values of a repository's own configuration: `section.key` (in small letters) -> value. Sections with a
 * subsection, and what is included from elsewhere, are not looked at: what decides how a repository is stored stands in
 * neither.
 */
export function configValues(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  let section: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const [, name, rest = ''] = /^\s*\[\s*([\w.-]+)\s*\](.*)$/.exec(line) ?? []
    if (name !== undefined) section = name.toLowerCase()
    else if (/^\s*\[/.test(line)) section = undefined
    const [, key, value] =
      /^\s*([A-Za-z][\w-]*)\s*(?:=\s*(.*?))?\s*(?:[;#].*)?$/.exec(name === undefined ? line : rest) ?? []
    if (section !== undefined && key !== undefined) {
      values.set(`${section}.${key.toLowerCase()}`, value === undefined ? 'true' : value.replace(/^"(.*)"$/, '$1'))
    }
  }
  return values
}
