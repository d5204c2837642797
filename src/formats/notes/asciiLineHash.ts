/**
 * 32-bit FNV-1a over the `formattingKey` of a line, without making that key: a report or a sync hashes every line of
 * every file it tells of, and nearly all of them are ASCII. Law: the same as over the key itself (see the test).
 * @param from where the line begins in `text`, in UTF-16 units
 * @param end where it ends, its terminator not included
 * @returns undefined for a line that is not ASCII, or not one line
 */
export function asciiLineHash(text: string, seed: number, from = 0, end = text.length): number | undefined {
  let hash = seed
  let isFirst = true
  /** All semicolons before this offset are of one stretch, and known to be kept. */
  let keptUntil = from
  for (let at = from; at < end;) {
    let unit = text.charCodeAt(at)
    if (unit > 0x7f || unit === 0x0a) return undefined
    const kind = kinds[unit]!
    if (kind === blank) {
      at++
      continue
    }
    if (kind === perhapsOptional && at >= keptUntil) {
      const next = nextVisible(text, at + 1, end, unit === semicolon)
      const after = next < end ? text.charCodeAt(next) : none
      if (isOptional(unit, after)) {
        // Of semicolons in a row all have the same behind them.
        at = unit === semicolon ? next : at + 1
        continue
      }
      if (unit === semicolon) keptUntil = next
    }
    // Both bytes of a UTF-16 unit are hashed; the high one is 0.
    if (!isFirst) hash = Math.imul(Math.imul(hash ^ 0x20, prime), prime)
    isFirst = false
    if (kind !== word) {
      // One style of quotes.
      hash = Math.imul(Math.imul(hash ^ (unit === singleQuote ? doubleQuote : unit), prime), prime)
      at++
      continue
    }
    do {
      hash = Math.imul(Math.imul(hash ^ unit, prime), prime)
      unit = ++at < end ? text.charCodeAt(at) : none
    } while (unit <= 0x7f && unit !== none && kinds[unit] === word)
  }
  return hash >>> 0
}

const prime = 0x01000193
const none = -1
const singleQuote = 0x27
const doubleQuote = 0x22
const comma = 0x2c
const semicolon = 0x3b
const backslash = 0x5c

const other = 0
const blank = 1
const word = 2
const perhapsOptional = 3

/** What each ASCII character is. */
const kinds = Uint8Array.from({ length: 128 }, (_, unit) => {
  if (unit === comma || unit === semicolon || unit === backslash) return perhapsOptional
  const character = String.fromCharCode(unit)
  return /\s/.test(character) ? blank : /[\w$]/.test(character) ? word : other
})

/** The first character from `at` on that is not blank (and no semicolon); `end` where there is none. */
function nextVisible(text: string, at: number, end: number, skipsSemicolons: boolean): number {
  while (at < end) {
    const unit = text.charCodeAt(at)
    if (kinds[unit] !== blank && !(skipsSemicolons && unit === semicolon)) break
    at++
  }
  return at
}

/** Whether formatting may leave out a sign before what follows; see `formattingTokens`. */
function isOptional(unit: number, next: number): boolean {
  if (unit === comma) return next === none || next === 0x29 || next === 0x5d || next === 0x7d || next === 0x3e
  if (unit === semicolon) return next === none || next === 0x7d
  return next === singleQuote || next === doubleQuote
}
