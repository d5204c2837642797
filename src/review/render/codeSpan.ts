import { clip } from './clip'
import { escapeCharacter, visibleText } from '../../base/visibleText'

/**
 * Any text as one Markdown code span that stays one wherever it is put: in a paragraph, a list or a table cell, on a
 * forge or in the editor. Characters that could end it there (back quote, pipe, backslash, angle brackets, line
 * breaks) and spaces at its ends are written as `\u{…}`. Renderers disagree on how to escape them, so none is escaped
 * the Markdown way. More than `longest` UTF-16 units are cut.
 */
export function codeSpan(text: string, longest = Number.POSITIVE_INFINITY): string {
  const inert = visibleText(clip(text, longest).replaceAll('\\', escapeCharacter)).replaceAll(
    /[`|<>]|^ | $/g,
    escapeCharacter,
  )
  return inert === '' ? '(none)' : `\`${inert}\``
}
