import type { AttributedText } from '../attribution/attributedText'
import { reformat } from '../attribution/reformat'

/** How many copied stretches are remembered. */
const remembered = 20

/** What was copied or cut inside the editor, so that a paste brings the origins along. Texts stay in memory only. */
export class CopiedText {
  #stretches: AttributedText[] = []

  /** Remembers a stretch that was copied or cut; the newest is looked at first. */
  add(stretch: AttributedText): void {
    if (stretch.length === 0) return
    this.#stretches = [stretch, ...this.#stretches.filter((other) => !other.sameText(stretch))].slice(0, remembered)
  }

  /** The pasted text with the origins of what was copied: equal text, or equal but for white space (re-indented). */
  find(pasted: string): AttributedText | undefined {
    const wanted = withoutSpace(pasted)
    if (wanted === '') return undefined
    for (const stretch of this.#stretches) {
      const text = stretch.text()
      if (text === pasted) return stretch
      if (withoutSpace(text) === wanted) return reformat(stretch, 0, stretch.length, pasted)
    }
    return undefined
  }
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
