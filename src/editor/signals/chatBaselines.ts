import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'

/** The scheme under which the editor's chat keeps the text of a file from before its edits. */
const scheme = 'chat-editing-text-model'

/** The scheme of the chat's input box. */
const inputScheme = 'chatSessionInput'

/** A file's text from before the chat's edits. */
export interface Baseline {
  readonly document: vscode.TextDocument
  readonly session: string | undefined
}

/** An edit of the baseline of the file at `path`, with the texts it put in. */
export interface BaselineEdit {
  readonly path: string
  readonly texts: readonly string[]
}

/**
 * The chat's texts from before its edits. While there is one for a file, an edit of the file that is not mirrored into
 * it is the chat's own. An internal of the editor, so everything about it may be missing.
 */
export class ChatBaselines extends DisposableStore {
  readonly #baselines = new Map<string, Baseline>()
  readonly #asked = this.add(new vscode.EventEmitter<void>())
  readonly #mirrored = this.add(new vscode.EventEmitter<BaselineEdit>())
  readonly #decided = this.add(new vscode.EventEmitter<string>())

  /** Somebody wrote in the chat's input box, or sent what stood there. What it says is none of our business. */
  readonly onDidAsk = this.#asked.event
  /** An edit of a baseline: where it is the last edit of its file taken over, that one was not the chat's. */
  readonly onDidMirror = this.#mirrored.event
  /** Fires with the path of a file when its chat edits were kept or undone: the baseline is replaced as a whole. */
  readonly onDidDecide = this.#decided.event

  constructor() {
    super()
    for (const document of vscode.workspace.textDocuments) this.#opened(document)
    this.add(vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)))
    this.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document.uri.scheme === scheme) this.#baselines.delete(document.uri.path)
      }),
    )
    this.add(vscode.workspace.onDidChangeTextDocument((event) => this.#changed(event)))
  }

  /** The chat's text from before its edits of a document, or undefined when it does not edit it. */
  of(document: vscode.TextDocument): Baseline | undefined {
    return this.#baselines.get(document.uri.path)
  }

  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document.uri.scheme === inputScheme) this.#asked.fire()
    const [change] = contentChanges
    if (document.uri.scheme !== scheme || !change) return
    const isWhole = contentChanges.length === 1 && change.rangeOffset === 0 && change.text === document.getText()
    if (isWhole) this.#decided.fire(document.uri.path)
    else this.#mirrored.fire({ path: document.uri.path, texts: contentChanges.map(({ text }) => text) })
  }

  #opened(document: vscode.TextDocument): void {
    if (document.uri.scheme !== scheme) return
    this.#baselines.set(document.uri.path, { document, session: sessionOf(document.uri.query) })
  }
}

/** The session id in the query of a baseline's address; undefined where this version of the editor writes none. */
function sessionOf(query: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(query)
    if (typeof parsed !== 'object' || parsed === null) return undefined
    const { chatSessionResource, chatSessionId, sessionId } = parsed as Record<string, unknown>
    if (typeof chatSessionResource === 'object' && chatSessionResource !== null) {
      const { path } = chatSessionResource as Record<string, unknown>
      if (typeof path === 'string') return Buffer.from(path.slice(1), 'base64').toString('utf8')
    }
    const id = chatSessionId ?? sessionId
    return typeof id === 'string' ? id : undefined
  } catch {
    // Not JSON: another kind of address; the session is simply not known.
    return undefined
  }
}
