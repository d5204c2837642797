import { linkingCharacters, maxDigitsInARow } from './unlinked'

/** Letters of git's C-style escapes (quote.c), by the byte they stand for. */
const escapes = new Map([
  [0x07, 'a'],
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0b, 'v'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [0x22, '"'],
  [0x5c, '\\'],
])
const bytes = new Map([...escapes].map(([byte, letter]) => [letter, byte]))

/**
 * A path as it stands in a trailer: as it is where it consists of `[A-Za-z0-9._/-]`, does not start with `-` and no
 * forge acts on any part of it, else in double quotes with git's C-style escapes (`core.quotePath`: every byte above 0x7f
 * in octal). In octal, too, are the characters that {@link linkingCharacters} finds, `"\100scope/name"`, and digits
 * that would make an id of a commit of others.
 */
export function quotePath(path: string): string {
  const linking = linkingCharacters(path)
  if (linking.size === 0 && /^[A-Za-z0-9._/][A-Za-z0-9._/-]*$/.test(path)) return path
  let quoted = ''
  let at = 0
  // Hexadecimal digits at the end of what is written, those of an octal escape included.
  let digits = 0
  for (const char of path) {
    const isDigit = /[0-9a-f]/.test(char)
    const written =
      linking.has(at) || (isDigit && digits === maxDigitsInARow) ? octal(char.charCodeAt(0)) : escaped(char)
    digits = /\\[0-7]{3}$/.test(written) ? 3 : isDigit ? digits + 1 : 0
    quoted += written
    at += char.length
  }
  return `"${quoted}"`
}

function escaped(char: string): string {
  if (/[ !#-[\]-~]/.test(char)) return char
  const letter = escapes.get(char.charCodeAt(0))
  return letter === undefined ? Array.from(new TextEncoder().encode(char), octal).join('') : `\\${letter}`
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`
}

/**
 * Reads a path at the start of `text`, quoted or not.
 * @returns the path and what follows it (from the space on), or undefined where there is no well-formed path that
 *   could be one of a repository (relative, no `.`, `..` or empty segments, valid UTF-8)
 */
export function unquotePath(text: string): { readonly path: string; readonly rest: string } | undefined {
  if (!text.startsWith('"')) {
    const match = /^[A-Za-z0-9._/@][A-Za-z0-9._/@-]*(?= |$)/.exec(text)
    return match ? checked(match[0], text.slice(match[0].length)) : undefined
  }
  const found: number[] = []
  for (let at = 1; at < text.length; at++) {
    const char = text[at]
    if (char === '"') return checked(decode(found), text.slice(at + 1))
    if (char !== '\\') {
      const code = text.charCodeAt(at)
      if (code < 0x20 || code >= 0x7f) return undefined
      found.push(code)
      continue
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4))
    const byte = octal ? Number.parseInt(octal[0], 8) : bytes.get(text[at + 1] ?? '')
    if (byte === undefined) return undefined
    found.push(byte)
    at += octal ? 3 : 1
  }
  return undefined
}

function decode(found: readonly number[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(found))
  } catch {
    return undefined // not UTF-8: no path this program could have written
  }
}

function checked(path: string | undefined, rest: string): { path: string; rest: string } | undefined {
  if (path === undefined || path.includes('\0')) return undefined
  if (path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) return undefined
  if (rest !== '' && !rest.startsWith(' ')) return undefined
  return { path, rest }
}
