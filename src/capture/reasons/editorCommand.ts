import { human } from '../../attribution/text/origin'
import type { Decision, EditEvent } from '../editEvent'
import { isFormattingOnly } from '../content/isFormattingOnly'
import type { Reason } from './reason'

/** The editor's own commands by name: an extension's edit has that of the part of the editor which makes it. */
const ownCommand = /^(?:editor\.action\.|delete[A-Z])/

/** Commands of the editor that are not made through the cursor; the format commands run on request, paste, type or save. */
export const editorCommand: Reason = (event) => {
  const { name } = event.source.metadata
  if (name === 'formatEditsCommand') return { kind: 'reformat' }
  return typeof name === 'string' && ownCommand.test(name) ? commandEdit(event, name) : undefined
}

/**
 * The editor's own commands on the text. Those that leave the code as it was (toggle comment, indent, trim, join lines)
 * change how it stands, not who wrote it. Those that make other words of it (delete, transpose, change case) are a
 * change by the person who gave them; replace puts in what was typed into the find widget.
 */
export function commandEdit(event: EditEvent, command: string): Decision {
  const { at, changes } = event
  if (command.startsWith('replace')) return { kind: 'insert', origin: { ...human, at } }
  if (!/transform|transpose/i.test(command) && changes.some(({ text }) => text !== '')) return { kind: 'reformat' }
  const leavesCode = /comment/i.test(command) || isFormattingOnly(event)
  return leavesCode ? { kind: 'reformat' } : { kind: 'rewrite', origin: { ...human, at } }
}
