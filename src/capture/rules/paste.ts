import { unknown } from '../../attribution/text/origin'
import type { Rule } from '../editEvent'

/** Pasted, dropped or duplicated text: from inside the editor it brings its origins along, from outside nobody saw it arrive. */
export const paste: Rule = ({ source }) => {
  if (source?.source !== 'cursor') return undefined
  const { kind, detailedSource } = source.metadata
  if (duplicating.has(String(detailedSource))) return { kind: 'carry', otherwise: unknown, beside: true }
  const isPaste = kind === 'paste' || carrying.has(String(detailedSource))
  return isPaste ? { kind: 'carry', otherwise: unknown } : undefined
}

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
