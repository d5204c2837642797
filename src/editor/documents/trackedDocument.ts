import * as vscode from 'vscode'
import type { AttributedText } from '../../attribution/text/attributedText'
import { normaliseAttributed } from '../../attribution/text/normalise'
import type { Origin } from '../../attribution/text/origin'
import { withLineEnds } from '../../attribution/text/withLineEnds'
import type { ChatHunks } from '../../capture/chatHunks'
import type { Change } from '../../capture/editEvent'
import type { EditHistory } from '../../capture/editHistory'
import type { Baseline } from '../signals/chatBaselines'
import type { RepositoryFile } from '../repositories/repositories'

/** An open document whose attribution is kept. Offsets are the document's own, line ends as it has them. */
export class TrackedDocument {
  /** Set when a mirrored chat baseline showed that an undecided edit was not the chat's. */
  mirrored = false
  /** Looks at times whether the wait for signals that follow an undecided edit is over. */
  silence: NodeJS.Timeout | undefined
  /** When that wait is over, by `performance.now()`. */
  silentAtMs = 0
  /** The texts that the last edit put in. */
  inserted: readonly string[] = []
  /** The changes of the last edit. */
  lastChanges: readonly Change[] = []
  /** What is known of the chat's edits, while it keeps a text from before them. */
  chat: { readonly baseline: Baseline; readonly hunks: ChatHunks } | undefined
  /** The chat seems to have saved what it edits: until it is known that no person did. */
  chatSave: Promise<void> | undefined
  /** Waits for the chat to save what it edits. */
  chatSilence: NodeJS.Timeout | undefined
  /** Extensions were asked before a save that is running: so it is not the chat's, which asks nobody. */
  askedToSave = false

  /** The text that was recorded last and the one it was edited from; at first the text the document was opened with. */
  recorded: { readonly textId: string; readonly parentTextId: string | undefined } | undefined

  /** The text that came from disk last and was not this window's own: another window may know more of it. */
  readTextId: string | undefined

  #lines: { readonly of: AttributedText; readonly lines: readonly Origin[] } | undefined

  constructor(
    readonly document: vscode.TextDocument,
    readonly history: EditHistory,
    /** Where the file belongs; undefined for a document that is in no repository and no workspace folder yet. */
    public file: RepositoryFile | undefined,
    /** The notebook that it is a cell of. What is recorded then is the notebook's file, so `file` stays undefined. */
    readonly notebook: vscode.NotebookDocument | undefined,
  ) {}

  get uri(): vscode.Uri {
    return this.document.uri
  }

  /** Whether what the document says is on disk. */
  get isClean(): boolean {
    return !(this.notebook ?? this.document).isDirty && !this.document.isUntitled
  }

  /** Who wrote the text as it stands in the editor. */
  get attributed(): AttributedText {
    return this.history.current
  }

  /** How many lines there are, as git counts: the empty one that an editor shows after a last line end is none. */
  get lineCount(): number {
    const { attributed } = this
    const { lineCount, length } = attributed
    const isOpen = lineCount > 1 && attributed.lineStart(lineCount - 1) === length
    return isOpen ? lineCount - 1 : lineCount
  }

  /** Who wrote each of these lines. Kept until the next edit: the ruler, the status bar and others ask for the same. */
  get lines(): readonly Origin[] {
    const { attributed } = this
    if (this.#lines?.of !== attributed) {
      this.#lines = { of: attributed, lines: attributed.lineOrigins(0, this.lineCount) }
    }
    return this.#lines.lines
  }

  /** The offset of a place that the editor told. */
  offsetAt(position: vscode.Position): number {
    const { attributed, document } = this
    // The editor's own way counts the lines before it anew after an edit further up.
    return attributed.lineCount === document.lineCount
      ? Math.min(attributed.lineStart(position.line) + position.character, attributed.length)
      : document.offsetAt(position)
  }

  /** The attributed text as it is stored and compared: line ends as LF. */
  get normalised(): AttributedText {
    return this.normalise(this.attributed)
  }

  /** Turns a text with this document's line ends into a normalised one. */
  normalise(attributed: AttributedText): AttributedText {
    return this.document.eol === vscode.EndOfLine.CRLF ? normaliseAttributed(attributed) : attributed
  }

  /** Turns a normalised text into one with this document's line ends. */
  denormalise(attributed: AttributedText): AttributedText {
    return this.document.eol === vscode.EndOfLine.CRLF ? withLineEnds(attributed, '\r\n') : attributed
  }
}
