import type { AttributedText } from '../../attribution/text/attributedText'
import type { Change } from '../editEvent'

/** A name and the one that took its place. */
export interface RenamedWord {
  readonly from: string
  readonly to: string
}

/** Longer ones are no names. */
const longest = 200

/** More places than this in one file are not looked through. */
const maxChanges = 20_000

const wordBefore = /(?<![\p{L}\p{N}\p{M}_$\u200c\u200d])[\p{L}\p{N}\p{M}_$\u200c\u200d]+$/u
const wordAfter = /^[\p{L}\p{N}\p{M}_$\u200c\u200d]+/u
/** No white space and none of the signs that stand between names. */
const name = /^[^\s()[\]{};,'"`=+*/<>|&!?:.\\^~%]+$/
/** What a language keeps of the old name where it must be heard of still: `{ old: name }`, `import { old as name }`. */
const both = /^(\S+)(?:: | as )(\S+)$/

/**
 * What an edit renames: in each place where it changes something the same name is put in the place of the same other
 * one. Undefined where it does anything else.
 * @param changes last one first; of a word perhaps only the letters that differ
 */
export function renamedWord(changes: readonly Change[], before: AttributedText): RenamedWord | undefined {
  if (changes.length > maxChanges) return undefined
  let renamed: RenamedWord | undefined
  for (const { from, to, text } of wordsOf(changes.toReversed(), before)) {
    const old = before.text(from, to)
    const [, first, second] = both.exec(text) ?? []
    const other = first === old ? second : second === old ? first : text
    if (other === undefined || old === other || ![old, other].every((word) => name.test(word))) return undefined
    if (renamed && (renamed.from !== old || renamed.to !== other)) return undefined
    renamed = { from: old, to: other }
  }
  return renamed
}

/** The changes as changes of whole words; those within one word are one. */
function wordsOf(changes: readonly Change[], before: AttributedText): readonly Change[] {
  const words: Change[] = []
  for (const change of changes) {
    const head = wordBefore.exec(before.text(Math.max(0, change.from - longest), change.from))?.[0] ?? ''
    const tail = wordAfter.exec(before.text(change.to, Math.min(before.length, change.to + longest)))?.[0] ?? ''
    const from = change.from - head.length
    const to = change.to + tail.length
    const last = words.at(-1)
    if (last && last.to > from) {
      // What the earlier change kept behind it up to this one, then this one.
      const kept = last.text.length - (last.to - change.from)
      words[words.length - 1] = {
        from: last.from,
        to: Math.max(last.to, to),
        text: last.text.slice(0, kept) + change.text + tail,
      }
    } else words.push({ from, to, text: head + change.text + tail })
  }
  return words
}
