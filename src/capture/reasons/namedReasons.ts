import { unknown } from '../../attribution/text/origin'
import type { Rule } from '../editEvent'
import { chatEdit } from './chatEdit'
import { codeAction } from './codeAction'
import { cursor } from './cursor'
import { editorCommand } from './editorCommand'
import { inlineCompletion } from './inlineCompletion'
import type { Reason } from './reason'
import { snippet } from './snippet'
import { suggestion } from './suggestion'

type Table = Readonly<Record<string, Reason>>

/** Chat edits that are undone come as one replacement of the whole document: the text from before, so its origins too. */
const chatUndo: Reason = () => ({ kind: 'takeBack', otherwise: unknown })

/** What VS Code names its edits by (`detailedReason.source`), where the name alone says who made them. */
const certain: Table = {
  inlineCompletionAccept: inlineCompletion,
  inlineCompletionPartialAccept: inlineCompletion,
  'Chat.applyEdits': chatEdit,
  'inlineChat.applyEdits': chatEdit,
  'Chat.undoEdits': chatUndo,
  'Chat.reset': chatUndo,
  // The file changed on disk under a clean document, or the user reverted it.
  reloadFromDisk: () => ({ kind: 'external' }),
  eolChange: () => ({ kind: 'reformat' }),
}

/** Names of edits of which the content may say more: that the text was moved, or put in order. */
const named: Table = {
  cursor,
  suggest: suggestion,
  snippet,
  // A symbol renamed: the new name keeps the origin of the old one.
  rename: () => ({ kind: 'reformat' }),
  codeAction,
  // The editor's own commands, the format commands among them; edits of other extensions are named like this, too.
  unknown: editorCommand,
}

/** What the editor names, whatever the content of the edit. */
export const certainReason: Rule = (event) => reasonIn(certain, event)

/** What the editor names, after its content was looked at. */
export const namedReason: Rule = (event) => reasonIn(named, event)

function reasonIn(table: Table, event: Parameters<Rule>[0]): ReturnType<Rule> {
  const { source } = event
  const reason = source && Object.hasOwn(table, source.source) ? table[source.source] : undefined
  return source && reason?.({ ...event, source })
}
