import type { Change } from '../../capture/editEvent'
import type { TrackedDocument } from './trackedDocument'

/** Text that came in by a paste, in offsets of the document after it. */
export interface PastedStretch {
  readonly tracked: TrackedDocument
  readonly from: number
  readonly to: number
}

/**
 * What the last edit of a document pasted in one place, if nobody knows who wrote it.
 * @param changes of that edit, in offsets of the text before it
 */
export function unknownStretch(tracked: TrackedDocument, changes: readonly Change[]): PastedStretch | undefined {
  const [only] = changes
  if (!only || changes.length > 1 || only.text.trim() === '') return undefined
  const to = only.from + only.text.length
  const pieces = tracked.attributed.slice(only.from, to).runs()
  return pieces.every(({ origin }) => origin.contributor === 'unknown') ? { tracked, from: only.from, to } : undefined
}
