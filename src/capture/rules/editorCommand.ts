import { human } from '../../attribution/text/origin'
import type { Rule } from '../editEvent'
import { isFormattingOnly } from '../content/isFormattingOnly'

/**
 * The editor's own commands on the text. Those that leave the code as it was (toggle comment, indent, trim, join lines)
 * change how it stands, not who wrote it. Those that make other words of it (delete, transpose, change case) are a
 * change by the person who gave them; replace puts in what was typed into the find widget.
 */
export const editorCommand: Rule = (event) => {
  const { source, at, changes } = event
  const command = commandOf(source?.source, source?.metadata)
  if (command === undefined) return undefined
  if (command.startsWith('replace')) return { kind: 'insert', origin: { ...human, at } }
  if (!/transform|transpose/i.test(command) && changes.some(({ text }) => text !== '')) return { kind: 'reformat' }
  const leavesCode = /comment/i.test(command) || isFormattingOnly(event)
  return leavesCode ? { kind: 'reformat' } : { kind: 'rewrite', origin: { ...human, at } }
}

/** The editor's own commands by name: an extension's edit has that of the part of the editor which makes it. */
const named = /^(?:editor\.action\.|delete[A-Z])/

function commandOf(
  source: string | undefined,
  metadata: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  if (source === 'cursor') {
    const { detailedSource } = metadata ?? {}
    return typeof detailedSource === 'string' && detailedSource !== 'keyboard' ? detailedSource : undefined
  }
  const name = metadata?.['name']
  return source === 'unknown' && typeof name === 'string' && named.test(name) ? name : undefined
}
