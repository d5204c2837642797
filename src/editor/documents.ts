import * as vscode from 'vscode'
import { AttributedText } from '../attribution/attributedText'
import { type Origin, unknown } from '../attribution/origin'
import { hasSubstance } from '../attribution/substance'
import { DisposableStore } from '../base/disposable'
import { describeError } from '../base/errors'
import { Emitter } from '../base/event'
import type { Change, EditSource } from '../capture/editEvent'
import { EditHistory } from '../capture/editHistory'
import { fitting } from '../capture/fitting'
import type { LateSignal } from '../capture/settle'
import { textIdOf } from '../storage/textId'
import type { AcceptCommands } from './acceptCommands'
import type { ChatBaselines } from './chatBaselines'
import { ChatFollower } from './chatFollower'
import type { Copies } from './copies'
import { FileMoves } from './fileMoves'
import { cellScheme, notebookOf, type Notebooks } from './notebooks'
import { copiedStretch, PasteWatcher } from './pasteWatcher'
import type { Repositories } from './repositories'
import type { Settings } from './settings'
import { TrackedDocument } from './trackedDocument'

/** How soon after the removal the editor tells the paste handlers of a cut. */
const cutMs = 1_000

/** How long an edit that nobody named waits for a signal that explains it. */
const silenceMs = 400

/** How old a file may be to count as just created. */
const newFileMs = 30_000

/** How many closed documents keep their history, for undo after opening them again. */
const closedKept = 50

/** VS Code's change event where the extension may see the source of an edit (a proposed API). */
type ChangeEvent = vscode.TextDocumentChangeEvent & { readonly detailedReason?: EditSource }

/** An edit of a document; changes are disjoint, last one first. */
export interface ChangedDocument {
  readonly tracked: TrackedDocument
  readonly changes: readonly Change[]
}

/** Text that came in by a paste, in offsets of the document after it. */
export interface PastedStretch {
  readonly tracked: TrackedDocument
  readonly from: number
  readonly to: number
}

/** Text that an edit took out in one piece, and where. */
interface RemovedStretch {
  readonly document: vscode.TextDocument
  readonly line: number
  readonly stretch: AttributedText
  readonly atMs: number
}

/** Keeps the attribution of every open text document that belongs to a repository or workspace folder. */
export class Documents extends DisposableStore {
  readonly #tracked = new Map<string, TrackedDocument>()
  readonly #closed = new Map<string, EditHistory>()
  readonly #named = new Map<string, Origin>()
  readonly #paste: PasteWatcher
  readonly #chat: ChatFollower
  /** What the last edit of any document took out in one piece. */
  #removed: RemovedStretch | undefined
  readonly #changed = this.add(new Emitter<TrackedDocument>())
  readonly #edited = this.add(new Emitter<TrackedDocument>())
  readonly #willChange = this.add(new Emitter<ChangedDocument>())
  readonly #pastedUnknown = this.add(new Emitter<PastedStretch>())
  /** Whether the editor names the source of edits; undefined until the first edit. */
  #namesSources: boolean | undefined

  /** The attribution of a document is new or has changed. */
  readonly onDidChange = this.#changed.event
  /** As `onDidChange`, for edits only: what has to be recorded. */
  readonly onDidEdit = this.#edited.event
  /** An edit is about to be taken in. */
  readonly onWillChange = this.#willChange.event
  /** Text was pasted in one place that was not copied inside the editor. */
  readonly onDidPasteUnknown = this.#pastedUnknown.event

  constructor(
    private readonly settings: Settings,
    private readonly repositories: Repositories,
    private readonly notebooks: Notebooks,
    private readonly acceptCommands: AcceptCommands,
    chatBaselines: ChatBaselines,
    private readonly copies: Copies,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.#paste = this.add(
      new PasteWatcher(
        settings.watchPaste,
        (document, ranges) => {
          const tracked = this.of(document)
          if (!tracked) return
          copies.copied(this.#justCut(document, ranges) ?? copiedStretch(document, tracked.attributed, ranges))
        },
        (text) => copies.lookFor(text),
      ),
    )
    this.add(new FileMoves(repositories, (from, to) => this.#willMove(from, to), log))
    this.acceptCommands.start()
    this.add(vscode.workspace.onDidOpenTextDocument((document) => void this.#open(document)))
    // A cell's document may be there before the notebook that tells what it is.
    this.add(vscode.workspace.onDidOpenNotebookDocument((notebook) => this.#openCells(notebook.getCells())))
    this.add(
      vscode.workspace.onDidChangeNotebookDocument(({ contentChanges }) => {
        for (const { addedCells } of contentChanges) this.#openCells(addedCells)
      }),
    )
    this.add(vscode.workspace.onDidCloseTextDocument((document) => this.#close(document)))
    this.add(vscode.workspace.onDidChangeTextDocument((event) => this.#change(event)))
    this.add(vscode.window.onDidChangeTextEditorSelection((event) => this.#selection(event)))
    this.#chat = this.add(new ChatFollower(this, chatBaselines, (tracked) => this.#silent(tracked)))
    this.add(settings.maxFileSizeKb.onDidChange(() => this.#openAll()))
    this.#openAll()
  }

  /** The tracked document, or undefined where Byline does not look. */
  of(document: vscode.TextDocument): TrackedDocument | undefined {
    return this.#tracked.get(document.uri.toString())
  }

  /** The cells of a notebook that are followed, in order. */
  cellsOf(notebook: vscode.NotebookDocument): readonly TrackedDocument[] {
    return notebook.getCells().flatMap(({ document }) => this.of(document) ?? [])
  }

  get all(): readonly TrackedDocument[] {
    return [...this.#tracked.values()]
  }

  /** Whether the editor names the source of every edit; undefined before the first one. */
  get namesSources(): boolean | undefined {
    return this.#namesSources
  }

  /** Gives a document's present text other origins, by the user's word or from a record. False when the text moved on. */
  adopt(tracked: TrackedDocument, normalised: AttributedText): boolean {
    const adopted = tracked.history.adopt(tracked.denormalise(normalised))
    if (adopted) this.#changed.fire(tracked)
    return adopted
  }

  /** Runs an edit of a document that its maker names; all that changes there meanwhile has this origin. */
  async whileNamed(uri: vscode.Uri, origin: Origin, edit: () => Thenable<unknown>): Promise<void> {
    const key = uri.toString()
    this.#named.set(key, origin)
    try {
      await edit()
    } finally {
      this.#named.delete(key)
    }
  }

  /** Why a document's lines are not looked at, for people; undefined when they are or when it is none of our business. */
  reasonNotTracked(document: vscode.TextDocument): string | undefined {
    if (!isLookedAt(document)) return undefined
    const notebook = notebookOf(document)
    if (!this.#isTooLarge(document) && !(notebook && this.notebooks.isTooLarge(notebook))) return undefined
    return `Byline leaves out files over ${this.settings.maxFileSizeKb.value} KB (setting byline.capture.maxFileSizeKB).`
  }

  #openAll(): void {
    for (const document of vscode.workspace.textDocuments) void this.#open(document)
  }

  #openCells(cells: readonly vscode.NotebookCell[]): void {
    for (const { document } of cells) void this.#open(document)
  }

  #isTooLarge(document: vscode.TextDocument): boolean {
    const lastLine = document.lineAt(document.lineCount - 1).range.end
    return document.offsetAt(lastLine) > this.settings.maxFileSizeKb.value * 1024
  }

  async #open(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString()
    if (!isLookedAt(document) || this.#tracked.has(key) || this.#isTooLarge(document)) return
    const text = document.getText()
    const closed = this.#closed.get(key)
    this.#closed.delete(key)
    const reopened = closed?.current.text() === text ? closed : undefined
    const history = reopened ?? new EditHistory(AttributedText.of(text, unknown), (copied) => this.copies.find(copied))
    const notebook = notebookOf(document)
    const tracked = new TrackedDocument(document, history, undefined, notebook)
    this.#tracked.set(key, tracked)
    try {
      tracked.recorded = { textId: textIdOf(tracked.normalised.text()), parentTextId: undefined }
      tracked.file = await this.repositories.fileOf(document.uri)
      const known = reopened ? undefined : await this.#known(tracked)
      if (notebook && this.notebooks.isTooLarge(notebook)) this.#tracked.delete(key)
      const isNew = !reopened && !known?.runs().some((run) => run.origin.contributor !== 'unknown')
      const copy = isNew ? await this.#madeFrom(tracked, text) : undefined
      history.rebase(copy ?? (known ? tracked.denormalise(known) : history.current))
      if (copy) this.#edited.fire(tracked)
    } catch (error) {
      history.rebase(history.current)
      this.log.error(`Could not look up who wrote ${document.uri.fsPath}: ${describeError(error)}`)
    }
    this.#changed.fire(tracked)
  }

  /** Who wrote a document that was just opened, by what is known of its file. */
  async #known(tracked: TrackedDocument): Promise<AttributedText | undefined> {
    const { notebook, document } = tracked
    if (notebook) return this.notebooks.originsOf(notebook, document)
    return this.repositories.resolve(tracked, tracked.normalised)
  }

  /** Who wrote a document that was made from another one. */
  async #madeFrom({ notebook, document }: TrackedDocument, text: string): Promise<AttributedText | undefined> {
    return notebook ? this.#cellFrom(document, text) : this.#savedFrom(document, text)
  }

  /**
   * Who wrote a new cell: it is the copy, or a part, of another one that is open or was of late, as when cells are
   * copied, split, or change their kind.
   */
  #cellFrom(document: vscode.TextDocument, text: string): AttributedText | undefined {
    if (!text.split('\n').some(hasSubstance)) return undefined
    for (const [key, kept] of [...this.#tracked, ...this.#closed]) {
      if (key === document.uri.toString() || !key.startsWith(`${cellScheme}:`)) continue
      const attributed = kept instanceof TrackedDocument ? kept.attributed : kept.current
      const part = linesWithin(attributed, text)
      if (part) return part
    }
    return undefined
  }

  /** Documents that move keep their history: the editor opens them under the new address and closes the old ones. */
  #willMove(from: vscode.Uri, to: vscode.Uri): void {
    const old = from.toString()
    const histories = new Map(this.#closed)
    for (const [key, tracked] of this.#tracked) histories.set(key, tracked.history)
    for (const [key, history] of histories) {
      if (key === old || key.startsWith(`${old}/`)) this.#closed.set(to.toString() + key.slice(old.length), history)
    }
  }

  /** The attribution of another document, open or closed of late, with the same text. */
  #sameTextAs(document: vscode.TextDocument): AttributedText | undefined {
    const text = document.getText()
    if (text.trim() === '') return undefined
    return [...this.#tracked.entries(), ...this.#closed.entries()]
      .filter(([key]) => key !== document.uri.toString())
      .map(([, kept]) => (kept instanceof TrackedDocument ? kept.attributed : kept.current))
      .find((attributed) => attributed.length === text.length && attributed.text() === text)
  }

  /**
   * Who wrote a text that was just saved under a new name: the document it was saved from has the same text. Only for
   * files that were not there a moment ago, so that one old file is never taken for the copy of another.
   */
  async #savedFrom(document: vscode.TextDocument, text: string): Promise<AttributedText | undefined> {
    if (document.uri.scheme !== 'file' || text.trim() === '') return undefined
    const same = this.#sameTextAs(document)
    if (!same) return undefined
    const { ctime } = await vscode.workspace.fs.stat(document.uri)
    return Date.now() - ctime < newFileMs ? same : undefined
  }

  #close(document: vscode.TextDocument): void {
    const key = document.uri.toString()
    const tracked = this.#tracked.get(key)
    if (!tracked) return
    clearTimeout(tracked.silence)
    if (tracked.history.isUndecided) this.#silent(tracked)
    this.#chat.giveUp(tracked)
    this.#tracked.delete(key)
    this.#closed.set(key, tracked.history)
    for (const oldest of this.#closed.keys()) {
      if (this.#closed.size <= closedKept) break
      this.#closed.delete(oldest)
    }
  }

  #change(event: ChangeEvent): void {
    // Events without changes tell of a dirty flag or an encoding.
    if (event.contentChanges.length === 0) return
    const tracked = this.of(event.document)
    if (!tracked) return
    this.#learnChannel(event)
    const named = this.#named.get(event.document.uri.toString())
    const accepting = this.acceptCommands.runningOn(event.document)
    const pasting = this.#paste.pastingInto(event.document)
    const changes = fitting(
      event.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        from: rangeOffset,
        to: rangeOffset + rangeLength,
        text,
      })),
      tracked.attributed.length,
    )
    if (!changes) return this.resynchronise(tracked)
    const chatBaseline = this.#chat.signalOf(tracked, changes)
    // The chat's baseline follows an edit before the next one is made: what it has not followed was the chat's, and
    // that it followed one says nothing of the next.
    if (chatBaseline && tracked.history.isUndecided) this.#silent(tracked)
    if (!tracked.history.isUndecided) tracked.mirrored = false
    tracked.inserted = changes.map(({ text }) => text)
    // The first change after opening: the editor fills in what is saved under this name.
    const copyOf = event.document.version <= 2 ? this.#sameTextAs(event.document) : undefined
    this.#rememberCut(tracked, event, changes)
    this.#willChange.fire({ tracked, changes })
    const decision = tracked.history.apply({
      changes,
      reason: reasonOf(event.reason),
      source: event.detailedReason,
      signals: {
        ...(named && { named }),
        ...(accepting && { accepting }),
        ...(pasting !== undefined && { pasting }),
        ...(chatBaseline && { chatBaseline }),
        ...(copyOf && { copyOf }),
      },
      at: new Date().toISOString(),
    })
    if (decision.kind === 'carry') this.#paste.arrived()
    if (decision.kind === 'external') void this.#lookUp(tracked)
    if (decision.kind === 'undecided') {
      clearTimeout(tracked.silence)
      tracked.silence = setTimeout(() => void this.#afterSilence(tracked), silenceMs)
    }
    this.#edited.fire(tracked)
    this.#changed.fire(tracked)
    if (decision.kind === 'carry' && !decision.beside) this.#pasted(tracked, changes)
  }

  #pasted(tracked: TrackedDocument, changes: readonly Change[]): void {
    const [only] = changes
    if (!only || changes.length > 1 || only.text.trim() === '') return
    const to = only.from + only.text.length
    const known = tracked.attributed.slice(only.from, to).runs()
    if (known.some(({ origin }) => origin.contributor !== 'unknown')) return
    this.#pastedUnknown.fire({ tracked, from: only.from, to })
  }

  /** Text that goes in one piece may come back as a paste: a cut leaves no other trace. */
  #rememberCut(tracked: TrackedDocument, event: ChangeEvent, changes: readonly Change[]): void {
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

  #learnChannel(event: ChangeEvent): void {
    if (this.#namesSources !== undefined) return
    this.#namesSources = 'detailedReason' in event
    if (this.#namesSources) this.acceptCommands.stop()
    this.log.info(
      this.#namesSources
        ? 'The editor names the source of every edit.'
        : 'The editor does not name the source of edits; Byline goes by what it sees around them.',
    )
  }

  #selection({ kind, selections, textEditor }: vscode.TextEditorSelectionChangeEvent): void {
    const { document } = textEditor
    const tracked = this.of(document)
    if (!tracked?.history.isUndecided) return
    const carets = selections.flatMap(({ active, anchor }) => [document.offsetAt(active), document.offsetAt(anchor)])
    if (kind !== vscode.TextEditorSelectionChangeKind.Keyboard) {
      this.settle(tracked, { kind: 'moved', carets })
      return
    }
    // A key types one character, or a pair of brackets; all else may be a paste that nobody watched.
    const typedOnly = this.settings.watchPaste.value ? {} : { longest: 2 }
    // Nobody can type while the chat writes.
    if (this.settle(tracked, { kind: 'keyboard', carets, ...typedOnly })) this.#chat.giveUp(tracked)
  }

  /** Offers a signal to the edits of a document that wait for one; true when it explained one. */
  settle(tracked: TrackedDocument, signal: LateSignal): boolean {
    const clean = (signal.kind === 'silence' || signal.kind === 'chatIdle') && signal.clean
    if (!tracked.history.settle(signal)) return false
    if (clean) void this.#lookUp(tracked)
    this.#edited.fire(tracked)
    this.#changed.fire(tracked)
    return true
  }

  /**
   * On a busy machine the time may be over while the signal lies unread in the extension host's mailbox: what the
   * window sent before it answers a question has been read when the answer comes.
   */
  async #afterSilence(tracked: TrackedDocument): Promise<void> {
    const { silence } = tracked
    await vscode.commands.executeCommand('setContext', 'byline.settled', true).then(undefined, () => {
      // The window is closing: no signal will come.
    })
    // Another edit has begun the wait anew.
    if (tracked.silence === silence) this.#silent(tracked)
  }

  #silent(tracked: TrackedDocument): void {
    this.settle(tracked, { kind: 'silence', mirrored: tracked.mirrored, clean: tracked.isClean })
    if (tracked.history.waitsForChat) this.#chat.wait(tracked)
  }

  /** The text came from disk: a record of this very text, an agent's or another window's, knows more than the change event. */
  async #lookUp(tracked: TrackedDocument): Promise<void> {
    const textId = textIdOf(tracked.normalised.text())
    const isRead = tracked.recorded?.textId !== textId
    if (isRead) {
      tracked.readTextId = textId
      // Seen to be there, not seen being made: who saw that, in another window, is believed before this one.
      tracked.recorded = { textId, parentTextId: undefined }
    }
    try {
      this.resynchronise(tracked)
      const { notebook, document } = tracked
      const known = notebook
        ? await this.notebooks.recordedByAgent(notebook, document)
        : await this.repositories.recorded(tracked, tracked.normalised, { isRead })
      if (known) this.adopt(tracked, known)
    } catch (error) {
      this.log.error(`Could not look up who wrote ${tracked.uri.fsPath}: ${describeError(error)}`)
    }
  }

  /** Compares the attribution with the document's text; where they differ, the difference is unknown and logged. */
  resynchronise(tracked: TrackedDocument): void {
    if (!tracked.history.resynchronise(tracked.document.getText())) return
    this.log.warn(`The attribution of ${tracked.uri.fsPath} had lost step with its text and was compared anew.`)
    this.#edited.fire(tracked)
    this.#changed.fire(tracked)
  }
}

/** Only text that a person edits as a file: never the chat's input box, output, or the old side of a comparison. */
function isLookedAt(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri
  return scheme === 'file' || scheme === 'untitled' || notebookOf(document) !== undefined
}

/** The lines of a text that are, in one piece, all of another text; undefined where they are not. */
function linesWithin(attributed: AttributedText, wanted: string): AttributedText | undefined {
  const text = attributed.text()
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    const isWhole = (at === 0 || text[at - 1] === '\n') && (end === text.length || /[\r\n]/.test(text[end]!))
    if (isWhole) return attributed.slice(at, end)
  }
  return undefined
}

function reasonOf(reason: vscode.TextDocumentChangeReason | undefined): 'undo' | 'redo' | undefined {
  if (reason === vscode.TextDocumentChangeReason.Undo) return 'undo'
  if (reason === vscode.TextDocumentChangeReason.Redo) return 'redo'
  return undefined
}
