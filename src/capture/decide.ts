import type { Decision, EditEvent, Rule } from './editEvent'
import { certainReason, namedReason } from './reasons/namedReasons'
import { chatHunkUndo } from './rules/chatHunkUndo'
import { composition } from './rules/composition'
import { deletion } from './rules/deletion'
import { duplicate } from './rules/duplicate'
import { lineEnds } from './rules/lineEnds'
import { moveWithin } from './rules/moveWithin'
import { namedByExtension } from './rules/namedByExtension'
import { pasteKey } from './rules/pasteKey'
import { renaming } from './rules/renaming'
import { reorder } from './rules/reorder'
import { sameTokens } from './rules/sameTokens'
import { saveAs } from './rules/saveAs'
import { undoRedo } from './rules/undoRedo'
import { unnamed } from './rules/unnamed'

/**
 * The order is part of the meaning. What is certain by its name comes first, then what the content proves whoever made
 * the edit, then what the editor names (`reasons/namedReasons.ts` is the table of its names), then what signals around
 * the edit tell; `unnamed` always answers.
 */
const rules: readonly Rule[] = [
  undoRedo,
  namedByExtension,
  saveAs,
  certainReason,
  chatHunkUndo,
  lineEnds,
  moveWithin,
  reorder,
  pasteKey,
  duplicate,
  composition,
  renaming,
  namedReason,
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
