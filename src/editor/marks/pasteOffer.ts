import * as vscode from 'vscode'
import type { Origin } from '../../attribution/text/origin'
import { DisposableStore } from '../../base/disposable'
import type { Change } from '../../capture/editEvent'
import { declareOrigin, declaredHuman, pickDeclaredAi, toolsIn } from './declareOrigin'
import type { Documents } from '../documents/documents'
import type { RecentTools } from './recentTools'
import type { RecordDocument } from '../documents/recordDocument'
import { registerCommand } from '../ui/registerCommand'
import type { Settings } from '../settings/settings'
import type { TrackedDocument } from '../documents/trackedDocument'

/** A paste of fewer lines is no great loss when it stays unknown. */
const fewestLines = 10

/** Where the editor does not name pastes, a completion looks like one until its key is told, or is not. */
const settlesMs = 1_200

/** How long the offer stands, unless it is taken. */
const offeredMs = 90_000

/** Where a paste stands now, in offsets of its document. */
interface Offered {
  readonly tracked: TrackedDocument
  from: number
  to: number
}

/**
 * After a large paste from outside, which nobody can know the writer of, the status bar offers to say who wrote it. It
 * never takes the keyboard and goes away by itself; no answer leaves the text unknown.
 */
export class PasteOffer extends DisposableStore {
  readonly #item = this.add(vscode.window.createStatusBarItem('byline.pasteOffer', vscode.StatusBarAlignment.Right, 89))
  #offered: Offered | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly settings: Settings,
    private readonly documents: Documents,
    private readonly record: RecordDocument,
    private readonly tools: RecentTools,
    log: vscode.LogOutputChannel,
  ) {
    super()
    this.#item.name = 'Byline: Large Paste'
    this.#item.command = 'byline.explainPaste'
    this.add(documents.onDidPasteUnknown((paste) => this.#offer(paste.tracked, paste.from, paste.to)))
    this.add(documents.onWillChange(({ tracked, changes }) => this.#move(tracked, changes)))
    this.add(settings.askAboutPastes.onDidChange(() => this.#withdraw()))
    this.add(registerCommand('byline.explainPaste', log, () => this.#ask()))
  }

  override dispose(): void {
    clearTimeout(this.#timer)
    super.dispose()
  }

  #offer(tracked: TrackedDocument, from: number, to: number): void {
    const { attributed } = tracked
    // The line that the paste ends on counts when there is something of it.
    const lines = attributed.lineAt(to) - attributed.lineAt(from) + (attributed.text(to - 1, to) === '\n' ? 0 : 1)
    if (this.settings.askAboutPastes.value === 'off' || lines < fewestLines) return
    this.#withdraw()
    this.#offered = { tracked, from, to }
    this.#timer = setTimeout(() => this.#show(lines), settlesMs)
  }

  /** Offers to say who wrote the text, where it has stayed unknown. */
  #show(lines: number): void {
    const offered = this.#offered
    if (!offered) return
    const { attributed } = offered.tracked
    const known = offered.to <= attributed.length && attributed.slice(offered.from, offered.to).runs()
    if (!known || known.every(({ origin }) => origin.contributor !== 'unknown')) return this.#withdraw()
    this.#item.text = `$(question) ${lines} pasted lines: who wrote them?`
    this.#item.tooltip =
      'Byline cannot know who wrote what you pasted. Click to say it. Without an answer it stays unknown.'
    this.#item.accessibilityInformation = { label: `Byline: who wrote the ${lines} pasted lines?`, role: 'button' }
    this.#item.show()
    void vscode.commands.executeCommand('setContext', 'byline.hasPasteOffer', true)
    this.#timer = setTimeout(() => this.#withdraw(), offeredMs)
  }

  /** Text before the paste comes and goes; when the paste itself is gone there is nothing to ask. */
  #move(tracked: TrackedDocument, changes: readonly Change[]): void {
    const offered = this.#offered
    if (offered?.tracked !== tracked) return
    for (const { from, to, text } of changes) {
      const shift = text.length - (to - from)
      if (to <= offered.from) {
        offered.from += shift
        offered.to += shift
      } else if (from < offered.to) {
        if (from < offered.from) offered.from = from
        offered.to = Math.max(offered.to, to) + shift
      }
    }
    if (offered.to <= offered.from) this.#withdraw()
  }

  #withdraw(): void {
    clearTimeout(this.#timer)
    this.#offered = undefined
    this.#item.hide()
    void vscode.commands.executeCommand('setContext', 'byline.hasPasteOffer', false)
  }

  async #ask(): Promise<void> {
    const offered = this.#offered
    if (!offered) return
    // Who answers needs as long as they need.
    clearTimeout(this.#timer)
    const ai: vscode.QuickPickItem = { label: 'From AI…', description: 'an AI tool wrote it' }
    const human: vscode.QuickPickItem = { label: 'I wrote it', description: 'or another person did' }
    const leave: vscode.QuickPickItem = { label: 'Leave it unknown', description: 'nobody can say' }
    const never: vscode.QuickPickItem = { label: 'Don’t ask again', description: 'after large pastes' }
    const picked = await vscode.window.showQuickPick([ai, human, leave, never], {
      placeHolder: 'Who wrote what you pasted?',
    })
    let origin: Origin | undefined
    if (picked === never) await this.settings.askAboutPastes.set('off')
    else if (picked === ai) origin = await pickDeclaredAi(this.tools, toolsIn(offered.tracked))
    else if (picked === human) origin = declaredHuman()
    // The text may have gone while somebody thought about it.
    const stands = this.#offered === offered
    this.#withdraw()
    // A click on the status bar took the keyboard from the text.
    void vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup')
    if (!origin || !stands) return
    const stretch = { from: offered.from, to: offered.to, unknownOnly: true } as const
    await declareOrigin(this.documents, this.record, offered.tracked, [stretch], origin)
  }
}
