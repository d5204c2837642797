import { unknown } from '../../attribution/origin'
import type { Rule } from '../editEvent'

/** Without a named source: the paste handler was asked about this very text just before. */
export const pasteHandler: Rule = ({ source, signals, changes }) => {
  if (source || signals.pasting === undefined) return undefined
  const pasted = linesWithoutSpace(signals.pasting)
  if (pasted === '') return undefined
  // What is typed while the wait for a paste goes on may stand in the clipboard somewhere: only all of it counts. A
  // paste at several carets gives each of them lines of it.
  const explained = changes.every(({ text }) => {
    const inserted = linesWithoutSpace(text)
    return inserted === pasted || (changes.length > 1 && `\n${pasted}\n`.includes(`\n${inserted}\n`))
  })
  return explained ? { kind: 'carry', otherwise: unknown } : undefined
}

/** The lines of a text that are not blank, without white space: a paste may be indented anew. */
function linesWithoutSpace(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ''))
    .filter((line) => line !== '')
    .join('\n')
}
