/** Longer lines are left to the general way. */
const maxLength = 2_000

const from = new Int32Array(maxLength)
const to = new Int32Array(maxLength)
const kept = new Uint8Array(maxLength)

/**
 * 32-bit FNV-1a over the `formattingKey` of a line, without making that key: a sync hashes every line of every file it
 * tells of, and nearly all of them are ASCII. Law: the same as over the key itself (see the test).
 * @returns undefined for a line that is too long or not ASCII
 */
export function asciiLineHash(line: string, seed: number): number | undefined {
  const count = tokenise(line)
  if (count === undefined) return undefined
  keepLasting(line, count)
  let hash = seed
  let isFirst = true
  for (let token = 0; token < count; token++) {
    if (kept[token] === 0) continue
    if (!isFirst) hash = Math.imul(Math.imul(hash ^ 0x20, prime), prime)
    isFirst = false
    for (let at = from[token]!; at < to[token]!; at++) {
      const unit = line.charCodeAt(at)
      // Both bytes of a UTF-16 unit are hashed; the high one is 0. One style of quotes.
      hash = Math.imul(Math.imul(hash ^ (unit === singleQuote ? doubleQuote : unit), prime), prime)
    }
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

/** Words and single other characters; the number of them. */
function tokenise(line: string): number | undefined {
  const { length } = line
  if (length > maxLength) return undefined
  let count = 0
  for (let at = 0; at < length;) {
    const unit = line.charCodeAt(at)
    if (unit > 0x7f || unit === 0x0a) return undefined
    if (unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)) {
      at++
      continue
    }
    from[count] = at++
    if (isWord(unit)) while (at < length && isWord(line.charCodeAt(at))) at++
    to[count++] = at
  }
  return count
}

function isWord(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x5f ||
    unit === 0x24
  )
}

/** Marks what formatting leaves alone, as `formattingTokens` does. */
function keepLasting(line: string, count: number): void {
  let next = none
  let isOptional = false
  for (let token = count - 1; token >= 0; token--) {
    const unit = line.charCodeAt(from[token]!)
    // `next` is none behind the last token.
    if (unit === comma) isOptional = next === none || next === 0x29 || next === 0x5d || next === 0x7d || next === 0x3e
    else if (unit === semicolon) isOptional = next === none || next === 0x7d || (next === semicolon && isOptional)
    else isOptional = unit === backslash && (next === singleQuote || next === doubleQuote)
    kept[token] = isOptional ? 0 : 1
    next = unit
  }
}
