import * as vscode from 'vscode'
import { DisposableStore } from '../base/disposable'
import type { Change, ChatBaseline } from '../capture/editEvent'
import type { ChatBaselines } from './chatBaselines'
import { type ChatDocuments, ChatFollower } from './chatFollower'
import type { Setting } from './setting'
import type { TrackedDocument } from './trackedDocument'

/** How long an edit that nobody named waits for a signal that explains it. */
const silenceMs = 400

/** When an edit is seen to have made no unsaved changes: the editor says that they are there a moment after the edit. */
const cleanMs = 60

/** What follows an edit that nobody named and may explain it: the caret moves, the chat shows its work, or nothing does. */
export class LateSignals extends DisposableStore {
  readonly #chat: ChatFollower

  /** @param watchPaste whether pastes are seen; where they are not, only what a key can type counts as typed */
  constructor(
    private readonly documents: ChatDocuments,
    chatBaselines: ChatBaselines,
    private readonly watchPaste: Setting<boolean>,
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
    return chatBaseline
  }

  /** An edit is undecided: begins the wait for signals anew. */
  wait(tracked: TrackedDocument): void {
    if (tracked.isClean) this.#lookWhetherClean(tracked)
    tracked.silentAtMs = performance.now() + silenceMs
    this.#lookAgain(tracked, silenceMs)
  }

  /** The document closes: no signal will come. */
  close(tracked: TrackedDocument): void {
    clearTimeout(tracked.silence)
    if (tracked.history.isUndecided) this.#silent(tracked)
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
    if (kind !== vscode.TextEditorSelectionChangeKind.Keyboard) {
      this.documents.settle(tracked, { kind: 'moved', carets })
      return
    }
    // A key types one character, or a pair of brackets; all else may be a paste that nobody watched.
    const typedOnly = this.watchPaste.value ? {} : { longest: 2 }
    // Nobody can type while the chat writes.
    if (this.documents.settle(tracked, { kind: 'keyboard', carets, ...typedOnly })) this.#chat.giveUp(tracked)
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
    this.documents.settle(tracked, { kind: 'silence', mirrored: tracked.mirrored, clean: tracked.isClean })
    this.#chatMayCome(tracked)
  }

  #chatMayCome(tracked: TrackedDocument): void {
    if (tracked.history.waitsForChat) this.#chat.wait(tracked)
  }
}
