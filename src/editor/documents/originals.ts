import * as vscode from 'vscode'
import type { AttributedText } from '../../attribution/text/attributedText'
import { hasSubstance } from '../../attribution/text/substance'
import type { EditHistory } from '../../capture/editHistory'
import { linesWithin } from '../../capture/content/linesWithin'
import { cellScheme } from './notebooks'
import type { TrackedDocument } from './trackedDocument'

/** How old a file may be to count as just created. */
const newFileMs = 30_000

/** How many closed documents keep their history, for undo after opening them again. */
const closedKept = 50

/** The documents that are open or were of late, as what a new document may have been made from. */
export class Originals {
  readonly #closed = new Map<string, EditHistory>()

  /** @param open the followed documents by their addresses, as they are at each moment */
  constructor(private readonly open: ReadonlyMap<string, TrackedDocument>) {}

  /** Keeps the history of a document that closes. */
  close({ uri, history }: TrackedDocument): void {
    this.#closed.set(uri.toString(), history)
    for (const oldest of this.#closed.keys()) {
      if (this.#closed.size <= closedKept) break
      this.#closed.delete(oldest)
    }
  }

  /** The history of a document that was closed of late and is opened again with the same text. */
  reopen(document: vscode.TextDocument, text: string): EditHistory | undefined {
    const key = document.uri.toString()
    const closed = this.#closed.get(key)
    this.#closed.delete(key)
    return closed?.current.text() === text ? closed : undefined
  }

  /** Documents that move keep their history: the editor opens them under the new address and closes the old ones. */
  willMove(from: vscode.Uri, to: vscode.Uri): void {
    const old = from.toString()
    const histories = new Map(this.#closed)
    for (const [key, tracked] of this.open) histories.set(key, tracked.history)
    for (const [key, history] of histories) {
      if (key === old || key.startsWith(`${old}/`)) this.#closed.set(to.toString() + key.slice(old.length), history)
    }
  }

  /**
   * The attribution of another document with the same text.
   * @param length of the document's text, which is asked for only where another one is as long: it may be large
   */
  sameTextAs(document: vscode.TextDocument, length: number): AttributedText | undefined {
    for (const [, { current }] of this.#others(document)) {
      if (current.length !== length) continue
      const text = document.getText()
      if (text.trim() !== '' && current.text() === text) return current
    }
    return undefined
  }

  /** Who wrote a document that was made from another one: a cell from a cell, a file by being saved under a new name. */
  async originalOf({ notebook, document }: TrackedDocument, text: string): Promise<AttributedText | undefined> {
    return notebook ? this.#cellFrom(document, text) : this.#savedFrom(document, text)
  }

  /**
   * Who wrote a new cell: it is the copy, or a part, of another one, as when cells are copied, split, or change their
   * kind.
   */
  #cellFrom(document: vscode.TextDocument, text: string): AttributedText | undefined {
    if (!text.split('\n').some(hasSubstance)) return undefined
    const cells = [...this.#others(document)].filter(([key]) => key.startsWith(`${cellScheme}:`))
    for (const [, { current }] of cells) {
      const part = linesWithin(current, text)
      if (part) return part
    }
    // A cell that is split loses the lines before the new one is there.
    for (const [, { previous }] of cells) {
      const part = previous && linesWithin(previous, text)
      if (part) return part
    }
    return undefined
  }

  /**
   * Who wrote a text that was just saved under a new name: the document it was saved from has the same text. Only for
   * files that were not there a moment ago, so that one old file is never taken for the copy of another.
   */
  async #savedFrom(document: vscode.TextDocument, text: string): Promise<AttributedText | undefined> {
    if (document.uri.scheme !== 'file' || text.trim() === '') return undefined
    const same = this.sameTextAs(document, text.length)
    if (!same) return undefined
    const { ctime } = await vscode.workspace.fs.stat(document.uri)
    return Date.now() - ctime < newFileMs ? same : undefined
  }

  /** The histories of all documents but this one, those that are open first. */
  *#others({ uri }: vscode.TextDocument): Iterable<readonly [string, EditHistory]> {
    const own = uri.toString()
    for (const [key, { history }] of this.open) if (key !== own) yield [key, history]
    for (const [key, history] of this.#closed) if (key !== own) yield [key, history]
  }
}
