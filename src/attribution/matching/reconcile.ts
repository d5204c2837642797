import type { AttributedText } from '../text/attributedText'
import { changeText } from '../text/changeText'
import { smallestEdits } from './diff'
import type { Origin } from '../text/origin'

/**
 * `after` with the origins of `before` where the text stayed equal, `inserted` for the rest: what is left of an edit
 * that replaced more than it changed, as when an agent writes the whole file again. What it takes out of others' lines
 * leaves its marks, see `changeText`.
 */
export function reconcile(before: AttributedText, after: string, inserted: Origin): AttributedText {
  const edits = smallestEdits(before.text(), after)
  return edits.reduceRight((text, edit) => changeText(text, edit.from, edit.to, edit.text, inserted), before)
}
