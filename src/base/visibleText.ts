const unseen = String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]`

/**
 * What cannot be seen, turns the direction of what follows, or ends a line: control and format characters, separators,
 * halves of a surrogate pair, what fonts ignore or draw as nothing. Joiners and variation selectors count only where they
 * change nothing that is seen: in emoji and between letters of the scripts that need them they stay.
 */
const invisible = new RegExp(
  [
    // First of all, so that nothing else is tried at most characters.
    `(?=${unseen})`,
    String.raw`(?!(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}])[\ufe0e\ufe0f])`,
    String.raw`(?!(?<=[0-9#*])\ufe0f\u20e3)`,
    String.raw`(?!(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d\p{Extended_Pictographic})`,
    String.raw`(?!(?<=[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{scx=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}])[\u200c\u200d])`,
    unseen,
  ].join(''),
  'gu',
)

/**
 * Text from outside with every character that cannot be seen, or that turns the direction of what follows, as `\u{…}`: a
 * path must not look like another one, a line break must not end a line of ours, and nothing may steer a terminal.
 */
export function visibleText(text: string): string {
  return text.replaceAll(invisible, escapeCharacter)
}

/** Several lines for people, such as a message: as `visibleText` shows each of them, but with line ends and tabs kept. */
export function visibleLines(text: string): string {
  return text.replaceAll(/[^\n\t]+/g, (part) => visibleText(part === '\r' ? '' : part.replace(/\r$/, '')))
}

/**
 * JSON of ours in which every character that cannot be seen is an escape of JSON: it reads as the same values, and shows
 * what is in it wherever it is printed.
 */
export function visibleJson(json: string): string {
  return json.replaceAll(/[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u007f-\u009f\u2800]/gu, (character) =>
    // JSON writes what lies beyond the first plane as two units.
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

/** One character as `\u{…}`, its code point in hexadecimal digits. */
export function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
}
