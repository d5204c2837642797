/** One word (letters, digits, `_`, `$`), one other visible character, or a stretch of white space. */
const pattern = /[\p{L}\p{M}\p{N}_$]+|\s+|[^\s]/gu

const visible = /\S/

/** A word or one other visible character of a text; offsets in UTF-16 units. */
export interface Token {
  readonly text: string
  readonly from: number
}

/** All of `text` in words, single other characters and stretches of white space. */
export function splitWords(text: string): readonly string[] {
  return text.match(pattern) ?? []
}

/** The words and single other characters of `text`, without the white space. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (const { 0: token, index } of text.matchAll(pattern)) {
    if (visible.test(token)) tokens.push({ text: token, from: index })
  }
  return tokens
}

/**
 * The tokens that formatting leaves alone, with one style of quotes: without escapes before quotes, without commas
 * before a closing bracket or the end, without semicolons before a `}`, a line break or the end.
 */
export function formattingTokens(text: string): readonly Token[] {
  const lasting: Token[] = []
  let next: Token | undefined
  let optional = false
  for (const token of tokensOf(text).toReversed()) {
    optional = isOptional(text, token, next, optional)
    if (!optional) lasting.push(token.text === "'" ? { text: '"', from: token.from } : token)
    next = token
  }
  return lasting.reverse()
}

function isOptional(text: string, token: Token, next: Token | undefined, nextIsOptional: boolean): boolean {
  switch (token.text) {
    case ',':
      return next === undefined || /[)\]}>]/.test(next.text)
    case ';':
      if (next === undefined || next.text === '}' || breaksLine(text, token.from, next.from)) return true
      return next.text === ';' && nextIsOptional
    case '\\':
      return next !== undefined && /['"]/.test(next.text)
    default:
      return false
  }
}

/** Equal for two texts that are the same but for formatting, as far as that can be told without a parser. */
export function formattingKey(text: string): string {
  return formattingTokens(text)
    .map((token) => token.text)
    .join(' ')
}

function breaksLine(text: string, from: number, to: number): boolean {
  const newline = text.indexOf('\n', from)
  return newline >= 0 && newline < to
}

/** Whether two texts are the same but for white space, quote style and trailing commas and semicolons. */
export function equalAsTokens(a: string, b: string): boolean {
  return a === b || formattingKey(a) === formattingKey(b)
}
