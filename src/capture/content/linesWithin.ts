import type { AttributedText } from '../../attribution/text/attributedText'

/** The lines of a text that are, in one piece, all of another text; undefined where they are not. */
export function linesWithin(attributed: AttributedText, wanted: string): AttributedText | undefined {
  const text = attributed.text()
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const isWhole = (at === 0 || text[at - 1] === '\n') && (end === text.length || /[\r\n]/.test(text[end]!))
    if (isWhole) return attributed.slice(at, end)
  }
  return undefined
}
