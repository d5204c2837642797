import { AttributedText } from '../attribution/text/attributedText'
import { unknown } from '../attribution/text/origin'
import { reformat } from '../attribution/matching/reformat'
import { linesWithin } from './content/linesWithin'

/** How many copied stretches are remembered. */
const remembered = 20

/** The last copy, made ready to be compared with every edit. */
interface LastCopy {
  readonly whole: AttributedText
  /** Without white space, as the other two. */
  readonly all: string
  readonly pieces: ReadonlySet<string>
  /** Its lines that are not blank, each with a line end before and after it. */
  readonly lines: string
}

/** What was copied or cut inside the editor, so that a paste brings the origins along. Texts stay in memory only. */
export class CopiedText {
  #stretches: AttributedText[] = []
  #last: LastCopy | undefined

  /**
   * Remembers what one copy or cut took; the newest is looked at first.
   * @param taken a stretch for each selection, in the order in which they stand in the document
   */
  add(taken: readonly AttributedText[]): void {
    const stretches = taken.filter((stretch) => stretch.length > 0)
    if (stretches.length === 0) return
    const whole = joined(stretches)
    this.#last = {
      whole,
      pieces: new Set(stretches.map((stretch) => withoutSpace(stretch.text()))),
      all: withoutSpace(whole.text()),
      lines: `\n${linesWithoutSpace(whole.text())}\n`,
    }
    for (const stretch of stretches.length > 1 ? [...stretches, whole] : stretches) {
      this.#stretches = [stretch, ...this.#stretches.filter((other) => !other.sameText(stretch))].slice(0, remembered)
    }
  }

  /**
   * The pasted text with the origins of what was copied: equal text, or equal but for white space (re-indented).
   * @param isOneOfMany other texts were put in by the same paste: it may be lines of what was copied last
   */
  find(pasted: string, isOneOfMany = false): AttributedText | undefined {
    const wanted = withoutSpace(pasted)
    if (wanted === '') return undefined
    for (const stretch of this.#stretches) {
      const text = stretch.text()
      if (text === pasted) return stretch
      if (withoutSpace(text) === wanted) return reformat(stretch, 0, stretch.length, pasted)
    }
    return isOneOfMany && this.#last ? linesWithin(this.#last.whole, pasted) : undefined
  }

  /**
   * Whether these are the texts that a paste of what was copied last puts in: all of it at each caret, or at each of
   * several carets what was copied with one, or lines of it. White space does not count: a paste may be indented anew.
   */
  isLast(texts: readonly string[]): boolean {
    const last = this.#last
    if (!last || texts.length === 0) return false
    return texts.every((text) => {
      const wanted = withoutSpace(text)
      if (wanted === '' || wanted === last.all) return wanted !== ''
      return texts.length > 1 && (last.pieces.has(wanted) || last.lines.includes(`\n${linesWithoutSpace(text)}\n`))
    })
  }
}

/** What the clipboard holds of several selections: one after the other, each on lines of its own. */
export function joined(stretches: readonly AttributedText[]): AttributedText {
  const [first, ...others] = stretches
  return others.reduce((whole, stretch) => {
    const end = whole.text(whole.length - 1, whole.length) === '\n' ? whole : append(whole, lineEnd)
    return append(end, stretch)
  }, first ?? AttributedText.empty)
}

const lineEnd = AttributedText.of('\n', unknown)

function append(text: AttributedText, more: AttributedText): AttributedText {
  return text.splice(text.length, text.length, more)
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

/** The lines of a text that are not blank, without white space. */
function linesWithoutSpace(text: string): string {
  return text
    .split('\n')
    .map(withoutSpace)
    .filter((line) => line !== '')
    .join('\n')
}
