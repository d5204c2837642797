import * as vscode from 'vscode'
import type { Disposable } from '../../base/disposable'

/** A setting of the section `byline` as a value that can be handed on, with an event for its changes. */
export class Setting<T> implements Disposable {
  readonly #changed = new vscode.EventEmitter<T>()
  readonly #subscription: vscode.Disposable
  /** Read when somebody asks: a start that reads every setting takes milliseconds. */
  #read: { readonly value: T } | undefined

  /** Fires with the new value. */
  readonly onDidChange = this.#changed.event

  /** `key` without the section's name, such as `gutter.enabled`; the default is the one package.json declares. */
  constructor(
    readonly key: string,
    private readonly fallback: T,
  ) {
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(`byline.${key}`)) return
      this.#read = undefined
      this.#changed.fire(this.value)
    })
  }

  get value(): T {
    this.#read ??= { value: vscode.workspace.getConfiguration('byline').get(this.key, this.fallback) }
    return this.#read.value
  }

  /** Writes the setting where the value in force comes from, so that it changes: the workspace's, else the user's. */
  async set(value: T): Promise<void> {
    const configuration = vscode.workspace.getConfiguration('byline')
    // A folder of a workspace of several cannot set what counts for the whole window.
    const inWorkspace = configuration.inspect(this.key)?.workspaceValue !== undefined
    const { Workspace, Global } = vscode.ConfigurationTarget
    await configuration.update(this.key, value, inWorkspace ? Workspace : Global)
  }

  dispose(): void {
    this.#subscription.dispose()
    this.#changed.dispose()
  }
}
