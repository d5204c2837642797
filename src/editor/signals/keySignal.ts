import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'

/**
 * What one of our keybindings tells after the editor has done what the key means. Such a keybinding runs the editor's
 * own command first and then ours, so the key waits for nobody; it holds where the editor's own one does and as long as
 * we listen. The edit that the key made is known here before the signal comes; keys that were pressed later may be, too.
 */
export class KeySignal extends DisposableStore {
  readonly #came = this.add(new vscode.EventEmitter<void>())

  /** The key was pressed, and the editor's command behind it has ended. */
  readonly onDidCome = this.#came.event

  /**
   * @param command what the keybinding runs last; nothing else runs it, so the palette does not show it
   * @param context the key in the keybinding's condition that says that we listen
   */
  constructor(
    command: string,
    private readonly context: string,
  ) {
    super()
    this.add(vscode.commands.registerCommand(command, () => this.#came.fire()))
  }

  /** Begins or stops to listen: from then on the keybinding holds, or the editor's own one alone. */
  listen(isWanted: boolean): void {
    void vscode.commands.executeCommand('setContext', this.context, isWanted)
  }
}
