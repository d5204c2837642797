import type { AttributedText } from '../attribution/attributedText'
import { smallestEdits } from '../attribution/diff'
import type { Origin } from '../attribution/origin'
import { unknown } from '../attribution/origin'
import { reformat } from '../attribution/reformat'
import type { Change, Decision, EditEvent } from './editEvent'

/** Where carried and restored text may come from. */
export interface Earlier {
  /** A state of the document with the same text as `raw`, looked for in the given direction. */
  restore(raw: AttributedText, direction: 'undo' | 'redo' | 'any'): AttributedText | undefined
  /** Copied or cut text with its origins. */
  copied(text: string): AttributedText | undefined
}

/** The text after an edit, with the origins that a decision gives it. */
export function applyDecision(event: EditEvent, decision: Decision, earlier: Earlier): AttributedText {
  const { before, changes } = event
  switch (decision.kind) {
    case 'insert':
      return replaceAll(before, changes, (text, change) =>
        text.replace(change.from, change.to, change.text, decision.origin),
      )
    case 'rewrite':
      return rewrite(before, changes, decision.origin)
    case 'reformat':
      return replaceAll(before, changes, (text, change) => reformat(text, change.from, change.to, change.text))
    case 'restore':
      return earlier.restore(insertUnknown(before, changes), decision.direction) ?? rewrite(before, changes, unknown)
    case 'external':
      return earlier.restore(insertUnknown(before, changes), 'any') ?? rewrite(before, changes, unknown)
    case 'carry':
      return replaceAll(before, changes, (text, change) => {
        const carried = carry(event, change, earlier)
        return carried
          ? text.splice(change.from, change.to, carried)
          : text.replace(change.from, change.to, change.text, decision.otherwise)
      })
    case 'undecided':
      return insertUnknown(before, changes)
  }
}

function replaceAll(
  before: AttributedText,
  changes: readonly Change[],
  replace: (text: AttributedText, change: Change) => AttributedText,
): AttributedText {
  // Last change first: the offsets of the earlier ones stay true.
  return changes.reduce(replace, before)
}

function insertUnknown(before: AttributedText, changes: readonly Change[]): AttributedText {
  return replaceAll(before, changes, (text, change) => text.replace(change.from, change.to, change.text, unknown))
}

/** Only what differs gets the origin: agents rewrite whole files to change three lines. */
function rewrite(before: AttributedText, changes: readonly Change[], origin: Origin): AttributedText {
  return replaceAll(before, changes, (text, change) => {
    if (change.from === change.to) return text.replace(change.from, change.to, change.text, origin)
    const edits = smallestEdits(text.text(change.from, change.to), change.text)
    return edits.reduceRight(
      (result, edit) => result.replace(change.from + edit.from, change.from + edit.to, edit.text, origin),
      text,
    )
  })
}

/** Finds inserted text again: removed by the same edit (a move), beside it (a duplicate), or among what was copied. */
function carry(event: EditEvent, change: Change, earlier: Earlier): AttributedText | undefined {
  if (change.text === '') return undefined
  const { before } = event
  for (const other of event.changes) {
    if (other.to > other.from && before.text(other.from, other.to).trim() === change.text.trim()) {
      return reformat(before.slice(other.from, other.to), 0, other.to - other.from, change.text)
    }
  }
  return neighbour(before, change) ?? earlier.copied(change.text)
}

/** The same lines right before or after the place of insertion, line break first or last. */
function neighbour(before: AttributedText, change: Change): AttributedText | undefined {
  const core = change.text.replace(/^\r?\n|\r?\n$/g, '')
  if (core === '') return undefined
  for (const gap of [0, 1, 2]) {
    for (const from of [change.from - core.length - gap, change.to + gap]) {
      if (from < 0 || from + core.length > before.length) continue
      if (before.text(from, from + core.length) === core) {
        return reformat(before.slice(from, from + core.length), 0, core.length, change.text)
      }
    }
  }
  return undefined
}
