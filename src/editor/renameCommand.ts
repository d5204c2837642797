import type * as vscode from 'vscode'
import type { AttributedText } from '../attribution/attributedText'
import { DisposableStore } from '../base/disposable'
import type { Change } from '../capture/editEvent'
import { renamedWord } from '../capture/renamedWord'
import { CommandInFront } from './commandInFront'
import { RenamePreviews } from './renamePreviews'
import type { Setting } from './setting'

/** The command behind the key, the menu and the palette. */
const id = 'editor.action.rename'

/** So long after the command the edits of its rename may still arrive: files are opened for them first. */
const arrivesMs = 3_000

/**
 * Sees that somebody renames a symbol: stands in front of the editor's command. The editor names such an edit only in a
 * stretch of its versions, and then only where all of it is in one file.
 */
export class RenameCommand extends DisposableStore {
  readonly #inFront = this.add(new CommandInFront(id, async (handOn) => this.#run(handOn)))
  readonly #previews = this.add(new RenamePreviews(() => this.#isAsked))
  #running = 0
  #endedMs = -Infinity

  constructor(
    private readonly enabled: Setting<boolean>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.add(enabled.onDidChange(() => this.#start()))
    this.#start()
  }

  /**
   * Whether an edit is one that a rename makes, and one was asked for.
   * @param document after the edit
   * @param before its text before it
   */
  made(document: vscode.TextDocument, changes: readonly Change[], before: AttributedText): boolean {
    if (!this.#isAsked && !this.#previews.became(document)) return false
    return renamedWord(changes, before) !== undefined
  }

  get #isAsked(): boolean {
    return this.#running > 0 || performance.now() - this.#endedMs < arrivesMs
  }

  #start(): void {
    if (!this.enabled.value) return this.#inFront.stop()
    if (this.#inFront.start()) return
    this.log.warn(`Another extension handles ${id}: what a rename changes is recorded as unknown.`)
  }

  async #run(handOn: () => Promise<void>): Promise<void> {
    this.#running++
    try {
      await handOn()
    } finally {
      this.#running--
      this.#endedMs = performance.now()
    }
  }
}
