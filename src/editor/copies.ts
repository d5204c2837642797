import * as vscode from 'vscode'
import type { AttributedText } from '../attribution/attributedText'
import { normaliseAttributed } from '../attribution/normalise'
import { describeError } from '../base/errors'
import { CopiedText } from '../capture/copiedText'
import type { CopiedOrigins } from '../storage/copiedOrigins'

/** What was copied or cut, in this window and in others, so that a paste brings the origins along. */
export class Copies {
  readonly #here = new CopiedText()

  constructor(
    private readonly anywhere: CopiedOrigins,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The pasted text with the origins of what was copied; undefined when it is from outside. */
  find(pasted: string): AttributedText | undefined {
    return this.#here.find(pasted)
  }

  /** Text that went in one piece may come back as a paste. */
  cut(stretch: AttributedText): void {
    this.#here.add(stretch)
  }

  /** What was copied, a stretch for each caret. Other windows get to know what was copied with one. */
  copied(stretches: readonly AttributedText[]): void {
    for (const stretch of stretches) this.#here.add(stretch)
    const [only] = stretches
    if (!only || stretches.length > 1 || !vscode.workspace.isTrusted) return
    this.anywhere
      .write(normaliseAttributed(only), new Date().toISOString())
      .catch((error: unknown) => this.log.warn(`Other windows cannot know what was copied: ${describeError(error)}`))
  }

  /** Text is about to be pasted: perhaps another window copied it last. */
  async lookFor(text: string): Promise<void> {
    try {
      const found = await this.anywhere.find(text, Date.now())
      if (found) this.#here.add(found)
    } catch (error) {
      this.log.warn(`Could not see what other windows have copied: ${describeError(error)}`)
    }
  }
}
