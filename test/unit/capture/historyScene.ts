import { AttributedText } from '../../../src/attribution/text/attributedText'
import { type Contributor, type Origin, unknown } from '../../../src/attribution/text/origin'
import { CopiedText } from '../../../src/capture/copiedText'
import type { Change, EditSource, Signals } from '../../../src/capture/editEvent'
import { EditHistory } from '../../../src/capture/editHistory'

/** When all edits of a test are made. */
export const at = '2026-11-23T10:00:00.000Z'

/** A history with the edits of a test written short. */
export class Scene {
  readonly copied = new CopiedText()
  readonly history: EditHistory

  constructor(base: string, origin: Origin = unknown) {
    this.history = new EditHistory(AttributedText.of(base, origin), (text) => this.copied.find(text))
  }

  edit(changes: Change | readonly Change[], source?: EditSource, signals: Signals = {}): this {
    this.history.apply({ changes: 'from' in changes ? [changes] : changes, reason: undefined, source, signals, at })
    return this
  }

  undo(change: Change): this {
    this.history.apply({ changes: [change], reason: 'undo', source: undefined, signals: {}, at })
    return this
  }

  redo(change: Change): this {
    this.history.apply({ changes: [change], reason: 'redo', source: undefined, signals: {}, at })
    return this
  }

  /** The text with every stretch that is not unknown in brackets: `a[ai:b]c`. */
  get text(): string {
    const { current } = this.history
    let offset = 0
    return runsByContributor(current)
      .map(([contributor, length]) => {
        const text = current.text(offset, (offset += length))
        return contributor === 'unknown' ? text : `[${contributor}:${text}]`
      })
      .join('')
  }
}

function runsByContributor(attributed: AttributedText): [Contributor, number][] {
  const runs: [Contributor, number][] = []
  for (const { length, origin } of attributed.runs()) {
    const last = runs.at(-1)
    if (last?.[0] === origin.contributor) last[1] += length
    else runs.push([origin.contributor, length])
  }
  return runs
}
