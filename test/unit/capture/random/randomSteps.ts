import { pickFromList, remove, typeAtTwoCursors, typeEnter, typeLetters, typeOverSelection } from './typingSteps'
import { chatInserts, complete, namedEdit, otherExtension, rewriteAll } from './aiSteps'
import { formatAll, indent, rename, reorder, switchLineEnds } from './formattingSteps'
import { fixChangesWord, fixInsertsLine, fixWrapsLine, formatPartly } from './refactoringSteps'
import { copy, drag, duplicateLine, paste, pasteIndented } from './copySteps'
import { chatHunkUndone, chatUndo, declare, redo, reload, saveAs, undo } from './earlierSteps'
import type { RandomStep } from './randomStep'

/** Everything that can happen to a document, and how often. */
export const randomSteps: readonly (readonly [weight: number, name: string, step: RandomStep])[] = [
  [8, 'type letters', typeLetters],
  [3, 'press Enter', typeEnter],
  [3, 'type over a selection', typeOverSelection],
  [2, 'type at two cursors', typeAtTwoCursors],
  [4, 'delete', remove],
  [2, 'pick from a list', pickFromList],
  [6, 'accept a completion', complete],
  [4, 'an agent writes all again', rewriteAll],
  [3, 'the chat inserts a line', chatInserts],
  [2, 'another extension inserts', otherExtension],
  [2, 'an extension names its edit', namedEdit],
  [2, 'indent', indent],
  [1, 'format all', formatAll],
  [2, 'rename', rename],
  [1, 'a quick fix inserts a line', fixInsertsLine],
  [1, 'a quick fix wraps a line', fixWrapsLine],
  [1, 'a quick fix changes a word', fixChangesWord],
  [2, 'another extension formats partly', formatPartly],
  [1, 'switch line ends', switchLineEnds],
  [3, 'reorder lines', reorder],
  [3, 'drag', drag],
  [3, 'copy', copy],
  [4, 'paste', paste],
  [2, 'paste and indent', pasteIndented],
  [2, 'duplicate a line', duplicateLine],
  [2, 'reload', reload],
  [1, 'undo all of the chat', chatUndo],
  [2, 'undo one edit of the chat', chatHunkUndone],
  [0.3, 'save as', saveAs],
  [1, 'declare', declare],
  [8, 'undo', undo],
  [5, 'redo', redo],
]
