import * as vscode from 'vscode'
import type { Disposable } from '../base/disposable'
import { CommandInFront } from './commandInFront'
import type { Setting } from './setting'

/** The editor's commands that accept inline suggestions. Tab, palette and mouse all go through them. */
const commands: Readonly<Record<string, 'completion' | 'partial'>> = {
  'editor.action.inlineSuggest.commit': 'completion',
  'editor.action.inlineSuggest.commitAlternativeAction': 'completion',
  'editor.action.inlineSuggest.jump': 'completion',
  'editor.action.inlineSuggest.acceptNextWord': 'partial',
  'editor.action.inlineSuggest.acceptNextLine': 'partial',
}

/** The languages that know abbreviations without a setting that says so. */
const abbreviating = new Set(
  'html haml jade pug slim xml xsl handlebars php css scss sass less stylus javascriptreact typescriptreact'.split(' '),
)

/**
 * Sees the acceptance of inline suggestions where the editor does not name the source of edits: stands in front of the
 * editor's own commands and notes that one runs. The change event arrives while the command runs.
 */
export class AcceptCommands implements Disposable {
  readonly #inFront = Object.entries(commands).map(([id, kind]) => ({
    id,
    command: new CommandInFront(id, async (handOn) => this.#run(kind, handOn)),
  }))
  readonly #subscription: Disposable
  #running: { readonly kind: 'completion' | 'partial'; readonly uri: string } | undefined
  #stopped = true

  constructor(
    private readonly enabled: Setting<boolean>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#subscription = enabled.onDidChange(() => (this.#stopped ? undefined : this.start()))
  }

  /** The acceptance that is running on a document at this moment. */
  runningOn(document: vscode.TextDocument): 'completion' | 'partial' | undefined {
    if (this.#running?.uri !== document.uri.toString() || spellsOutAbbreviations(document)) return undefined
    return this.#running.kind
  }

  /** Begins to watch, if the setting allows it. Not needed where the editor names the source of every edit. */
  start(): void {
    this.stop()
    this.#stopped = false
    if (!this.enabled.value) return
    for (const { id, command } of this.#inFront) {
      if (command.start()) continue
      // Its acceptances then stay unknown to us.
      this.log.warn(`Another extension handles ${id}: suggestions accepted through it are recorded as unknown.`)
    }
  }

  /** Hands all commands back to the editor. */
  stop(): void {
    this.#stopped = true
    for (const { command } of this.#inFront) command.stop()
  }

  dispose(): void {
    this.stop()
    this.#subscription.dispose()
  }

  async #run(kind: 'completion' | 'partial', handOn: () => Promise<void>): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri.toString()
    const running = uri === undefined ? undefined : { kind, uri }
    this.#running = running
    try {
      await handOn()
    } finally {
      if (this.#running === running) this.#running = undefined
    }
  }
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
