import type { Decision, EditEvent, Rule } from './editEvent'
import { chatEdit } from './rules/chatEdit'
import { chatHunkUndo } from './rules/chatHunkUndo'
import { chatUndo } from './rules/chatUndo'
import { codeAction } from './rules/codeAction'
import { composition } from './rules/composition'
import { deletion } from './rules/deletion'
import { duplicate } from './rules/duplicate'
import { editorCommand } from './rules/editorCommand'
import { formatter } from './rules/formatter'
import { inlineCompletion } from './rules/inlineCompletion'
import { lineEnds } from './rules/lineEnds'
import { moveWithin } from './rules/moveWithin'
import { namedByExtension } from './rules/namedByExtension'
import { paste } from './rules/paste'
import { pasteKey } from './rules/pasteKey'
import { reload } from './rules/reload'
import { rename } from './rules/rename'
import { renameCommand } from './rules/renameCommand'
import { sameTokens } from './rules/sameTokens'
import { reorder } from './rules/reorder'
import { saveAs } from './rules/saveAs'
import { snippet } from './rules/snippet'
import { suggestion } from './rules/suggestion'
import { typing } from './rules/typing'
import { undoRedo } from './rules/undoRedo'
import { unnamed } from './rules/unnamed'

/**
 * The order is part of the meaning. What the editor names comes first, in order of how surely it tells AI from all
 * else; what only content or surrounding signals tell comes after; `unnamed` always answers.
 */
const rules: readonly Rule[] = [
  undoRedo,
  namedByExtension,
  saveAs,
  inlineCompletion,
  chatEdit,
  chatUndo,
  chatHunkUndo,
  reload,
  lineEnds,
  moveWithin,
  reorder,
  paste,
  pasteKey,
  duplicate,
  composition,
  typing,
  suggestion,
  snippet,
  rename,
  renameCommand,
  formatter,
  codeAction,
  editorCommand,
  deletion,
  sameTokens,
  unnamed,
]

/** What an edit means for the origins of the text: the answer of the first rule that knows. */
export function decide(event: EditEvent): Decision {
  for (const rule of rules) {
    const decision = rule(event)
    if (decision) return decision
  }
  return { kind: 'undecided' }
}
