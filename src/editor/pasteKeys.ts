import { DisposableStore } from '../base/disposable'
import { KeySignal } from './keySignal'
import type { Setting } from './setting'

/** So long after the key the edit of a paste arrives, where it arrives at all. */
const arrivesMs = 1_000

/**
 * Learns that somebody pastes by the key, where the editor does not name the source of edits: a paste of one character
 * looks typed otherwise. On the desktop the key runs the editor's own command and tells afterwards. In a browser it is
 * the browser that pastes, so the key tells and is then left to it.
 */
export class PasteKeys extends DisposableStore {
  readonly #before = this.add(new KeySignal('byline.willPaste', 'byline.listensToPaste'))
  readonly #after = this.add(new KeySignal('byline.didPaste', 'byline.listensToPaste'))
  #isNeeded = true
  #dueMs = -Infinity

  /** The key was pressed and the paste is in the document. */
  readonly onDidPaste = this.#after.onDidCome

  constructor(private readonly enabled: Setting<boolean>) {
    super()
    this.add(this.#before.onDidCome(() => void (this.#dueMs = performance.now() + arrivesMs)))
    this.add(enabled.onDidChange(() => this.#listen()))
    this.#listen()
  }

  /** Whether an edit at the selections is the paste that the key asked for; the next one is not. */
  arrives(): boolean {
    const isDue = performance.now() < this.#dueMs
    this.#dueMs = -Infinity
    return isDue
  }

  /** The editor names the source of every edit: nothing has to be learnt from keys. */
  stop(): void {
    this.#isNeeded = false
    this.#listen()
  }

  #listen(): void {
    this.#before.listen(this.enabled.value && this.#isNeeded)
  }
}
