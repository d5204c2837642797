import * as vscode from 'vscode'
import type { AttributedText } from '../attribution/attributedText'
import type { Disposable } from '../base/disposable'
import { followedDocuments } from './followedDocuments'
import type { Setting } from './setting'

/** How long after the paste handler was asked an edit with that text counts as the paste. */
const pasteWindowMs = 2_000

/** All that an extension may make text of. */
const kindsOfData = ['text/plain', 'text/uri-list', 'files', 'image/*']

/**
 * Sees copies, pastes and drops through the editor's paste and drop handlers: notes what was copied with its origins,
 * and which text is about to be pasted. It never changes a paste: the editor's own runs as ever.
 */
export class PasteWatcher implements Disposable, vscode.DocumentPasteEditProvider, vscode.DocumentDropEditProvider {
  readonly #subscription: Disposable
  #registration: vscode.Disposable | undefined
  #pasting: { readonly uri: string; readonly text: string; readonly untilMs: number } | undefined

  constructor(
    private readonly enabled: Setting<boolean>,
    private readonly onDidCopy: (document: vscode.TextDocument, ranges: readonly vscode.Range[]) => void,
    /** Looks up what is known of a text before it is pasted. */
    private readonly onWillPaste: (text: string) => Promise<void>,
  ) {
    this.#register()
    this.#subscription = enabled.onDidChange(() => this.#register())
  }

  /** The text that is being pasted into a document at this moment; empty when it is no text. */
  pastingInto(document: vscode.TextDocument): string | undefined {
    const pasting = this.#pasting
    return pasting?.uri === document.uri.toString() && Date.now() < pasting.untilMs ? pasting.text : undefined
  }

  /** The paste has arrived: what follows is something else. */
  arrived(): void {
    this.#pasting = undefined
  }

  prepareDocumentPaste(document: vscode.TextDocument, ranges: readonly vscode.Range[]): void {
    this.onDidCopy(document, ranges)
  }

  async provideDocumentPasteEdits(
    document: vscode.TextDocument,
    _ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
  ): Promise<undefined> {
    await this.#willArrive(document, data)
    return undefined
  }

  async provideDocumentDropEdits(
    document: vscode.TextDocument,
    _position: vscode.Position,
    data: vscode.DataTransfer,
  ): Promise<undefined> {
    await this.#willArrive(document, data)
    return undefined
  }

  dispose(): void {
    this.#registration?.dispose()
    this.#subscription.dispose()
  }

  async #willArrive(document: vscode.TextDocument, data: vscode.DataTransfer): Promise<void> {
    const text = (await data.get('text/plain')?.asString()) ?? ''
    if (text) await this.onWillPaste(text)
    this.#pasting = { uri: document.uri.toString(), text, untilMs: Date.now() + pasteWindowMs }
  }

  #register(): void {
    this.#registration?.dispose()
    if (!this.enabled.value) return
    const kind = vscode.DocumentDropOrPasteEditKind.Empty.append('byline')
    this.#registration = vscode.Disposable.from(
      vscode.languages.registerDocumentPasteEditProvider(followedDocuments, this, {
        providedPasteEditKinds: [kind],
        pasteMimeTypes: kindsOfData,
        copyMimeTypes: ['text/plain'],
      }),
      vscode.languages.registerDocumentDropEditProvider(followedDocuments, this, {
        providedDropEditKinds: [kind],
        dropMimeTypes: kindsOfData,
      }),
    )
  }
}

/** The copied stretches of a document, one after the other as the clipboard holds them. */
export function copiedStretch(
  document: vscode.TextDocument,
  attributed: AttributedText,
  ranges: readonly vscode.Range[],
): readonly AttributedText[] {
  return ranges.map((range) => {
    if (!range.isEmpty) return attributed.slice(document.offsetAt(range.start), document.offsetAt(range.end))
    // Nothing selected: the editor copies the whole line.
    const line = document.lineAt(range.start.line).rangeIncludingLineBreak
    return attributed.slice(document.offsetAt(line.start), document.offsetAt(line.end))
  })
}
