import { DisposableStore } from '../../base/disposable'
import { KeySignal } from './keySignal'
import type { Setting } from '../settings/setting'

/** So long after the key the edit of a paste arrives, where it arrives at all. */
const arrivesMs = 1_000

/**
 * Learns that somebody pastes by the key, where the editor does not name the source of edits: a paste of one character
 * looks typed otherwise. Only in a browser: there the browser pastes, so the key tells and is left to it. On the desktop
 * the key would have to run the editor's command for us, and nothing that small is worth a paste that does not come.
 */
export class PasteKeys extends DisposableStore {
  readonly #key = this.add(new KeySignal('byline.willPaste', 'byline.listensToPaste'))
  #isNeeded = true
  #dueMs = -Infinity

  constructor(private readonly enabled: Setting<boolean>) {
    super()
    this.add(this.#key.onDidCome(() => void (this.#dueMs = performance.now() + arrivesMs)))
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
    this.#key.listen(this.enabled.value && this.#isNeeded)
  }
}
