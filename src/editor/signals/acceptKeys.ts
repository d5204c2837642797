import { DisposableStore } from '../../base/disposable'
import { KeySignal } from './keySignal'
import type { Setting } from '../settings/setting'

/**
 * Learns that somebody accepted an inline suggestion by its key, whole or the next word, where the editor does not name
 * the source of edits. What is accepted with the mouse, from the palette or by a key of the user's own is not seen.
 */
export class AcceptKeys extends DisposableStore {
  readonly #key = this.add(new KeySignal('byline.didAcceptSuggestion', 'byline.listensToAccept'))
  #isNeeded = true

  /** A key that accepts what is shown was pressed; what came in is in the document by now. */
  readonly onDidAccept = this.#key.onDidCome

  constructor(private readonly enabled: Setting<boolean>) {
    super()
    this.add(enabled.onDidChange(() => this.#listen()))
    this.#listen()
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
