import * as vscode from 'vscode'
import { DisposableStore } from '../base/disposable'
import { Emitter } from '../base/event'

/** The scheme under which the editor's chat keeps the text of a file from before its edits. */
const scheme = 'chat-editing-text-model'

/**
 * The chat's texts from before its edits. While there is one for a file, an edit of the file that is not mirrored into
 * it is the chat's own. An internal of the editor, so everything about it may be missing.
 */
export class ChatBaselines extends DisposableStore {
  readonly #sessions = new Map<string, string | undefined>()
  readonly #mirrored = this.add(new Emitter<string>())
  readonly #decided = this.add(new Emitter<string>())

  /** Fires with the path of a file when an edit was taken over into its baseline: so it was not the chat's. */
  readonly onDidMirror = this.#mirrored.event
  /** Fires with the path of a file when its chat edits were kept or undone: the baseline is replaced as a whole. */
  readonly onDidDecide = this.#decided.event

  constructor() {
    super()
    for (const document of vscode.workspace.textDocuments) this.#opened(document)
    this.add(vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)))
    this.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document.uri.scheme === scheme) this.#sessions.delete(document.uri.path)
      }),
    )
    this.add(vscode.workspace.onDidChangeTextDocument((event) => this.#changed(event)))
  }

  /** The chat session that edits a document, or undefined when none does. */
  of(document: vscode.TextDocument): { readonly session: string | undefined } | undefined {
    if (!this.#sessions.has(document.uri.path)) return undefined
    return { session: this.#sessions.get(document.uri.path) }
  }

  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const [change] = contentChanges
    if (document.uri.scheme !== scheme || !change) return
    const isWhole = contentChanges.length === 1 && change.rangeOffset === 0 && change.text === document.getText()
    if (isWhole) this.#decided.fire(document.uri.path)
    else this.#mirrored.fire(document.uri.path)
  }

  #opened(document: vscode.TextDocument): void {
    if (document.uri.scheme === scheme) this.#sessions.set(document.uri.path, sessionOf(document.uri.query))
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
