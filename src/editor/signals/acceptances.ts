import * as vscode from 'vscode'
import { DisposableStore } from '../../base/disposable'
import type { FollowUpSignal } from '../../capture/resolveUndecided'
import type { AcceptKeys } from './acceptKeys'
import type { TrackedDocument } from '../documents/trackedDocument'

/** What is needed of the open documents. */
interface AcceptingDocuments {
  readonly all: readonly TrackedDocument[]
  /** Offers a signal to the edits of a document that wait for one. */
  resolveUndecided(tracked: TrackedDocument, signal: FollowUpSignal): boolean
}

/** The languages that know abbreviations without a setting that says so. */
const abbreviating = new Set(
  'html haml jade pug slim xml xsl handlebars php css scss sass less stylus javascriptreact typescriptreact'.split(' '),
)

/**
 * Finds the edit that a key accepted. The key says only that something was accepted before it came, so an edit is
 * believed to be accepted where each one that looks like it has a key of its own. Where there are more such edits than
 * keys, as when another extension writes at the caret at that moment, nobody can tell them apart: they stay unknown.
 */
export class Acceptances extends DisposableStore {
  /** The keys that came while there were more edits than keys. */
  #keys = 0

  constructor(
    private readonly documents: AcceptingDocuments,
    keys: AcceptKeys,
  ) {
    super()
    this.add(keys.onDidAccept(() => this.#accepted()))
  }

  /** Edits were decided without a key: keys that came until now tell nothing of what comes. */
  forget(): void {
    this.#keys = 0
  }

  #accepted(): void {
    const all = this.documents.all.filter(({ document }) => !spellsOutAbbreviations(document))
    const sure = count(all, 'sure')
    const guessed = sure === 0
    const edits = guessed ? count(all, 'guessed') : sure
    // The key did nothing, or what it did is decided already.
    if (edits === 0) return this.forget()
    this.#keys++
    if (edits > this.#keys) return
    this.forget()
    for (const tracked of all) {
      if (count([tracked], guessed ? 'guessed' : 'sure') > 0) {
        this.documents.resolveUndecided(tracked, { kind: 'accepted', guessed })
      }
    }
  }
}

function count(all: readonly TrackedDocument[], kind: 'sure' | 'guessed'): number {
  return all.reduce((sum, { history }) => sum + history.acceptable[kind], 0)
}

/** Whether the editor itself offers what an abbreviation stands for as an inline suggestion: it looks like an AI's. */
function spellsOutAbbreviations(document: vscode.TextDocument): boolean {
  const emmet = vscode.workspace.getConfiguration('emmet', document)
  if (!emmet.get<boolean>('useInlineCompletions', false)) return false
  const { languageId } = document
  if (emmet.get<readonly string[]>('excludeLanguages', []).includes(languageId)) return false
  return (
    abbreviating.has(languageId) || languageId in emmet.get<Readonly<Record<string, string>>>('includeLanguages', {})
  )
}
