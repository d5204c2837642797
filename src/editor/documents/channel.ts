import type * as vscode from 'vscode'
import type { ChangeEvent } from './changeEvent'

/** Whether the editor names the source of edits, which a stable VS Code does not: the first edit tells. */
export class Channel {
  #namesSources: boolean | undefined

  /** @param needless what is not listened to any more where the editor names the source of edits */
  constructor(
    private readonly needless: readonly { stop(): void }[],
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Undefined before the first edit. */
  get namesSources(): boolean | undefined {
    return this.#namesSources
  }

  learn(event: ChangeEvent): void {
    if (this.#namesSources !== undefined) return
    this.#namesSources = 'detailedReason' in event
    if (this.#namesSources) for (const signal of this.needless) signal.stop()
    this.log.info(
      this.#namesSources
        ? 'The editor names the source of every edit.'
        : 'The editor does not name the source of edits; Byline goes by what it sees around them.',
    )
  }
}
