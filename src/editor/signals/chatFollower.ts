import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import { ChatHunks } from '../../capture/chatHunks'
import type { Change, ChatBaseline } from '../../capture/editEvent'
import type { FollowUpSignal } from '../../capture/resolveUndecided'
import type { Baseline, BaselineEdit, ChatBaselines } from './chatBaselines'
import { KeySignal } from './keySignal'
import type { TrackedDocument } from '../documents/trackedDocument'

/**
 * How long an edit inside the chat's text may be its own: it saves the file after the last edit of an answer, and
 * between two edits of an answer there are pauses.
 */
const chatSavesMs = 10_000

/** So long after a save the key by which somebody saved without asking extensions may still tell of it. */
const keyTellsMs = 300

/** What the follower needs of the open documents. */
export interface ChatDocuments {
  /** Whether the editor names the source of edits; undefined until the first edit. */
  readonly namesSources: boolean | undefined
  readonly all: readonly TrackedDocument[]
  of(document: vscode.TextDocument): TrackedDocument | undefined
  /** Offers a signal to the edits of a document that wait for one; true when it explained one. */
  resolveUndecided(tracked: TrackedDocument, signal: FollowUpSignal): boolean
}

/**
 * Tells the chat's edits from all others where the editor does not. What touches none of the chat's text and is not
 * taken over into the text from before is the chat's. What stands inside its text may be anybody's: it is the chat's
 * only when the chat saves the file afterwards, which no extension is asked about, as it is before any other save but
 * one, *Save without Formatting*: its key tells of it afterwards, from the chat's first edit on.
 */
export class ChatFollower extends DisposableStore {
  readonly #silentSave = this.add(new KeySignal('byline.didSaveSilently', 'byline.listensToSaves'))
  #isListening = false
  /** How often somebody saved by that key. */
  #silentSaves = 0

  constructor(
    private readonly documents: ChatDocuments,
    private readonly baselines: ChatBaselines,
    private readonly silent: (tracked: TrackedDocument) => void,
  ) {
    super()
    this.add(baselines.onDidMirror((edit) => this.#baselineEdited(edit)))
    this.add(baselines.onDidDecide((path) => this.#forPath(path, (tracked) => this.#decided(tracked))))
    // A request begins: what came before it is not its work.
    this.add(baselines.onDidAsk(() => documents.all.forEach((tracked) => this.giveUp(tracked))))
    this.add(
      vscode.workspace.onWillSaveTextDocument(({ document }) => {
        const tracked = documents.of(document)
        if (tracked) tracked.askedToSave = true
      }),
    )
    this.add(vscode.workspace.onDidSaveTextDocument((document) => this.#saved(document)))
    this.add(this.#silentSave.onDidCome(() => this.#savedSilently()))
  }

  /**
   * What the chat has to do with an edit; called once for each, before it is taken in. Undefined when the chat keeps no
   * text from before its edits for the document.
   */
  signalOf(tracked: TrackedDocument, changes: readonly Change[]): ChatBaseline | undefined {
    const baseline = this.baselines.of(tracked.document)
    if (!baseline) {
      tracked.chat = undefined
      return undefined
    }
    if (this.documents.namesSources === false) this.#listen()
    const hunks = this.#hunksOf(tracked, baseline)
    const inHunk = hunks.touches(changes)
    hunks.edit(changes)
    const isBaseline = inHunk && baseline.document.getText() === tracked.document.getText()
    if (isBaseline) hunks.clear()
    return { session: baseline.session, inHunk, isBaseline }
  }

  /** Waits a while for the chat to save an edit that may be its own. */
  wait(tracked: TrackedDocument): void {
    clearTimeout(tracked.chatSilence)
    tracked.chatSilence = setTimeout(() => this.giveUp(tracked), chatSavesMs)
  }

  /** The edits that may have been the chat's were not, unless it has saved them and that is only not sure yet. */
  giveUp(tracked: TrackedDocument): void {
    const before = tracked.history.made
    if (tracked.chatSave) void tracked.chatSave.then(() => this.#giveUp(tracked, before))
    else this.#giveUp(tracked, before)
  }

  #giveUp(tracked: TrackedDocument, before: number): void {
    clearTimeout(tracked.chatSilence)
    if (!tracked.history.waitsForChat) return
    this.documents.resolveUndecided(tracked, { kind: 'chatIdle', clean: tracked.isClean, before })
  }

  #hunksOf(tracked: TrackedDocument, baseline: Baseline): ChatHunks {
    if (tracked.chat?.baseline !== baseline) {
      // The edit that asks is in the document already, but not yet in the attribution.
      tracked.chat = { baseline, hunks: new ChatHunks(baseline.document.getText(), tracked.attributed.text()) }
    }
    return tracked.chat.hunks
  }

  #baselineEdited({ path, texts }: BaselineEdit): void {
    this.#forPath(path, (tracked) => {
      if (sameTexts(texts, tracked.inserted)) {
        tracked.mirrored = true
        tracked.chat?.hunks.mirrored()
      } else {
        // One of several edits was kept: its text went into the baseline.
        this.#decided(tracked)
      }
    })
  }

  /** Edits were kept: what was not mirrored until now was the chat's own. */
  #decided(tracked: TrackedDocument): void {
    if (tracked.history.isUndecided) this.silent(tracked)
    const { chat } = tracked
    if (!chat || chat.hunks.isEmpty) return
    if (chat.baseline.document.getText() === tracked.document.getText()) chat.hunks.clear()
  }

  #listen(): void {
    if (this.#isListening) return
    this.#isListening = true
    this.#silentSave.listen(true)
  }

  #saved(document: vscode.TextDocument): void {
    const tracked = this.documents.of(document)
    if (!tracked) return
    const { askedToSave } = tracked
    tracked.askedToSave = false
    if (askedToSave || this.baselines.of(document) === undefined) return
    const before = tracked.history.made
    const silentSaves = this.#silentSaves
    if (tracked.history.isUndecided) this.silent(tracked)
    if (!tracked.history.waitsForChat) return
    const saved = this.#untilKeysAreTold().then(() => {
      if (tracked.chatSave === saved) tracked.chatSave = undefined
      if (this.#silentSaves === silentSaves) this.documents.resolveUndecided(tracked, { kind: 'chatSaved', before })
    })
    tracked.chatSave = saved
  }

  /** The window runs what a key means and tells us afterwards: what it sent before it answers has been read by then. */
  async #untilKeysAreTold(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, keyTellsMs).unref())
    await vscode.commands.executeCommand('setContext', 'byline.settled', true).then(undefined, () => {
      // The window is closing: no key will be told.
    })
  }

  /** Somebody saved what stands there: what waited for the chat to save it does so in vain. */
  #savedSilently(): void {
    this.#silentSaves++
    for (const tracked of this.documents.all) {
      if (tracked.history.isUndecided) this.silent(tracked)
      this.#giveUp(tracked, tracked.history.made)
    }
  }

  #forPath(path: string, act: (tracked: TrackedDocument) => void): void {
    for (const tracked of this.documents.all) if (tracked.uri.path === path) act(tracked)
  }
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  const plain = (texts: readonly string[]): string =>
    JSON.stringify(texts.map((t) => t.replaceAll('\r', '')).toSorted())
  return a.length === b.length && plain(a) === plain(b)
}
