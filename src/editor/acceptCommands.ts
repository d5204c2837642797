import * as vscode from 'vscode'
import type { Disposable } from '../base/disposable'
import type { Setting } from './setting'

/** The editor's commands that accept inline suggestions. Tab, palette and mouse all go through them. */
const commands: Readonly<Record<string, 'completion' | 'partial'>> = {
  'editor.action.inlineSuggest.commit': 'completion',
  'editor.action.inlineSuggest.commitAlternativeAction': 'completion',
  'editor.action.inlineSuggest.jump': 'completion',
  'editor.action.inlineSuggest.acceptNextWord': 'partial',
  'editor.action.inlineSuggest.acceptNextLine': 'partial',
}

/**
 * Sees the acceptance of inline suggestions where the editor does not name the source of edits: registers a command
 * of the same id in front of the editor's own, notes that it runs, and hands on at once. The change event arrives
 * while the handler waits.
 */
export class AcceptCommands implements Disposable {
  readonly #registered = new Map<string, vscode.Disposable>()
  readonly #subscription: Disposable
  #running: { readonly kind: 'completion' | 'partial'; readonly uri: string } | undefined
  #stopped = true

  constructor(
    private readonly enabled: Setting<boolean>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#subscription = enabled.onDidChange(() => (this.#stopped ? undefined : this.start()))
  }

  /** The acceptance that is running on a document at this moment. */
  runningOn(document: vscode.TextDocument): 'completion' | 'partial' | undefined {
    return this.#running?.uri === document.uri.toString() ? this.#running.kind : undefined
  }

  /** Begins to watch, if the setting allows it. Not needed where the editor names the source of every edit. */
  start(): void {
    this.#stopped = false
    this.#unregister()
    if (this.enabled.value) for (const id of Object.keys(commands)) this.#register(id)
  }

  /** Hands all commands back to the editor. */
  stop(): void {
    this.#stopped = true
    this.#unregister()
  }

  dispose(): void {
    this.stop()
    this.#subscription.dispose()
  }

  #register(id: string): void {
    try {
      this.#registered.set(
        id,
        vscode.commands.registerCommand(id, async (...args: unknown[]) => this.#handOn(id, args)),
      )
    } catch {
      // Another extension stands in front of this command already; its acceptances then stay unknown to us.
      this.log.warn(`Another extension handles ${id}: suggestions accepted through it are recorded as unknown.`)
    }
  }

  async #handOn(id: string, args: readonly unknown[]): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri.toString()
    const running = uri === undefined ? undefined : { kind: commands[id]!, uri }
    this.#running = running
    // While our registration is away the same id means the editor's own command.
    this.#registered.get(id)?.dispose()
    this.#registered.delete(id)
    try {
      await vscode.commands.executeCommand(id, ...args)
    } finally {
      if (this.#running === running) this.#running = undefined
      if (!this.#stopped && this.enabled.value && !this.#registered.has(id)) this.#register(id)
    }
  }

  #unregister(): void {
    for (const registration of this.#registered.values()) registration.dispose()
    this.#registered.clear()
  }
}
