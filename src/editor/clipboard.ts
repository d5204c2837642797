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

/** Text that an edit took out in one piece, and where. */
interface RemovedStretch {
  readonly document: vscode.TextDocument
  readonly line: number
  readonly stretch: AttributedText
  readonly atMs: number
}

/** Sees what is copied, cut and pasted in the open documents, so that a paste brings the origins along. */
export class Clipboard extends DisposableStore {
  readonly #paste: PasteWatcher
  /** What the last edit of any document took out in one piece. */
  #removed: RemovedStretch | undefined

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

  /** An edit is about to be taken in. Text that goes in one piece may come back as a paste: a cut leaves no other trace. */
  willChange(tracked: TrackedDocument, event: ChangeEvent, changes: readonly Change[]): void {
    this.#removed = undefined
    if (event.detailedReason && event.detailedReason.metadata['kind'] !== 'cut') return
    for (const change of changes) {
      if (change.text !== '' || change.to - change.from <= 1) continue
      const stretch = tracked.attributed.slice(change.from, change.to)
      this.copies.cut(stretch)
      const [only] = event.contentChanges
      if (only && changes.length === 1) {
        this.#removed = { document: event.document, line: only.range.start.line, stretch, atMs: Date.now() }
      }
    }
  }

  /**
   * The paste handlers hear of a cut as of a copy, but when the text is gone already: what was removed at that very
   * place a moment ago is what is on the clipboard.
   */
  #justCut(document: vscode.TextDocument, ranges: readonly vscode.Range[]): readonly AttributedText[] | undefined {
    const removed = this.#removed
    const [only] = ranges
    const isCut =
      removed?.document === document &&
      Date.now() - removed.atMs < cutMs &&
      ranges.length === 1 &&
      only?.start.line === removed.line
    return isCut ? [removed.stretch] : undefined
  }
}
