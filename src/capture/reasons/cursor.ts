import { unknown } from '../../attribution/text/origin'
import { typedOrigin } from '../typedOrigin'
import { commandEdit } from './editorCommand'
import type { Reason } from './reason'

/**
 * What came through the cursor: typed at the keyboard, an input method included; pasted, dropped or duplicated, so that
 * what is from inside the editor brings its origins along, and nobody saw the rest arrive; or made by a command.
 */
export const cursor: Reason = (event) => {
  const { kind, detailedSource } = event.source.metadata
  const command = typeof detailedSource === 'string' ? detailedSource : 'keyboard'
  if (duplicating.has(command)) return { kind: 'carry', otherwise: unknown, beside: true }
  if (kind === 'paste' || carrying.has(command)) return { kind: 'carry', otherwise: unknown }
  if (typing.has(String(kind))) return { kind: 'insert', origin: typedOrigin(event) }
  return command === 'keyboard' ? undefined : commandEdit(event, command)
}

const typing = new Set(['type', 'compositionType', 'compositionEnd'])

/** Editor commands whose inserted text stood in the document before. */
const carrying = new Set([
  'editor.action.clipboardPasteAction',
  'editor.action.moveLinesDownAction',
  'editor.action.moveLinesUpAction',
  'editor.contrib.dragAndDrop',
  'editor.action.sortLinesAscending',
  'editor.action.sortLinesDescending',
])

/** Editor commands that put a copy beside what it was made from. */
const duplicating = new Set([
  'editor.action.copyLinesDownAction',
  'editor.action.copyLinesUpAction',
  'editor.action.duplicateSelection',
])
