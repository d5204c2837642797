import type * as vscode from 'vscode'
import type { Origin } from '../../attribution/text/origin'

/** The running edits whose maker names them, by document; where several run in one document the latest is believed. */
export class NamedEdits {
  readonly #running = new Map<string, readonly { readonly origin: Origin }[]>()

  originOf(uri: vscode.Uri): Origin | undefined {
    return this.#running.get(uri.toString())?.at(-1)?.origin
  }

  /** Runs an edit; until it has ended, `originOf` names its origin. Rejects as the edit does. */
  async run(uri: vscode.Uri, origin: Origin, edit: () => Thenable<unknown>): Promise<void> {
    const key = uri.toString()
    const call = { origin }
    this.#running.set(key, [...(this.#running.get(key) ?? []), call])
    try {
      await edit()
    } finally {
      const others = (this.#running.get(key) ?? []).filter((other) => other !== call)
      if (others.length > 0) this.#running.set(key, others)
      else this.#running.delete(key)
    }
  }
}
