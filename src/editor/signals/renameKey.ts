import type * as vscode from 'vscode'
import type { AttributedText } from '../../attribution/text/attributedText'
import { DisposableStore } from '../../base/disposable'
import type { Change } from '../../capture/editEvent'
import { renamedWord } from '../../capture/content/renamedWord'
import { KeySignal } from './keySignal'
import { RenamePreviews } from './renamePreviews'
import type { Setting } from '../settings/setting'

/** So long after the key told of it the edits of a rename may still arrive: files are opened for them first. */
const arrivesMs = 3_000

/**
 * Learns that somebody renamed a symbol by its key. The editor names such an edit only in a stretch of its versions, and
 * then only where all of it is in one file. A rename from a menu, the palette or by a key of the user's own is not seen.
 */
export class RenameKey extends DisposableStore {
  readonly #key = this.add(new KeySignal('byline.didRename', 'byline.listensToRename'))
  readonly #previews = this.add(new RenamePreviews())
  #toldMs = -Infinity

  /** A rename was asked for and has begun; its edits have arrived or do so soon. */
  readonly onDidRename = this.#key.onDidCome

  constructor(private readonly enabled: Setting<boolean>) {
    super()
    this.add(
      this.#key.onDidCome(() => {
        this.#toldMs = performance.now()
        this.#previews.asked()
      }),
    )
    this.add(enabled.onDidChange(() => this.#listen()))
    this.#listen()
  }

  /**
   * Whether an edit is one that a rename makes, and one was asked for a moment ago.
   * @param document after the edit
   * @param before its text before it
   */
  made(document: vscode.TextDocument, changes: readonly Change[], before: AttributedText): boolean {
    if (performance.now() - this.#toldMs >= arrivesMs && !this.#previews.became(document)) return false
    return renamedWord(changes, before) !== undefined
  }

  #listen(): void {
    this.#key.listen(this.enabled.value)
  }
}
