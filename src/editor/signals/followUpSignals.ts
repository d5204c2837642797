import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import type { Change, ChatBaseline } from '../../capture/editEvent'
import type { ChatBaselines } from './chatBaselines'
import { type ChatDocuments, ChatFollower } from './chatFollower'
import type { Copies } from './copies'
import type { TrackedDocument } from '../documents/trackedDocument'

/** How long an edit that nobody named waits for a signal that explains it. */
const silenceMs = 400

/**
 * So much longer does one wait that a key may have accepted: its signal comes when the suggestion's own command, which
 * goes through the extension that offered it, has ended.
 */
const acceptMs = 600

/** When an edit is seen to have made no unsaved changes: the editor says that they are there a moment after the edit. */
const cleanMs = 60

/** What is needed of the open documents. */
interface SettlingDocuments extends ChatDocuments {
  /** Text was pasted, as far as one can see, by the last edit of a document. */
  pasted(tracked: TrackedDocument, changes: readonly Change[]): void
}

/** What follows an edit that nobody named and may explain it: the caret moves, the chat shows its work, or nothing does. */
export class FollowUpSignals extends DisposableStore {
  readonly #chat: ChatFollower

  constructor(
    private readonly documents: SettlingDocuments,
    chatBaselines: ChatBaselines,
    private readonly copies: Copies,
  ) {
    super()
    this.#chat = this.add(new ChatFollower(documents, chatBaselines, (tracked) => this.#silent(tracked)))
    this.add(vscode.window.onDidChangeTextEditorSelection((event) => this.#selection(event)))
  }

  /** What the chat has to do with an edit; called once for each, before it is taken in. */
  chatSignalOf(tracked: TrackedDocument, changes: readonly Change[]): ChatBaseline | undefined {
    const chatBaseline = this.#chat.signalOf(tracked, changes)
    // The chat's baseline follows an edit before the next one is made: what it has not followed was the chat's, and
    // that it followed one says nothing of the next.
    if (chatBaseline && tracked.history.isUndecided) this.#silent(tracked)
    if (!tracked.history.isUndecided) tracked.mirrored = false
    tracked.inserted = changes.map(({ text }) => text)
    tracked.lastChanges = changes
    return chatBaseline
  }

  /** An edit is undecided: begins the wait for signals anew. */
  wait(tracked: TrackedDocument): void {
    if (tracked.isClean) this.#lookWhetherClean(tracked)
    tracked.silentAtMs = performance.now() + silenceMs
    this.#lookAgain(tracked, silenceMs)
    // What the editor names a paste needs no caret to be one.
    if (tracked.history.mayBePaste) void this.#lookElsewhere(tracked)
  }

  /** The document closes: no signal will come. */
  close(tracked: TrackedDocument): void {
    // The first silence leaves open what a key may have accepted.
    for (let i = 0; i < 2 && tracked.history.isUndecided; i++) this.#silent(tracked)
    clearTimeout(tracked.silence)
    this.#chat.giveUp(tracked)
  }

  /** Somebody may type before the silence is over: what came from disk is known by then as what it is. */
  #lookWhetherClean(tracked: TrackedDocument): void {
    setTimeout(() => {
      if (tracked.isClean) tracked.history.seenClean()
    }, cleanMs).unref()
  }

  #selection({ kind, selections, textEditor }: vscode.TextEditorSelectionChangeEvent): void {
    const { document } = textEditor
    const tracked = this.documents.of(document)
    if (!tracked?.history.isUndecided) return
    const carets = selections.flatMap(({ active, anchor }) => {
      const caret = tracked.offsetAt(active)
      return [caret, anchor.isEqual(active) ? caret : tracked.offsetAt(anchor)]
    })
    const isByKey = kind === vscode.TextEditorSelectionChangeKind.Keyboard
    // In other editors of the document carets are only pushed along.
    if (!isByKey && textEditor !== vscode.window.activeTextEditor) return
    const isExplained = this.documents.resolveUndecided(tracked, { kind: isByKey ? 'keyboard' : 'caretMoved', carets })
    // Nobody can type while the chat writes.
    if (isExplained && isByKey) this.#chat.giveUp(tracked)
    if (!tracked.history.mayBePaste) return
    // The editor moves the caret of a paste as that of typing.
    if (isByKey) this.documents.pasted(tracked, tracked.lastChanges)
    void this.#lookElsewhere(tracked)
  }

  /** The last edit may be a paste of what another window copied, or of what is still being looked up. */
  async #lookElsewhere(tracked: TrackedDocument): Promise<void> {
    const texts = tracked.inserted
    if (texts.every((text) => text.trim() === '') || !(await this.copies.lookFor(texts))) return
    this.documents.resolveUndecided(tracked, { kind: 'copied', texts })
  }

  /** One timer for many keys: it is not set anew at each, but looks how long there is to wait when it is due. */
  #lookAgain(tracked: TrackedDocument, delayMs: number): void {
    tracked.silence ??= setTimeout(() => {
      tracked.silence = undefined
      const restMs = tracked.silentAtMs - performance.now()
      const { isUndecided, waitsForChat } = tracked.history
      if (restMs > 0) {
        if (isUndecided || waitsForChat) this.#lookAgain(tracked, restMs)
      } else if (isUndecided) void this.#afterSilence(tracked)
      else this.#chatMayCome(tracked)
    }, delayMs)
  }

  /**
   * On a busy machine the time may be over while the signal lies unread in the extension host's mailbox: what the
   * window sent before it answers a question has been read when the answer comes.
   */
  async #afterSilence(tracked: TrackedDocument): Promise<void> {
    const { silentAtMs } = tracked
    await vscode.commands.executeCommand('setContext', 'byline.settled', true).then(undefined, () => {
      // The window is closing: no signal will come.
    })
    // Another edit has begun the wait anew.
    if (tracked.silentAtMs === silentAtMs) this.#silent(tracked)
  }

  #silent(tracked: TrackedDocument): void {
    this.documents.resolveUndecided(tracked, { kind: 'silence', mirrored: tracked.mirrored, clean: tracked.isClean })
    if (tracked.history.isUndecided) {
      tracked.silentAtMs = performance.now() + acceptMs
      this.#lookAgain(tracked, acceptMs)
    }
    this.#chatMayCome(tracked)
  }

  #chatMayCome(tracked: TrackedDocument): void {
    if (tracked.history.waitsForChat) this.#chat.wait(tracked)
  }
}
