import type * as vscode from 'vscode'
import { DisposableStore } from '../base/disposable'
import { CommandInFront } from './commandInFront'
import type { Setting } from './setting'

/** The commands that show a list of snippets and insert the one that somebody chooses. */
const commands = ['editor.action.insertSnippet', 'editor.action.surroundWithSnippet']

/**
 * Sees that somebody chooses a snippet: stands in front of the editor's commands. The editor names such an edit as it
 * names any snippet that an extension inserts.
 */
export class SnippetCommands extends DisposableStore {
  readonly #inFront: readonly CommandInFront[]
  #choosing = 0
  #stopped = false

  constructor(
    private readonly enabled: Setting<boolean>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super()
    this.#inFront = commands.map((id) =>
      this.add(new CommandInFront(id, async (handOn, args) => this.#run(handOn, args))),
    )
    this.add(enabled.onDidChange(() => this.#start()))
    this.#start()
  }

  /** Whether a list of snippets is open, or what was chosen from it is being inserted. */
  get choosing(): boolean {
    return this.#choosing > 0
  }

  /** Hands the commands back: needed only where the editor names the source of every edit. */
  stop(): void {
    this.#stopped = true
    this.#start()
  }

  #start(): void {
    for (const command of this.#inFront) {
      if (!this.enabled.value || this.#stopped) command.stop()
      else if (!command.start()) this.log.warn('Another extension handles snippets: those from the list are unknown.')
    }
  }

  async #run(handOn: () => Promise<void>, [asked]: readonly unknown[]): Promise<void> {
    // A text that comes along is no choice: any extension may run the command with its own.
    if (typeof asked === 'object' && asked !== null && 'snippet' in asked) return handOn()
    this.#choosing++
    try {
      await handOn()
    } finally {
      this.#choosing--
    }
  }
}
