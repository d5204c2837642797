import type { Code } from './code'

/** An edit of the stand-in assistant; `file` is relative to the workspace folder. */
export type ScriptedEdit =
  | { readonly file: string; readonly old: string; readonly new: string }
  | { readonly file: string; readonly at: readonly [line: number, column: number]; readonly new: string }
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly delete: true }

/** What the stand-in assistant answers to one chat request. */
export interface ScriptedAnswer {
  readonly reply?: string
  readonly edits?: readonly ScriptedEdit[]
  /** Between two edits. */
  readonly pauseMs?: number
}

/** Ghost text; it begins at `at` (0-based), or wherever the cursor is. */
export interface ScriptedGhostText {
  readonly text: string
  readonly at?: readonly [line: number, column: number]
}

/** What the stand-in assistant is to do next. */
export interface AssistantScript {
  readonly inline?: ScriptedGhostText | null
  readonly secondInline?: ScriptedGhostText | null
  readonly nextEdits?: readonly { readonly old: string; readonly new: string }[]
  readonly chat?: readonly ScriptedAnswer[]
  readonly format?: readonly (readonly [pattern: string, flags: string, replacement: string])[]
  readonly quickFixes?: readonly { readonly title: string; readonly old: string; readonly new: string }[]
  /** `$1` stands for what is pasted, `$2` for what is selected. */
  readonly paste?: string | null
  readonly completions?: readonly (string | { readonly label: string; readonly snippet: string })[]
}

/** The stand-in assistant of an editor: says what it offers, and uses VS Code's own interface to take it or leave it. */
export class Assistant {
  constructor(private readonly code: Code) {}

  async script(part: AssistantScript): Promise<void> {
    await this.code.command('assistant.script', part)
  }

  async reset(): Promise<void> {
    await this.code.command('assistant.reset')
  }

  async log(): Promise<readonly { readonly what: string; readonly [detail: string]: unknown }[]> {
    return this.code.command('assistant.log')
  }

  /**
   * Shows ghost text in the active editor. After one is accepted VS Code shows the next only when something was typed:
   * press a key in between. `Tab` accepts it, `Control+ArrowRight` its next word, `Escape`
   * leaves it.
   */
  async showGhostText(text: string): Promise<void> {
    await this.script({ inline: { text } })
    await this.trigger('.ghost-text, .ghost-text-decoration, .ghost-text-decoration-preview')
    // Another request, as after each key, must not find it again.
    await this.script({ inline: null })
  }

  /**
   * Presses a key that takes what is shown, or a part of it, and resolves when the text has changed: VS Code runs the
   * command behind the key after the key event has ended.
   */
  async accept(key = 'Tab'): Promise<void> {
    const version = (): Promise<number> =>
      this.code.evaluate((api) => api.window.activeTextEditor?.document.version ?? 0)
    const before = await version()
    await this.code.press(key)
    await this.code.waitFor(async () => (await version()) !== before, {
      what: `${key} to change the text`,
      timeoutMs: 3_000,
    })
  }

  /** Takes the next-edit suggestion that is shown: `Tab`, and once more where the first goes there only. */
  async acceptNextEdit(): Promise<void> {
    await this.accept().catch(() => this.accept())
    await this.script({ nextEdits: [] })
  }

  /** Shows a next-edit suggestion in the active editor; the cursor should be near. */
  async showNextEdit(old: string, replacement: string): Promise<void> {
    await this.script({ nextEdits: [{ old, new: replacement }] })
    await this.trigger('.inline-edits-view-indicator, .inline-edits-view')
  }

  /** Asks in the chat view and resolves when the answer's edits are in the editor, waiting to be kept or undone. */
  async ask(answer: ScriptedAnswer, mode: 'agent' | 'ask' | 'edit' = 'agent', prompt = 'Go on'): Promise<void> {
    await this.start(answer, mode, prompt)
    await this.answered()
  }

  /** Asks in the chat view without waiting, to do something else meanwhile; see `answered`. */
  async start(answer: ScriptedAnswer, mode: 'agent' | 'ask' | 'edit' = 'agent', prompt = 'Go on'): Promise<void> {
    await this.script({ chat: [answer] })
    // No model is resolved before somebody asks for the list.
    await this.code.evaluate(async (api) => (await api.lm.selectChatModels({})).length)
    const name = mode === 'agent' ? 'agent' : 'assistant'
    this.answersBefore = await this.answers()
    void this.code.command('workbench.action.chat.open', { query: `@${name} ${prompt}`, mode })
  }

  /** Resolves when the question asked last is answered. */
  async answered(): Promise<void> {
    await this.code.waitFor(async () => (await this.answers()) > this.answersBefore, {
      timeoutMs: 30_000,
      what: 'the stand-in assistant to answer',
    })
    const failure = (await this.log()).findLast(({ what }) => what === 'failed')
    if (failure) throw new Error(String(failure['message']))
    // The answer is the assistant's last word; VS Code applies its last edit a moment later.
    await this.code.page.locator('.chat-response-loading').waitFor({ state: 'detached' })
  }

  /** Clicks Keep for all edits of all files, in the chat view. */
  async keepAll(): Promise<void> {
    await this.inChat('Keep')
    const more = this.code.page.locator('.chat-editing-session').getByRole('button', { name: 'Keep' }).first()
    // A file that the chat lists only now waits for a click of its own.
    await this.code.waitFor(
      async () => {
        await more.waitFor({ state: 'hidden', timeout: 1_000 }).catch(() => more.click({ timeout: 1_000 }))
        return more.waitFor({ timeout: 300 }).then(
          () => false,
          () => true,
        )
      },
      { what: 'the chat to have nothing left to keep' },
    )
  }

  /** Clicks Undo for all edits of all files, in the chat view. */
  async undoAll(): Promise<void> {
    await this.inChat('Undo')
    const yes = this.code.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Yes' })
    // VS Code asks when the changes belong to the last of several requests, and undoes at once otherwise.
    await yes.click({ timeout: 1_000 }).catch(() => {})
  }

  /** Asks for suggestions until one is drawn: a request right after an edit is dropped now and then. */
  private async trigger(drawn: string): Promise<void> {
    await this.code.waitFor(
      async () => {
        await this.code.command('editor.action.inlineSuggest.hide')
        await this.code.command('editor.action.inlineSuggest.trigger')
        await this.code.page.locator(drawn).first().waitFor({ state: 'attached', timeout: 1_000 })
        return true
      },
      { what: 'the suggestion to be drawn' },
    )
  }

  private answersBefore = 0

  private async answers(): Promise<number> {
    return (await this.log()).filter(({ what }) => what === 'answered').length
  }

  private async inChat(label: string): Promise<void> {
    await this.code.page.locator('.chat-editing-session').getByRole('button', { name: label }).first().click()
  }
}
