import { AttributedText } from '../attribution/text/attributedText'
import { changeText, putText } from '../attribution/text/changeText'
import { smallestEdits } from '../attribution/matching/diff'
import type { Origin } from '../attribution/text/origin'
import { human, unknown } from '../attribution/text/origin'
import { reformat } from '../attribution/matching/reformat'
import { keepLineEnding } from './content/keepLineEnding'
import { adjacentDuplicate } from './content/adjacentDuplicate'
import type { Change, Decision, EditEvent } from './editEvent'
import { keepingTokens } from './content/isFormattingOnly'
import { movedFrom } from './content/movedFrom'
import { movedPastBlankLine } from './content/movedPastBlankLine'
import { formattedOnDisk } from './content/formattedOnDisk'
import { refactor, touchedLines } from './content/refactoredLines'
import { reorderedLines } from './content/reorderedLines'
import { switchedLineEnds } from './content/switchedLineEnds'
import { restoredLines } from './content/restoredLines'

/** Where carried and restored text may come from. */
export interface Earlier {
  /** A state of the document with the same text as `raw`, looked for in the given direction. */
  restore(raw: AttributedText, direction: 'undo' | 'redo' | 'any'): AttributedText | undefined
  /** The states before the present one, newest first. */
  states(): Iterable<AttributedText>
  /** Copied or cut text with its origins; `isOneOfMany`: other texts are put in by the same paste. */
  copied(text: string, isOneOfMany: boolean): AttributedText | undefined
}

/** The text after an edit, with the origins that a decision gives it. */
export function applyDecision(event: EditEvent, decision: Decision, earlier: Earlier): AttributedText {
  const { before, changes } = event
  switch (decision.kind) {
    case 'insert':
      return replaceAll(before, keepLineEnding(before, changes), (text, change) =>
        changeText(text, change.from, change.to, change.text, decision.origin),
      )
    case 'complete':
      return rewrite(
        before,
        changes.map((change) => withoutRepeated(before, change)),
        decision.origin,
      )
    case 'rewrite':
      return rewrite(before, changes, decision.origin)
    case 'reformat':
      return replaceAll(
        before,
        changes,
        (text, change) => switchedLineEnds(text, change) ?? reformat(text, change.from, change.to, change.text),
      )
    case 'partlyReformat': {
      const kept = keepingTokens(event)
      return replaceAll(before, changes, (text, change) =>
        kept.has(change) ? reformat(text, change.from, change.to, change.text) : rewrite(text, [change], unknown),
      )
    }
    case 'refactor': {
      const removed = touchedLines(before, changes)
      return replaceAll(before, changes, (text, change) => refactor(text, change, removed))
    }
    case 'copy':
      return decision.text
    case 'reorder':
      return reorderedLines(before, changes) ?? rewrite(before, changes, unknown)
    case 'restore':
      return earlier.restore(insertUnknown(before, changes), decision.direction) ?? rewrite(before, changes, unknown)
    case 'takeBack':
      return takeBack(event, decision.otherwise, earlier)
    case 'external':
      return earlier.restore(insertUnknown(before, changes), 'any') ?? readFromDisk(before, changes)
    case 'carry': {
      // Who pastes or moves text takes out what stood there.
      const person: Origin = { ...human, at: event.at }
      const blankLine = movedPastBlankLine(before, changes)
      const whole = blankLine ?? changes
      return replaceAll(before, blankLine ?? asRemoved(before, changes), (text, change) => {
        const carried = carry(
          before,
          whole,
          change,
          decision.beside ? besideOnly(before, change) : (text) => earlier.copied(text, changes.length > 1),
        )
        return carried
          ? putText(text, change.from, change.to, carried, person)
          : putText(text, change.from, change.to, AttributedText.of(change.text, decision.otherwise), person)
      })
    }
    case 'undecided':
      if (decision.unlessTyped) return applyDecision(event, decision.unlessTyped, earlier)
      return decision.waits || replacesChatText(event)
        ? takeBack(event, unknown, earlier)
        : insertUnknown(before, changes)
  }
}

/** As an undo of one of the chat's edits does: what stood there before must not look like the chat's for a moment. */
function replacesChatText({ signals, changes }: EditEvent): boolean {
  return signals.chatBaseline?.inHunk === true && changes.some(({ from, to, text }) => to > from && text !== '')
}

function takeBack({ before, changes }: EditEvent, otherwise: Origin, earlier: Earlier): AttributedText {
  const whole = earlier.restore(insertUnknown(before, changes), 'any')
  return whole ?? restoredLines(rewrite(before, changes, otherwise), before.text(), earlier.states())
}

function replaceAll(
  before: AttributedText,
  changes: readonly Change[],
  replace: (text: AttributedText, change: Change) => AttributedText,
): AttributedText {
  // Last change first: the offsets of the earlier ones stay true.
  return changes.reduce(replace, before)
}

/** A moved line is put in with a line end before or behind it: here as it was taken out, so that it keeps its own. */
function asRemoved(before: AttributedText, changes: readonly Change[]): readonly Change[] {
  const after = keepLineEnding(before, changes)
  return changes.map((change, i) => {
    const moved = movedFrom(before, changes, change.text)
    return moved && before.text(moved.from, moved.to) === after[i]!.text ? after[i]! : change
  })
}

function insertUnknown(before: AttributedText, changes: readonly Change[]): AttributedText {
  return replaceAll(before, keepLineEnding(before, changes), (text, change) =>
    changeText(text, change.from, change.to, change.text, unknown),
  )
}

/** Nobody saw who wrote it, but what was only formatted is as it was. */
function readFromDisk(before: AttributedText, changes: readonly Change[]): AttributedText {
  return replaceAll(before, changes, (text, change) => formattedOnDisk(text, change, rewrite(text, [change], unknown)))
}

/** Only what differs gets the origin: agents rewrite whole files to change three lines. */
function rewrite(before: AttributedText, changes: readonly Change[], origin: Origin): AttributedText {
  return replaceAll(before, keepLineEnding(before, changes), (text, change) => {
    if (change.from === change.to) return text.replace(change.from, change.to, change.text, origin)
    const edits = smallestEdits(text.text(change.from, change.to), change.text)
    return edits.reduceRight(
      (result, edit) => changeText(result, change.from + edit.from, change.from + edit.to, edit.text, origin),
      text,
    )
  })
}

/** Editors put in a whole suggestion over what was typed of it: what both begin or end with was there before. */
function withoutRepeated(before: AttributedText, change: Change): Change {
  const old = before.text(change.from, change.to)
  const { text } = change
  const shorter = Math.min(old.length, text.length)
  let head = 0
  while (head < shorter && old[head] === text[head]) head++
  let tail = 0
  while (tail < shorter - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++
  return { from: change.from + head, to: change.to - tail, text: text.slice(head, text.length - tail) }
}

/** Finds inserted text again: removed by the same edit (a move), beside it (a duplicate) or among what was copied. */
function carry(
  before: AttributedText,
  changes: readonly Change[],
  change: Change,
  elsewhere: (text: string) => AttributedText | undefined,
): AttributedText | undefined {
  if (change.text === '') return undefined
  const moved = movedFrom(before, changes, change.text)
  if (moved) return reformat(before.slice(moved.from, moved.to), 0, moved.to - moved.from, change.text)
  return elsewhere(change.text)
}

function besideOnly(before: AttributedText, change: Change): () => AttributedText | undefined {
  return () => {
    const place = adjacentDuplicate(before, change)
    return place && reformat(before.slice(place.from, place.to), 0, place.to - place.from, change.text)
  }
}
