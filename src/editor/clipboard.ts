import type * as vscode from 'vscode'
import type { AttributedText } from '../attribution/attributedText'
import { DisposableStore } from '../base/disposable'
import type { Change } from '../capture/editEvent'
import type { ChangeEvent } from './changeEvent'
import type { Copies } from './copies'
import { copiedStretch, PasteWatcher } from './pasteWatcher'
import type { Setting } from './setting'
import type { TrackedDocument } from './trackedDocument'

/** How soon after the removal the editor tells the paste handlers of a cut. */
const cutMs = 1_000

/** Text that an edit took out, and where. */
interface Removal {
  readonly document: vscode.TextDocument
  /** In order. */
  readonly pieces: readonly { readonly range: vscode.Range; readonly stretch: AttributedText }[]
  readonly atMs: number
}

/** Sees what is copied, cut and pasted in the open documents, so that a paste brings the origins along. */
export class Clipboard extends DisposableStore {
  readonly #paste: PasteWatcher
  /** What the last edit of any document took out, if it did nothing else. */
  #removed: Removal | undefined

  /**
   * @param watchPaste whether the editor's paste handlers may be listened to
   * @param attributedOf who wrote a document; undefined where Byline does not look
   */
  constructor(
    watchPaste: Setting<boolean>,
    private readonly copies: Copies,
    attributedOf: (document: vscode.TextDocument) => AttributedText | undefined,
  ) {
    super()
    this.#paste = this.add(
      new PasteWatcher(
        watchPaste,
        (document, ranges) => {
          const attributed = attributedOf(document)
          if (attributed) copies.copied(this.#justCut(document, ranges) ?? copiedStretch(document, attributed, ranges))
        },
        (text) => copies.lookFor(text),
      ),
    )
  }

  /** The text that is being pasted into a document at this moment. */
  pastingInto(document: vscode.TextDocument): string | undefined {
    return this.#paste.pastingInto(document)
  }

  /** The paste has arrived: what follows is something else. */
  arrived(): void {
    this.#paste.arrived()
  }

  /**
   * An edit is about to be taken in. Text that goes may be cut: the editor names that, or the paste handlers hear of it.
   * What is only deleted is on no clipboard.
   */
  willChange(tracked: TrackedDocument, event: ChangeEvent, changes: readonly Change[]): void {
    this.#removed = undefined
    const isNamed = event.detailedReason?.metadata['kind'] === 'cut'
    if ((event.detailedReason && !isNamed) || changes.some(({ text }) => text !== '')) return
    const stretches = changes.map(({ from, to }) => tracked.attributed.slice(from, to))
    if (isNamed) for (const stretch of stretches) this.copies.cut(stretch)
    const ranges = event.contentChanges.map(({ range }) => range).toSorted((a, b) => b.start.compareTo(a.start))
    const pieces = stretches.map((stretch, i) => ({ range: ranges[i]!, stretch })).reverse()
    this.#removed = { document: event.document, pieces, atMs: Date.now() }
  }

  /**
   * The paste handlers hear of a cut as of a copy, but when the text is gone already: what was removed at those very
   * places a moment ago is what is on the clipboard.
   */
  #justCut(document: vscode.TextDocument, ranges: readonly vscode.Range[]): readonly AttributedText[] | undefined {
    const removed = this.#removed
    if (removed?.document !== document || Date.now() - removed.atMs >= cutMs) return undefined
    const { pieces } = removed
    const places = ranges.toSorted((a, b) => a.start.compareTo(b.start))
    const isCut =
      places.length === pieces.length &&
      places.every((place, i) => {
        const { range } = pieces[i]!
        // Of a whole line the handlers hear without its end.
        return range.isEqual(place) || (!range.isSingleLine && range.contains(place))
      })
    return isCut ? pieces.map(({ stretch }) => stretch) : undefined
  }
}
