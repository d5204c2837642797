import type { Decision, EditEvent } from '../editEvent'
import { isFormattingOnly } from './isFormattingOnly'
import { togglesComments } from './togglesComments'

/**
 * Whether an undecided edit may be the one that a key accepted: the caret was taken along, and nothing that the edit
 * says of itself explains it otherwise. `guessed` where the content says something else, which an accepted suggestion
 * may read like by chance: it repeats a line, or what was copied.
 */
export function couldBeAccepted(
  event: EditEvent,
  { unlessTyped }: Extract<Decision, { kind: 'undecided' }>,
): 'sure' | 'guessed' | undefined {
  if (event.source || event.signals.named || event.signals.renaming || unlessTyped?.kind === 'reformat')
    return undefined
  // Blank text is an Enter far more often, and counts for nothing.
  if (event.changes.every(({ text }) => text.trim() === '')) return undefined
  if (isFormattingOnly(event) || togglesComments(event)) return undefined
  return unlessTyped?.kind === 'carry' ? 'guessed' : 'sure'
}
