import * as vscode from 'vscode'
import type { AttributedText } from '../../attribution/text/attributedText'
import { normaliseAttributed } from '../../attribution/text/normalise'
import { describeError } from '../../base/errors'
import { CopiedText, joined } from '../../capture/copiedText'
import type { CopiedOrigins } from '../../ledger/copiedOrigins'

/** What was copied or cut, in this window and in others, so that a paste brings the origins along. */
export class Copies {
  readonly #here = new CopiedText()
  /** Copies of which it is still being looked up who wrote them. */
  #lookedUp: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly anywhere: CopiedOrigins,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The pasted text with the origins of what was copied; undefined when it is from outside. */
  find(pasted: string, isOneOfMany: boolean): AttributedText | undefined {
    return this.#here.find(pasted, isOneOfMany)
  }

  /** Whether an edit puts in what was copied or cut last; see `CopiedText.isLast`. */
  isLast(texts: readonly string[]): boolean {
    return this.#here.isLast(texts)
  }

  /** Text that went at once may come back as a paste: a stretch for each selection, in order. */
  cut(stretches: readonly AttributedText[]): void {
    this.#here.add(stretches)
  }

  /** What was copied, a stretch for each selection, in order. Other windows get to know it, too. */
  copied(stretches: readonly AttributedText[]): void {
    this.#here.add(stretches)
    if (stretches.length === 0 || !vscode.workspace.isTrusted) return
    this.anywhere
      .write(normaliseAttributed(joined(stretches)), new Date().toISOString())
      .catch((error: unknown) => this.log.warn(`Other windows cannot know what was copied: ${describeError(error)}`))
  }

  /** Takes in what was copied of a text whose origins are still being looked up; undefined where nobody knows them. */
  copiedFrom(looking: Promise<readonly AttributedText[] | undefined>): void {
    this.#lookedUp = Promise.all([this.#lookedUp, looking]).then(
      ([, stretches]) => stretches && this.copied(stretches),
      (error: unknown) => this.log.warn(`Could not see who wrote what was copied: ${describeError(error)}`),
    )
  }

  /**
   * Text was pasted that nobody here has copied: perhaps another window did.
   * @returns whether it is known now
   */
  async lookFor(texts: readonly string[]): Promise<boolean> {
    try {
      await this.#lookedUp
      if (this.isLast(texts)) return true
      const found = await Promise.all(texts.map((text) => this.anywhere.find(text, Date.now())))
      const stretches = found.flatMap((stretch) => stretch ?? [])
      if (stretches.length === 0 || stretches.length < texts.length) return false
      this.#here.add(stretches.slice(0, 1))
      return true
    } catch (error) {
      this.log.warn(`Could not see what other windows have copied: ${describeError(error)}`)
      return false
    }
  }
}
