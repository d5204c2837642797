import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Ledger } from '../../src/ledger/ledger'
import { git } from '../fixtures/git'
import { Assistant, type ScriptedAnswer } from '../host/assistant'
import type { Code } from '../host/code'
import { projectRoot } from '../host/projectRoot'

/** What a scenario's script sees: the editor, the assistant, and the files of its own folder. */
export class Stage {
  readonly assistant: Assistant

  constructor(
    readonly code: Code,
    /** The repository, an absolute path. */
    readonly repository: string,
    /** The scenario's folder in the repository. */
    readonly folder: string,
  ) {
    this.assistant = new Assistant(code)
  }

  /** The path of a file of the scenario, relative to the repository. */
  path(file: string): string {
    return `${this.folder}/${file}`
  }

  absolute(file: string): string {
    return path.join(this.repository, this.folder, file)
  }

  /** Opens a file (it has to be there) and puts the cursor at its end. */
  async open(file = 'a.ts'): Promise<void> {
    await this.code.openFile(this.path(file))
    await this.shown(file)
    await this.end()
  }

  /** Resolves when a file is in the active editor and Byline is there. */
  async shown(file: string): Promise<void> {
    await this.code.waitFor(
      () =>
        this.code.evaluate(
          (api, path) =>
            api.window.activeTextEditor?.document.uri.fsPath === path &&
            api.extensions.getExtension('byline.byline')?.isActive === true,
          this.absolute(file),
        ),
      { what: `${file} to be shown` },
    )
  }

  async end(): Promise<void> {
    await this.code.press('Control+End')
  }

  async type(text: string): Promise<void> {
    await this.code.type(text)
  }

  /** Presses keys one after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.code.press(key)
  }

  /** Presses a key that changes the text by a command, and resolves when it has. */
  async change(key: string): Promise<void> {
    await this.assistant.accept(key)
  }

  /** Runs something that changes the active document, and resolves when it has. */
  async untilChanged(act: () => Promise<unknown>): Promise<void> {
    const version = (): Promise<number> =>
      this.code.evaluate((api) => api.window.activeTextEditor?.document.version ?? 0)
    const before = await version()
    await act()
    await this.code.waitFor(async () => (await version()) !== before, { what: 'the text to change' })
  }

  /** Shows ghost text at the cursor and takes it with Tab. */
  async complete(text: string): Promise<void> {
    await this.assistant.showGhostText(text)
    await this.assistant.accept()
  }

  /** Puts the cursor before a text of the active document that stands there once, by the mouse. */
  async cursorBefore(text: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      const { line, column } = await this.find(text)
      await this.code.clickText(line, column)
      try {
        return await this.cursorAt(line, column)
      } catch (error) {
        // The editor moved the cursor or the text by itself, to the next edit of a chat for example: a person clicks again.
        if (tries === 3) throw error
      }
    }
  }

  /** Puts the cursor behind a text of the active document that stands there once. */
  async cursorAfter(text: string): Promise<void> {
    await this.cursorBefore(text)
    for (let i = 0; i < text.length; i++) await this.code.press('ArrowRight')
    const { line, column } = await this.find(text)
    await this.cursorAt(line, column + text.length)
  }

  /** Selects a text on one line of the active document by the keyboard. */
  async select(text: string): Promise<void> {
    await this.cursorBefore(text)
    for (let i = 0; i < text.length; i++) await this.code.press('Shift+ArrowRight')
    await this.code.waitFor(
      async () =>
        (await this.code.evaluate((api) => {
          const editor = api.window.activeTextEditor
          return editor?.document.getText(editor.selection)
        })) === text,
      { what: `${text} to be selected` },
    )
  }

  /** Selects whole lines by the keyboard: from before `first`, `count` lines down. */
  async selectLines(first: string, count: number): Promise<void> {
    await this.cursorBefore(first)
    await this.press('Home', 'Home')
    for (let i = 0; i < count; i++) await this.code.press('Shift+ArrowDown')
  }

  /** Selects a text and drags it with the mouse to a position of the active editor, 0-based. */
  async drag(text: string, line: number, column: number): Promise<void> {
    await this.select(text)
    const from = await this.code.pointOf(...(await this.middleOf(text)))
    const to = await this.code.pointOf(line, column)
    const { mouse } = this.code.page
    await this.untilChanged(async () => {
      await mouse.move(from.x, from.y)
      await mouse.down()
      await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 })
      await mouse.move(to.x, to.y, { steps: 5 })
      await mouse.up()
    })
  }

  /** Drops text that comes from another program at a position of the active editor, 0-based. */
  async dropText(text: string, line: number, column: number): Promise<void> {
    const { x, y } = await this.code.pointOf(line, column)
    await this.code.page.evaluate(
      `(() => {
        const dataTransfer = new DataTransfer()
        dataTransfer.setData('text/plain', ${JSON.stringify(text)})
        const target = document.elementFromPoint(${x}, ${y})
        for (const name of ['dragenter', 'dragover', 'drop']) {
          target.dispatchEvent(
            new DragEvent(name, { bubbles: true, cancelable: true, clientX: ${x}, clientY: ${y}, dataTransfer }),
          )
        }
      })()`,
    )
  }

  /** Clicks Keep or Undo at the edit of a chat that a line of the active editor belongs to. */
  async decideHunk(text: string, decision: 'Keep' | 'Undo'): Promise<void> {
    await this.cursorBefore(text)
    const { line, column } = await this.find(text)
    await this.code.hoverText(line, column + 1)
    const buttons = this.code.page.locator('.chat-diff-change-content-widget.hover .action-label')
    await buttons.getByText(decision, { exact: true }).first().click()
  }

  /** The same by the keyboard: `Control+Y` keeps, `Control+N` undoes what the cursor stands in. */
  async decideByKey(text: string, key: string): Promise<void> {
    await this.cursorBefore(text)
    await this.code.press(key)
  }

  /** Resolves when a file is on disk. */
  async untilFile(file: string): Promise<void> {
    await this.code.waitFor(() => existsSync(this.absolute(file)), { what: `${file} to be written` })
  }

  /** Opens inline chat at the cursor, asks, and resolves when the edits are in the editor. */
  async askInline(edits: ScriptedAnswer['edits'] & {}): Promise<void> {
    await this.assistant.script({ chat: [{ reply: 'Here it is.', edits }] })
    await this.code.evaluate(async (api) => (await api.lm.selectChatModels({})).length)
    const answered = (await this.assistant.log()).filter(({ what }) => what === 'answered').length
    await this.code.press('Control+I')
    await this.focused('.inline-chat')
    await this.code.type('go on')
    await this.untilChanged(() => this.code.press('Enter'))
    await this.code.waitFor(
      async () => (await this.assistant.log()).filter(({ what }) => what === 'answered').length > answered,
      { what: 'the answer of inline chat' },
    )
  }

  /** Resolves when the keyboard goes to something inside an element. */
  async focused(selector: string): Promise<void> {
    await this.code.waitFor(
      () => this.code.page.evaluate<boolean>(`!!document.activeElement?.closest('${selector}')`),
      { what: `${selector} to have the keyboard` },
    )
  }

  /** Sets a setting of the editor for the rest of the scenario. */
  async set(name: string, value: unknown): Promise<void> {
    await this.code.evaluate(
      async (api, change) => api.workspace.getConfiguration().update(change.name, change.value, true),
      { name, value },
    )
  }

  /** Saves the active document and resolves when it is saved. */
  async save(): Promise<void> {
    await this.untilSaved(() => this.press('Control+S'))
  }

  /** Runs something that saves the active document, and resolves when it is saved. */
  async untilSaved(act: () => Promise<unknown>): Promise<void> {
    await act()
    await this.code.waitFor(
      () => this.code.evaluate((api) => api.window.activeTextEditor?.document.isDirty === false),
      { what: 'the file to be saved' },
    )
  }

  /**
   * Saves the active document under another name in the scenario's folder, in the editor's own dialog; `replaces` says
   * yes to the question whether the file that has the name is to be replaced.
   */
  async saveAs(file: string, { replaces = false }: { readonly replaces?: boolean } = {}): Promise<void> {
    const input = this.code.page.locator('.quick-input-widget .quick-input-box input').first()
    // The dialog fills itself in, more than once, and looks at the disk after each key: until it has, Enter does nothing.
    const still = async (holds: (value: string) => boolean): Promise<void> => {
      let before: string | undefined
      await this.code.waitFor(async () => {
        const now = await input.inputValue({ timeout: 1_000 })
        const isStill = now === before && holds(now)
        before = now
        if (!isStill) await delay(400)
        return isStill
      })
    }
    await this.code.press('Control+Shift+S')
    await this.focused('.quick-input-widget')
    await still((value) => value !== '')
    await input.fill(this.absolute(file))
    await still((value) => value === this.absolute(file))
    await this.code.press('Enter')
    if (replaces) {
      const question = this.code.page.locator('.quick-input-widget:visible', { hasText: 'already exists' })
      await question.waitFor()
      await this.press('Enter')
      await question.waitFor({ state: 'hidden' })
    }
    await this.untilFile(file)
    await this.shown(file)
    await this.code.focusEditor()
  }

  /** Saves all documents and resolves when they are. */
  async saveAll(): Promise<void> {
    await this.code.command('workbench.action.files.saveAll')
    await this.code.waitFor(
      () => this.code.evaluate((api) => api.workspace.textDocuments.every((document) => !document.isDirty)),
      { what: 'all files to be saved' },
    )
  }

  /** Undoes until the text is this one. */
  async undoTo(text: string): Promise<void> {
    await this.pressUntil('Control+Z', text)
  }

  async redoTo(text: string): Promise<void> {
    await this.pressUntil('Control+Y', text)
  }

  /** Resolves when the active document has this text. */
  async untilText(text: string | ((text: string) => boolean)): Promise<void> {
    const holds = typeof text === 'string' ? (now: string) => now === text : text
    let now = ''
    try {
      await this.code.waitFor(async () => holds((now = await this.code.text())), { what: 'the text' })
    } catch (error) {
      throw new Error(`The text stayed ${JSON.stringify(now)}, not ${String(text)}`, { cause: error })
    }
  }

  /** Waits until what was not named has been decided and recorded: a person who leaves the keyboard for a moment. */
  async rest(): Promise<void> {
    await delay(1_300)
  }

  /** What a person who leaves the keyboard gives the editor: the time to back up what is not saved. */
  async untilBackedUp(): Promise<void> {
    await this.rest()
    await this.code.untilBackedUp()
  }

  read(file: string): string {
    return readFileSync(this.absolute(file), 'utf8')
  }

  /** Writes a file as a program outside the editor does. */
  write(file: string, text: string): void {
    writeFileSync(this.absolute(file), text)
  }

  /** Runs git in the repository. */
  git(...args: readonly string[]): string {
    return git(this.repository, this.code.env, ...args)
  }

  /** The paths with AI text that waits for a commit, as the record of the repository has them. */
  async pendingPaths(): Promise<readonly string[]> {
    const ledger = await Ledger.open(path.join(this.repository, '.git', 'byline'))
    return ledger.pendingPaths()
  }

  /** Tells of an edit as an agent's hook does, with `byline record`. */
  record(edit: { readonly path: string; readonly before: string; readonly after: string }): void {
    execFileSync(process.execPath, [path.join(projectRoot(), 'dist', 'cli.js'), 'record', '--agent', 'generic'], {
      cwd: this.repository,
      env: this.code.env,
      input: JSON.stringify({ contributor: 'ai', tool: 'claude-code', mode: 'agent', ...edit }),
    })
  }

  /** What `byline report` says of the changes that are not committed. */
  async report(): Promise<{ readonly skipped: readonly { readonly path: string; readonly reason: string }[] }> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [path.join(projectRoot(), 'dist', 'cli.js'), 'report', '--format', 'json'],
      { cwd: this.repository, env: this.code.env, encoding: 'utf8' },
    )
    return JSON.parse(stdout) as { skipped: { path: string; reason: string }[] }
  }

  private async find(text: string): Promise<{ line: number; column: number }> {
    const all = (await this.code.text()).split(/\r?\n/)
    const line = all.findIndex((candidate) => candidate.includes(text))
    if (line < 0) throw new Error(`${JSON.stringify(text)} does not stand in the document`)
    return { line, column: all[line]!.indexOf(text) }
  }

  private async middleOf(text: string): Promise<[line: number, column: number]> {
    const { line, column } = await this.find(text)
    return [line, column + Math.floor(text.length / 2)]
  }

  private async cursorAt(line: number, column: number): Promise<void> {
    const at = (): Promise<{ line: number; column: number } | undefined> =>
      this.code.evaluate((api) => {
        const active = api.window.activeTextEditor?.selection.active
        return active && { line: active.line, column: active.character }
      })
    try {
      await this.code.waitFor(
        async () => {
          const now = await at()
          return now?.line === line && now.column === column
        },
        { timeoutMs: 2_000 },
      )
    } catch {
      throw new Error(`The cursor is at ${JSON.stringify(await at())}, not at ${line}:${column}`)
    }
  }

  private async pressUntil(key: string, text: string): Promise<void> {
    for (let i = 0; i < 200; i++) {
      if ((await this.code.text()) === text) return
      await this.change(key)
    }
    throw new Error(`${key} never led to ${JSON.stringify(text)} but to ${JSON.stringify(await this.code.text())}`)
  }
}
