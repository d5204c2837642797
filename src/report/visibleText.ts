/**
 * Text from a repository with every character that can not be seen, or that turns the direction of what follows, as
 * `\u{…}`: a path must not look like another one, and a line break must not end a line of ours.
 */
export function visibleText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeCharacter)
}

/** One character as `\u{…}`, its code point in hexadecimal digits. */
export function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
}
