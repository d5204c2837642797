import type { Contributor } from '../../attribution/text/origin'

/** How a stretch of text looks in a terminal: one of the four contributors, or a rank. */
export type Style = Contributor | 'strong' | 'quiet'

/** The codes that switch a style on and off again (SGR). The eight basic colours follow the theme of the terminal. */
const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  ai: [35, 39],
  mixed: [33, 39],
  human: [32, 39],
  unknown: [90, 39],
  strong: [1, 22],
  quiet: [2, 22],
}

/** Text in a style, with the codes of a terminal. The text must not have any itself: see `visibleText`. */
export function paint(style: Style, text: string): string {
  const [on, off] = codes[style]
  return `\u001b[${on}m${text}\u001b[${off}m`
}
