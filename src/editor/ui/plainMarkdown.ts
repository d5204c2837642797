import { visibleText } from '../../base/visibleText'

/**
 * Markdown that shows a text as it is: nothing in it is a link, a tag or a format. `MarkdownString.appendText` does the
 * same, but makes all spaces unbreakable, so that long lines run out of a hover.
 */
export function plainMarkdown(text: string): string {
  return visibleText(text.replace(/\s+/g, ' ')).replace(/[!-/:-@[-`{-~]/g, '\\$&')
}
