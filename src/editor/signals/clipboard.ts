import type * as vscode from 'vscode'
import type { AttributedText } from '../../attribution/text/attributedText'
import { DisposableStore } from '../../base/disposable'
import type { Change } from '../../capture/editEvent'
import type { ChangeEvent } from '../documents/changeEvent'
import type { Copies } from './copies'
import { CopyWatcher } from './copyWatcher'
import type { Setting } from '../settings/setting'
import type { TrackedDocument } from '../documents/trackedDocument'

/** How soon after the removal the editor tells of a cut. */
const cutMs = 1_000

/** Text that an edit took out, and where. */
interface Removal {
  readonly document: vscode.TextDocument
  /** In order. */
  readonly pieces: readonly { readonly range: vscode.Range; readonly stretch: AttributedText }[]
  readonly atMs: number
}

/** Who wrote a document from which something is copied: known at once, or to be looked up; undefined where nobody knows. */
export type OriginsOf = (
  document: vscode.TextDocument,
) => AttributedText | Promise<AttributedText | undefined> | undefined

/** Sees what is copied and cut in the open documents, so that a paste brings the origins along. */
export class Clipboard extends DisposableStore {
  /** What the last edit of any document took out, if it did nothing else. */
  #removed: Removal | undefined

  /** @param watch whether the editor may tell of copies */
  constructor(
    watch: Setting<boolean>,
    private readonly copies: Copies,
    private readonly originsOf: OriginsOf,
  ) {
    super()
    this.add(new CopyWatcher(watch, (document, ranges) => this.#copied(document, ranges)))
  }

  /**
   * An edit is about to be taken in. Text that goes may be cut: the editor names that, or tells of it as of a copy.
   * What is only deleted is on no clipboard.
   */
  willChange(tracked: TrackedDocument, event: ChangeEvent, changes: readonly Change[]): void {
    this.#removed = undefined
    const isNamed = event.detailedReason?.metadata['kind'] === 'cut'
    if ((event.detailedReason && !isNamed) || changes.some(({ text }) => text !== '')) return
    const stretches = changes.map(({ from, to }) => tracked.attributed.slice(from, to)).reverse()
    if (isNamed) this.copies.cut(stretches)
    const ranges = event.contentChanges.map(({ range }) => range).toSorted((a, b) => a.start.compareTo(b.start))
    const pieces = stretches.map((stretch, i) => ({ range: ranges[i]!, stretch }))
    this.#removed = { document: event.document, pieces, atMs: Date.now() }
  }

  #copied(document: vscode.TextDocument, copied: readonly vscode.Range[]): void {
    const ranges = copied.toSorted((a, b) => a.start.compareTo(b.start))
    const cut = this.#justCut(document, ranges)
    const origins = this.originsOf(document)
    if (cut) this.copies.copied(cut)
    else if (origins instanceof Promise) {
      this.copies.copiedFrom(origins.then((attributed) => attributed && stretchesOf(document, attributed, ranges)))
    } else if (origins) this.copies.copied(stretchesOf(document, origins, ranges))
  }

  /**
   * The editor tells of a cut as of a copy, but when the text is gone already: what was removed at those very places a
   * moment ago is what is on the clipboard.
   */
  #justCut(document: vscode.TextDocument, places: readonly vscode.Range[]): readonly AttributedText[] | undefined {
    const removed = this.#removed
    if (removed?.document !== document || Date.now() - removed.atMs >= cutMs) return undefined
    const { pieces } = removed
    const isCut =
      places.length === pieces.length &&
      places.every((place, i) => {
        const { range } = pieces[i]!
        // Of a whole line the editor tells without its end.
        return range.isEqual(place) || (!range.isSingleLine && range.contains(place))
      })
    return isCut ? pieces.map(({ stretch }) => stretch) : undefined
  }
}

/** The copied stretches of a document, one after the other as the clipboard holds them. */
function stretchesOf(
  document: vscode.TextDocument,
  attributed: AttributedText,
  ranges: readonly vscode.Range[],
): readonly AttributedText[] {
  return ranges.map((range) => {
    if (!range.isEmpty) return attributed.slice(document.offsetAt(range.start), document.offsetAt(range.end))
    // Nothing selected: the editor copies the whole line.
    const line = document.lineAt(range.start.line).rangeIncludingLineBreak
    return attributed.slice(document.offsetAt(line.start), document.offsetAt(line.end))
  })
}
