import * as vscode from 'vscode'
import type { Disposable } from '../base/disposable'
import { Emitter } from '../base/event'

/** A setting of the section `byline` as a value that can be handed on, with an event for its changes. */
export class Setting<T> implements Disposable {
  readonly #changed = new Emitter<T>()
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

  /** Writes the user's setting. */
  async set(value: T): Promise<void> {
    await vscode.workspace.getConfiguration('byline').update(this.key, value, vscode.ConfigurationTarget.Global)
  }

  dispose(): void {
    this.#subscription.dispose()
    this.#changed.dispose()
  }
}
