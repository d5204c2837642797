import type { AttributedText } from './attributedText'
import { isInside, isReplacement, lineMark, mergeDeletions, mostLines } from './deletions'
import { isAi, type Deletion, type Origin } from './origin'
import { equalAsTokens } from './tokens'
import { isWhiteSpace } from './whiteSpace'

/** So far to both sides of a change its line is compared: longer lines are nobody's to read. UTF-16 units. */
const compared = 2_000

/**
 * `text` takes the place of `from..to`, and what goes leaves a mark where that is a change to somebody else's line: the
 * text left in the line carries it (see `Origin.deletions`): what was put in the place, else text of others that follows,
 * else such text before it.
 *
 * No mark: text of one's own, white space and what formatting may drop, a line that goes as a whole or is written anew
 * as a whole. Of whole lines that AI takes out, and puts none in the place of, the text before them carries a mark that
 * counts them. Marks of text that goes are passed on to what is left of its line, but for the mark on text that was put
 * in the place of other text: when somebody else takes that out the last word is theirs.
 *
 * @param by who made the change
 */
export function changeText(before: AttributedText, from: number, to: number, text: string, by: Origin): AttributedText {
  const changed = before.replace(from, to, text, by)
  return from === to ? changed : withMarks(before, from, to, text, by, changed)
}

/** As {@link changeText}, for text that comes from elsewhere and keeps its own origins. */
export function putText(
  before: AttributedText,
  from: number,
  to: number,
  inserted: AttributedText,
  by: Origin,
): AttributedText {
  const changed = before.splice(from, to, inserted)
  return from === to ? changed : withMarks(before, from, to, inserted.text(), by, changed)
}

/** The text without `from..to`, which a formatter took out: the marks of that are kept, and it leaves none. */
export function dropText(before: AttributedText, from: number, to: number): AttributedText {
  const changed = before.splice(from, to, before.slice(from, from))
  return from === to ? changed : withMarks(before, from, to, '', undefined, changed)
}

function withMarks(
  before: AttributedText,
  from: number,
  to: number,
  text: string,
  by: Origin | undefined,
  changed: AttributedText,
): AttributedText {
  const removed = before.runs(from, to)
  const countsLines = by !== undefined && isAi(by.contributor) && before.lineAt(from) !== before.lineAt(to)
  if (
    !countsLines &&
    removed.every(({ origin }) => origin.deletions === undefined && deletionOf(origin, by) === undefined)
  ) {
    return changed
  }
  const lines = before.text(from, to).split('\n')
  const inserted = text.split('\n')
  const firstLine = before.lineAt(from)
  const lineFrom = Math.max(before.lineStart(firstLine), from - compared)
  const nextLine = before.lineStart(firstLine + lines.length)
  const lineTo = Math.min(nextLine, to + compared)
  const head = before.text(lineFrom, from)
  const tail = before.text(to, lineTo)
  const first = lines[0]!
  const last = lines.at(-1)!
  let result = changed
  const mark = (place: number, goneFrom: number, goneTo: number, same: boolean): void => {
    const { passedOn, own } = marksOf(before, goneFrom, goneTo, same ? undefined : by, by)
    for (const deletion of passedOn) result = attach(result, carrierAt(result, place, deletion.by), [deletion])
    if (own.length === 0) return
    const replacement = place === from && !isBlank(inserted[0]!) ? from + inserted[0]!.search(/\S/) : -1
    result = attach(result, replacement < 0 ? carrierAt(result, place, own[0]!.by) : replacement, own)
  }
  if (lines.length === 1) {
    const place = inserted.length === 1 || !isBlank(head) ? from : from + text.length
    if (!isBlank(head) || !isBlank(tail)) {
      mark(place, from, to, isFormatting(head + first + tail, head + text + tail))
    }
  } else {
    if (!isBlank(head)) mark(from, from, from + first.length, isFormatting(head + first, head + inserted[0]!))
    if (!isBlank(tail)) {
      mark(from + text.length, to - last.length, to, isFormatting(last + tail, inserted.at(-1)! + tail))
    }
  }
  const whole: Deletion[] = []
  if (countsLines && lines.length > inserted.length) {
    const gone = lines.slice(head === '' ? 0 : 1, tail === '' || tail === '\n' ? undefined : -1)
    const told = gone.filter((line) => !isBlank(line)).slice(0, mostLines)
    const marks = told.map(lineMark)
    if (marks.length > 0) whole.push({ by, of: 'other', lines: marks })
  }
  let all: readonly Deletion[] = whole
  for (const { origin } of removed) {
    if (origin.deletions)
      all = mergeDeletions(
        all,
        origin.deletions.filter((deletion) => !isInside(deletion)),
      )
  }
  return all.length === 0 ? result : attach(result, Math.max(0, from - 1), all)
}

/**
 * What removed text leaves behind: the marks that it carries, and those of who took it out.
 * @param by undefined where taking it out makes no mark
 * @param actor who took it out, also where that makes no mark
 */
function marksOf(
  before: AttributedText,
  from: number,
  to: number,
  by: Origin | undefined,
  actor: Origin | undefined,
): { readonly passedOn: readonly Deletion[]; readonly own: readonly Deletion[] } {
  let passedOn: readonly Deletion[] = []
  let own: readonly Deletion[] = []
  let at = from
  for (const { length, origin } of before.runs(from, to)) {
    const carried = origin.deletions?.filter(
      (deletion) => isInside(deletion) && !(isReplacement(origin, deletion) && isSomebodyElse(origin, actor)),
    )
    if (carried) passedOn = mergeDeletions(passedOn, carried)
    const made = deletionOf(origin, by)
    if (made && !isBlank(before.text(at, at + length))) own = mergeDeletions(own, [made])
    at += length
  }
  return { passedOn, own }
}

function isSomebodyElse(author: Origin, actor: Origin | undefined): boolean {
  return actor !== undefined && actor.contributor !== author.contributor
}

/** The mark of text that somebody takes out; undefined where that changes nobody else's text. */
function deletionOf(text: Origin, by: Origin | undefined): Deletion | undefined {
  if (by === undefined || text.contributor === by.contributor) return undefined
  if (isAi(by.contributor)) return isAi(text.contributor) ? undefined : { by, of: 'other' }
  if (isAi(text.contributor)) return { by, of: 'ai' }
  return by.contributor === 'unknown' ? { by, of: 'other' } : undefined
}

/**
 * The visible character of a line that tells what somebody took out at a place: the next one that is not their own, else
 * the last one before it; where all are theirs just the next or last. Their own would go with what they wrote. -1 for none.
 */
function carrierAt(text: AttributedText, place: number, by: Origin): number {
  const line = text.lineAt(place)
  const from = Math.max(text.lineStart(line), place - compared)
  const to = Math.min(text.lineStart(line + 1), place + compared)
  let last = -1
  let nextOwn = -1
  let lastOwn = -1
  let at = from
  for (const { length, origin } of text.runs(from, to)) {
    const isOwn = origin.contributor === by.contributor
    const content = text.text(at, at + length)
    for (let i = 0; i < length; i++) {
      if (isWhiteSpace(content.charCodeAt(i))) continue
      if (at + i < place) {
        if (isOwn) lastOwn = at + i
        else last = at + i
        continue
      }
      if (!isOwn) return at + i
      if (nextOwn < 0) nextOwn = at + i
    }
    at += length
  }
  return [last, nextOwn, lastOwn].find((found) => found >= 0) ?? -1
}

function attach(text: AttributedText, at: number, deletions: readonly Deletion[]): AttributedText {
  if (at < 0 || at >= text.length) return text
  const known = text.originAt(at)
  const merged = mergeDeletions(known.deletions ?? [], deletions)
  if (merged === known.deletions) return text
  return text.splice(
    at,
    at + 1,
    text.slice(at, at + 1).mapOrigins((origin) => ({ ...origin, deletions: merged })),
  )
}

function isFormatting(old: string, now: string): boolean {
  return old.length <= 4 * compared && now.length <= 4 * compared && equalAsTokens(old, now)
}

function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isWhiteSpace(text.charCodeAt(i))) return false
  return true
}
