import * as vscode from 'vscode'
import { AttributedText } from '../../attribution/text/attributedText'
import { isKnown, type Origin, unknown } from '../../attribution/text/origin'
import { DisposableStore } from '../../base/disposable'
import { describeError } from '../../base/errors'
import type { Change } from '../../capture/editEvent'
import { EditHistory } from '../../capture/editHistory'
import { orderedChanges } from '../../capture/content/orderedChanges'
import type { FollowUpSignal } from '../../capture/resolveUndecided'
import { textIdOf } from '../../ledger/folder/textId'
import { Acceptances } from '../signals/acceptances'
import type { AcceptKeys } from '../signals/acceptKeys'
import type { ChatBaselines } from '../signals/chatBaselines'
import { takesOutAtCaret } from '../signals/caretSignal'
import { Channel } from './channel'
import { type ChangeEvent, lengthAfter, reasonOf } from './changeEvent'
import { Clipboard, type OriginsOf } from '../signals/clipboard'
import type { Copies } from '../signals/copies'
import { FileMoves } from './fileMoves'
import { FollowUpSignals } from '../signals/followUpSignals'
import { NamedEdits } from './namedEdits'
import { notebookOf, type Notebooks } from './notebooks'
import { Originals } from './originals'
import { type PastedStretch, unknownStretch } from './pastedStretch'
import type { RenameKey } from '../signals/renameKey'
import type { Repositories } from '../repositories/repositories'
import type { PasteKeys } from '../signals/pasteKeys'
import { revisionOf } from '../repositories/revisionOf'
import { Selections } from './selections'
import type { Settings } from '../settings/settings'
import { isTrackable } from './trackable'
import { TrackedDocument } from './trackedDocument'

/** An edit of a document; changes are disjoint, last one first. */
export interface ChangedDocument {
  readonly tracked: TrackedDocument
  readonly changes: readonly Change[]
}

/** Keeps the attribution of every open text document that belongs to a repository or workspace folder. */
export class Documents extends DisposableStore {
  readonly #tracked = new Map<string, TrackedDocument>()
  readonly #originals = new Originals(this.#tracked)
  readonly #named = new NamedEdits()
  readonly #clipboard: Clipboard
  readonly #late: FollowUpSignals
  readonly #acceptances: Acceptances
  readonly #selections = this.add(new Selections())
  readonly #changed = this.add(new vscode.EventEmitter<TrackedDocument>())
  readonly #edited = this.add(new vscode.EventEmitter<TrackedDocument>())
  readonly #read = this.add(new vscode.EventEmitter<TrackedDocument>())
  readonly #adopted = this.add(new vscode.EventEmitter<TrackedDocument>())
  readonly #willChange = this.add(new vscode.EventEmitter<ChangedDocument>())
  readonly #pastedUnknown = this.add(new vscode.EventEmitter<PastedStretch>())
  readonly #channel: Channel

  /** The attribution of a document is new or has changed. */
  readonly onDidChange = this.#changed.event
  /** An edit changed the attribution of a document: it has to be recorded. */
  readonly onDidEdit = this.#edited.event
  /** A text came from disk that this window did not write. */
  readonly onDidReadFromDisk = this.#read.event
  /** The text of a document stayed, and other origins were found for it. */
  readonly onDidAdopt = this.#adopted.event
  /** An edit is about to be taken in. */
  readonly onWillChange = this.#willChange.event
  /** Text was pasted in one place that was not copied inside the editor. */
  readonly onDidPasteUnknown = this.#pastedUnknown.event

  constructor(
    private readonly settings: Settings,
    private readonly repositories: Repositories,
    private readonly notebooks: Notebooks,
    acceptKeys: AcceptKeys,
    private readonly pasteKeys: PasteKeys,
    private readonly renameKey: RenameKey,
    chatBaselines: ChatBaselines,
    private readonly copies: Copies,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.#channel = new Channel([acceptKeys, pasteKeys], log)
    this.#clipboard = this.add(new Clipboard(settings.watchPaste, copies, this.#originsOf))
    this.add(new FileMoves(repositories, (from, to) => this.#originals.willMove(from, to), log))
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
    this.#late = this.add(new FollowUpSignals(this, chatBaselines, copies))
    this.#acceptances = this.add(new Acceptances(this, acceptKeys))
    this.add(
      renameKey.onDidRename(() => this.all.forEach((tracked) => this.resolveUndecided(tracked, { kind: 'renamed' }))),
    )
    this.add(settings.maxFileSizeKb.onDidChange(() => void this.#limitChanged()))
    for (const document of vscode.workspace.textDocuments) void this.#open(document)
  }

  /** The tracked document; undefined for one that is left out. */
  of(document: vscode.TextDocument): TrackedDocument | undefined {
    return this.#tracked.get(document.uri.toString())
  }

  /** Who wrote a document that something is copied from; the old side of a comparison is looked up. */
  readonly #originsOf: OriginsOf = (document) => {
    const tracked = this.of(document)
    return tracked ? tracked.attributed : revisionOf(document, this.repositories)
  }

  /** The cells of a notebook that are tracked, in order. */
  cellsOf(notebook: vscode.NotebookDocument): readonly TrackedDocument[] {
    return notebook.getCells().flatMap(({ document }) => this.of(document) ?? [])
  }

  get all(): readonly TrackedDocument[] {
    return [...this.#tracked.values()]
  }

  /** Whether the editor names the source of every edit; undefined before the first one. */
  get namesSources(): boolean | undefined {
    return this.#channel.namesSources
  }

  /** Gives a document's present text other origins, by the user's word or from a record. False when the text moved on. */
  adopt(tracked: TrackedDocument, normalised: AttributedText): boolean {
    const adopted = tracked.history.adopt(tracked.denormalise(normalised))
    if (!adopted) return false
    this.#adopted.fire(tracked)
    this.#changed.fire(tracked)
    return true
  }

  /** Gives an earlier text, as it came from disk, the origins that were found for it; edits made since are kept. */
  adoptFromDisk(tracked: TrackedDocument, normalised: AttributedText): boolean {
    if (!tracked.history.rebaseFromDisk(tracked.denormalise(normalised))) return false
    this.#edited.fire(tracked)
    this.#changed.fire(tracked)
    return true
  }

  /** Runs an edit of a document that its maker names; all that changes there meanwhile and is not typed has this origin. */
  whileNamed(uri: vscode.Uri, origin: Origin, edit: () => Thenable<unknown>): Promise<void> {
    return this.#named.run(uri, origin, edit)
  }

  /** Why a document is left out, for people; undefined when it is not or when it is none of our business. */
  reasonLeftOut(document: vscode.TextDocument): string | undefined {
    if (!isTrackable(document)) return undefined
    const notebook = notebookOf(document)
    if (!this.#isTooLarge(document) && !(notebook && this.notebooks.isTooLarge(notebook))) return undefined
    return `Byline leaves out files over ${this.settings.maxFileSizeKb.value} KB (setting byline.capture.maxFileSizeKB).`
  }

  /** What the limit leaves out now is no longer tracked; what it takes in is from now on. */
  async #limitChanged(): Promise<void> {
    for (const notebook of vscode.workspace.notebookDocuments) await this.notebooks.measure(notebook)
    for (const tracked of this.all) {
      if (this.reasonLeftOut(tracked.document) === undefined) continue
      this.#close(tracked.document)
      this.#changed.fire(tracked)
    }
    for (const document of vscode.workspace.textDocuments) {
      if (this.reasonLeftOut(document) === undefined) void this.#open(document)
    }
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
    if (!isTrackable(document) || this.#tracked.has(key) || this.#isTooLarge(document)) return
    const text = document.getText()
    const reopened = this.#originals.reopen(document, text)
    const history =
      reopened ??
      new EditHistory(AttributedText.of(text, unknown), (copied, isOneOfMany) => this.copies.find(copied, isOneOfMany))
    const notebook = notebookOf(document)
    const tracked = new TrackedDocument(document, history, undefined, notebook)
    this.#tracked.set(key, tracked)
    // Somebody may edit it before it is known who wrote it.
    const opened = tracked.normalised
    const moment = notebook && this.notebooks.momentOf(notebook)
    try {
      tracked.recorded = { textId: textIdOf(opened.text()), parentTextId: undefined }
      tracked.file = await this.repositories.fileOf(document.uri)
      const known = reopened
        ? undefined
        : await (moment ? this.notebooks.originsOf(moment, document) : this.repositories.resolve(tracked, opened))
      if (notebook && this.notebooks.isTooLarge(notebook)) this.#tracked.delete(key)
      const isNew = !reopened && !known?.runs().some(({ origin }) => isKnown(origin))
      const copy = isNew ? await this.#originals.originalOf(tracked, text) : undefined
      history.rebase(copy ?? (known ? tracked.denormalise(known) : history.current))
      if (copy || !tracked.normalised.sameText(opened)) this.#edited.fire(tracked)
    } catch (error) {
      history.rebase(history.current)
      this.log.error(`Could not look up who wrote ${document.uri.fsPath}: ${describeError(error)}`)
    }
    this.#changed.fire(tracked)
  }

  #close(document: vscode.TextDocument): void {
    const key = document.uri.toString()
    const tracked = this.#tracked.get(key)
    if (!tracked) return
    this.#late.close(tracked)
    this.#tracked.delete(key)
    this.#originals.close(tracked)
  }

  #change(event: ChangeEvent): void {
    // Events without changes tell of a dirty flag or an encoding.
    if (event.contentChanges.length === 0) return
    const tracked = this.of(event.document)
    if (!tracked) return
    this.#channel.learn(event)
    const named = this.#named.originOf(event.document.uri)
    const changes = orderedChanges(
      event.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        from: rangeOffset,
        to: rangeOffset + rangeLength,
        text,
      })),
      tracked.attributed.length,
    )
    if (!changes) return this.resynchronise(tracked)
    const chatBaseline = this.#late.chatSignalOf(tracked, changes)
    // The first change after opening: the editor fills in what is saved under this name.
    const copyOf =
      event.document.version <= 2
        ? this.#originals.sameTextAs(event.document, lengthAfter(tracked.attributed.length, changes))
        : undefined
    const { atSelections, overSelected } = this.#selections.placeOf(event)
    const isCopied = atSelections && this.copies.isLast(changes.map(({ text }) => text))
    this.#clipboard.willChange(tracked, event, changes)
    this.#willChange.fire({ tracked, changes })
    const decision = tracked.history.apply({
      changes,
      reason: reasonOf(event),
      source: event.detailedReason,
      signals: {
        ...(named && { named }),
        ...(atSelections && { atSelections }),
        ...(overSelected && { overSelected }),
        ...(isCopied && { isCopied }),
        ...(atSelections && !event.reason && this.pasteKeys.arrives() && { pasteKey: true }),
        ...(this.renameKey.made(event.document, changes, tracked.attributed) && { renaming: true }),
        ...(!event.detailedReason && takesOutAtCaret(tracked, changes) && { atCaret: true }),
        ...(chatBaseline && { chatBaseline }),
        ...(copyOf && { copyOf }),
      },
      at: new Date().toISOString(),
    })
    if (decision.kind === 'external') this.#read.fire(tracked)
    if (decision.kind === 'undecided' || decision.kind === 'carry') this.#late.wait(tracked)
    this.#edited.fire(tracked)
    this.#changed.fire(tracked)
    if (decision.kind === 'carry' && !decision.beside) this.pasted(tracked, changes)
  }

  /** Text was pasted, as far as one can see: by the last edit, so `changes` say where it stands. */
  pasted(tracked: TrackedDocument, changes: readonly Change[]): void {
    const stretch = unknownStretch(tracked, changes)
    if (stretch) this.#pastedUnknown.fire(stretch)
  }

  /** Offers a signal to the edits of a document that wait for one; true when it explained one. */
  resolveUndecided(tracked: TrackedDocument, signal: FollowUpSignal): boolean {
    const decided = tracked.history.resolveUndecided(signal)
    if (decided.length === 0) return false
    if (signal.kind === 'silence') this.#acceptances.forget()
    if (decided.some(({ kind }) => kind === 'external')) this.#read.fire(tracked)
    this.#edited.fire(tracked)
    this.#changed.fire(tracked)
    return true
  }

  /** Compares the attribution with the document's text; where they differ, the difference is unknown and logged. */
  resynchronise(tracked: TrackedDocument): void {
    if (!tracked.history.resynchronise(tracked.document.getText())) return
    this.log.warn(`The attribution of ${tracked.uri.fsPath} had lost step with its text and was compared anew.`)
    this.#edited.fire(tracked)
    this.#changed.fire(tracked)
  }
}
