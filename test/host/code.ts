import { realpathSync } from 'node:fs'
import * as path from 'node:path'

import type { Page } from 'playwright-core'
import type * as vscode from 'vscode'

import { isBackedUp } from './backups'
import { ControlServer } from './controlServer'
import { EditorProcess, installVsix, type EditorOptions } from './editorProcess'
import { closeIdle, hostOf, keepsHosts, leaveIdle, takeIdle } from './idleHosts'
import { compose } from './inputMethod'
import { isHostPlatform, type Channel } from './installation'
import { linkExtensions } from './linkExtensions'
import { projectRoot } from './projectRoot'
import { TestFolder } from './testFolder'
import { themeNames, type Theme } from './testSettings'
import { pointOfPosition } from './textPosition'
import { waitFor, type WaitOptions } from './waitFor'

/** How to start a VS Code for a test. */
export interface OpenOptions {
  readonly channel: Channel
  /** The workspace folder, an absolute path. */
  readonly folder?: string
  /** `false` opens the folder in Restricted Mode. */
  readonly trust?: boolean
  /** Extensions to run from their sources; the project itself and the stand-in assistant when absent. */
  readonly extensionDevelopmentPaths?: readonly string[]
  /** Packages to install instead, as a user would. */
  readonly vsix?: readonly string[]
  /** User settings over the quiet ones of `testSettings`. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly env?: NodeJS.ProcessEnv
  /** In CSS pixels; `scale` is the number of device pixels for each. */
  readonly viewport?: { readonly width: number; readonly height: number; readonly scale?: number }
  readonly theme?: Theme
}

const startTimeoutMs = 60_000

/** Starts VS Code and resolves when its extension host answers and its workbench is drawn. */
export async function openCode(options: OpenOptions): Promise<Code> {
  const { theme } = options
  const settings = { ...(theme ? { 'workbench.colorTheme': themeNames[theme] } : {}), ...options.settings }
  const vsix = options.vsix ?? []
  const assistant = path.join(projectRoot(), 'test', 'fixtures', 'assistant')
  const editor: EditorOptions = {
    channel: options.channel,
    folder: options.folder === undefined ? undefined : realpathSync(options.folder),
    trust: options.trust ?? true,
    extensionDevelopmentPaths: options.extensionDevelopmentPaths ?? [
      ...(vsix.length > 0 ? [] : [projectRoot()]),
      assistant,
    ],
    env: options.env ?? {},
    viewport: options.viewport ?? { width: 1280, height: 800 },
  }
  const host = keepsHosts() && vsix.length === 0 ? hostOf(editor) : undefined
  if (host !== undefined) {
    await closeIdle(host)
    const idle = takeIdle<Running>(host)
    const code = idle && new Code(idle.testFolder, idle.control, editor, host)
    if (code && (await code.enter(idle, settings))) return code
  }
  const folder = new TestFolder(settings)
  // As a user has them: a window with extensions under development ends when its extension host crashes.
  if (isHostPlatform()) {
    linkExtensions(folder.extensionsDir, [folder.controlExtension, ...editor.extensionDevelopmentPaths])
  }
  for (const file of vsix) await installVsix(folder, file)
  const code = new Code(folder, await ControlServer.listen(), editor, host)
  try {
    await code.start()
  } catch (error) {
    await code.close()
    throw error
  }
  return code
}

/** An editor that runs and shows nothing. */
interface Running {
  readonly testFolder: TestFolder
  readonly control: ControlServer
  readonly process: EditorProcess
  readonly page: Page
  /** The address of the workbench. */
  readonly address: string
}

/** A running VS Code, seen from the outside: real keys and mouse, and functions run in its extension host. */
export class Code {
  private process: EditorProcess | undefined
  private workbench: Page | undefined
  private first: Page | undefined
  /** The windows that were open when another was opened, oldest first. */
  private readonly behind: { readonly page: Page; readonly extensionHostPid: number }[] = []

  /** @see openCode */
  constructor(
    private readonly testFolder: TestFolder,
    private readonly control: ControlServer,
    private readonly options: EditorOptions,
    /** Which other options the same processes can serve afterwards; undefined where none. */
    readonly host?: string,
  ) {}

  get channel(): Channel {
    return this.options.channel
  }

  /** Playwright's page of the workbench. */
  get page(): Page {
    if (!this.workbench) throw new Error('VS Code is not running.')
    return this.workbench
  }

  /** The home folder of the editor, its terminals and its git. */
  get home(): string {
    return this.testFolder.home
  }

  /** For running git from the test as the editor does: its home and configuration. */
  get env(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.testFolder.environment(this.control.address), ...this.options.env }
  }

  /** @internal */
  async start(): Promise<void> {
    const started = await EditorProcess.start(this.options, this.testFolder, this.control.address)
    this.process = started
    await waitFor(
      () => {
        started.requireRunning()
        return this.control.extensionHostPid
      },
      { timeoutMs: startTimeoutMs, what: 'VS Code to start', until: () => started.hasEnded },
    )
    this.workbench = this.first = await started.page()
    await this.drawn()
  }

  /**
   * Runs a function in the extension host and returns its result, which must be JSON. The function is sent as
   * text: it sees nothing of the test but `arg`.
   */
  async evaluate<R, A = undefined>(
    evaluated: (api: typeof vscode, arg: A, load: NodeJS.Require) => R | Promise<R>,
    arg?: A,
    timeoutMs = 60_000,
  ): Promise<R> {
    return (await this.control.evaluate(evaluated.toString(), arg, timeoutMs)) as R
  }

  /** Runs a command by its id. */
  async command<R = unknown>(id: string, ...args: readonly unknown[]): Promise<R> {
    return this.evaluate(async (api, all) => api.commands.executeCommand<R>(all.id, ...all.args), { id, args })
  }

  /** Opens a file of the workspace folder in an editor and gives it the keyboard. */
  async openFile(relativePath: string): Promise<void> {
    await this.evaluate(async (api, file) => {
      const root = api.workspace.workspaceFolders?.[0]?.uri
      const uri = file.startsWith('/') || !root ? api.Uri.file(file) : api.Uri.joinPath(root, file)
      await api.window.showTextDocument(uri, { preview: false })
    }, relativePath)
    await this.focusEditor()
  }

  /** Closes the auxiliary bar (chat keeps the keyboard otherwise) and gives the keyboard to the active editor. */
  async focusEditor(): Promise<void> {
    await this.command('workbench.action.closeAuxiliaryBar')
    await this.command('workbench.action.focusActiveEditorGroup')
    await waitFor(
      () => this.page.evaluate<boolean>("!!document.activeElement?.closest('.editor-instance .monaco-editor')"),
      {
        what: 'the editor to have the keyboard',
      },
    )
  }

  /** Presses one key or chord in Playwright's notation: `Tab`, `Control+S`, `Control+Shift+ArrowRight`. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key)
  }

  /** Types text with one real key event for each character. */
  async type(text: string, options: { readonly delayMs?: number } = {}): Promise<void> {
    await this.page.keyboard.type(text, { delay: options.delayMs ?? 5 })
  }

  /** Inserts text without key events, as an emoji picker or dictation does. */
  async insertText(text: string): Promise<void> {
    await this.page.keyboard.insertText(text)
  }

  /** Types with an input method: each step shows the text composed so far, then `committed` is taken. */
  async imeCompose(steps: readonly string[], committed: string): Promise<void> {
    await compose(this.page, steps, committed)
  }

  /** The system's clipboard, as the browser sees it. */
  readonly clipboard = {
    write: (text: string): Promise<void> =>
      this.page.evaluate<void>(`navigator.clipboard.writeText(${JSON.stringify(text)})`),
    read: (): Promise<string> => this.page.evaluate<string>('navigator.clipboard.readText()'),
  }

  /** Clicks the first element of the workbench that matches a CSS or Playwright selector. */
  async click(selector: string): Promise<void> {
    await this.page.locator(selector).first().click()
  }

  /** Clicks at a position of the active editor. Line and column are 0-based. */
  async clickText(line: number, column: number, options: { readonly clickCount?: number } = {}): Promise<void> {
    const { x, y } = await this.pointOf(line, column)
    await this.page.mouse.click(x, y, options)
  }

  /** Rests the mouse on a position of the active editor, for hovers. Line and column are 0-based. */
  async hoverText(line: number, column: number): Promise<void> {
    const { x, y } = await this.pointOf(line, column)
    await this.page.mouse.move(x - 3, y)
    await this.page.mouse.move(x + 2, y, { steps: 3 })
  }

  /** Chooses a command in the command palette by real keys, as a user finds it. */
  async commandPalette(title: string): Promise<void> {
    await this.press('F1')
    const input = this.page.locator('.quick-input-widget:visible .quick-input-box input').first()
    await input.waitFor()
    await input.fill(`>${title}`)
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor()
    await this.press('Enter')
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.evaluate(
      async (api, name) => api.workspace.getConfiguration().update('workbench.colorTheme', name, true),
      themeNames[theme],
    )
    await this.page.locator(`.monaco-workbench.${themeClass[theme]}`).waitFor()
  }

  /** Writes a PNG picture of the window, or of the part `clip` of it in CSS pixels. */
  async screenshot(
    file: string,
    options: { readonly clip?: { x: number; y: number; width: number; height: number } } = {},
  ): Promise<void> {
    await this.page.screenshot({ path: file, ...options })
  }

  /** The text of the active editor's document. */
  async text(): Promise<string> {
    return this.evaluate((api) => api.window.activeTextEditor?.document.getText() ?? '')
  }

  /** Asks again until the answer is truthy; see `waitFor`. */
  async waitFor<T>(question: () => T | Promise<T>, options?: WaitOptions): Promise<NonNullable<T>> {
    return waitFor(question, options)
  }

  /** Reloads the window, as *Developer: Reload Window* does. */
  async reload(): Promise<void> {
    const before = this.control.connectedPids
    // The answer never comes: the extension host ends with the window.
    void this.command('workbench.action.reloadWindow').catch(() => {})
    await this.control.connected(startTimeoutMs, before)
    await this.drawn()
  }

  /**
   * Closes the window and opens its folder again, as somebody does who comes back to unsaved text. On the Linux test host
   * only.
   */
  async closeAndReopen(): Promise<void> {
    const { page } = this
    const before = this.control.connectedPids
    const url = page.url()
    await page.goto('about:blank')
    await page.goto(url)
    await this.control.connected(startTimeoutMs, before)
    await this.drawn()
  }

  /** Opens the same folder in another window; from now on that one is driven. On the Linux test host only. */
  async openWindow(): Promise<void> {
    const { page, control } = this
    const pid = control.extensionHostPid
    const before = control.connectedPids
    if (pid === undefined) throw new Error('No extension host is connected.')
    this.behind.push({ page, extensionHostPid: pid })
    const opened = await page.context().newPage()
    this.workbench = opened
    opened.setDefaultTimeout(15_000)
    await opened.setViewportSize(page.viewportSize() ?? this.options.viewport)
    await opened.goto(page.url())
    await control.connected(startTimeoutMs, before)
    await this.drawn()
  }

  /** Drives the next of the open windows, in front of the others. */
  async nextWindow(): Promise<void> {
    const next = this.behind.shift()
    const pid = this.control.extensionHostPid
    if (!next || pid === undefined) throw new Error('There is no other window.')
    this.behind.push({ page: this.page, extensionHostPid: pid })
    this.control.select(next.extensionHostPid)
    this.workbench = next.page
    await next.page.bringToFront()
  }

  /** Closes all windows but the one that was opened first, and drives that one. */
  async closeOtherWindows(): Promise<void> {
    const windows = [...this.behind.splice(0), { page: this.page, extensionHostPid: this.control.extensionHostPid }]
    windows.sort((a, b) => Number(a.page !== this.first) - Number(b.page !== this.first))
    const [kept, ...others] = windows
    for (const { page } of others) await page.close()
    if (!kept || others.length === 0) return
    if (kept.extensionHostPid !== undefined) this.control.select(kept.extensionHostPid)
    this.workbench = kept.page
    await kept.page.bringToFront()
  }

  /** Kills the extension host and resolves when VS Code has started another. */
  async crashExtensionHost(): Promise<void> {
    const pid = this.control.extensionHostPid
    if (pid === undefined) throw new Error('No extension host is connected.')
    const before = this.control.connectedPids
    process.kill(pid, 'SIGKILL')
    await this.control.connected(startTimeoutMs, before)
  }

  /** Resolves when VS Code has put every unsaved text aside, so that a reload or a crash brings it back. */
  async untilBackedUp(): Promise<void> {
    await this.waitFor(
      async () => {
        const unsaved = await this.evaluate((api) =>
          api.workspace.textDocuments
            .filter((document) => document.isDirty && !document.isUntitled && document.uri.scheme === 'file')
            .map((document) => ({ file: document.uri.fsPath, text: document.getText() })),
        )
        return unsaved.every(({ file, text }) => isBackedUp(this.testFolder.userDataDir, file, text))
      },
      { what: 'the backups of what is not saved' },
    )
  }

  /** Kills the editor as a crash of the machine would; what it had written to disk stays for `reopen`. */
  async kill(): Promise<void> {
    await this.process?.kill()
    this.workbench = undefined
    // What connects from now on belongs to the next start.
    await this.control.endHosts()
  }

  /** Starts again after `kill` with the same user data, so that hot exit can be seen. */
  async reopen(): Promise<void> {
    await this.start()
  }

  /**
   * Ends the editor and removes its folder. Where hosts are kept (see `keepingHosts`) its processes go on for the next one
   * that is opened like it.
   */
  async close(): Promise<void> {
    const left = this.host === undefined ? undefined : await this.leave().catch(() => undefined)
    if (this.host !== undefined && left) {
      const { control, process, testFolder } = left
      return leaveIdle(this.host, left, async () => {
        await process.end()
        control.dispose()
        await testFolder.remove()
      })
    }
    await this.end()
  }

  private async end(): Promise<void> {
    this.control.requestExit()
    await this.process?.end()
    this.control.dispose()
    await this.testFolder.remove()
  }

  /** Closes the workbench and forgets everything that it kept, in the browser and on disk. */
  private async leave(): Promise<Running | undefined> {
    const { control, process: running, testFolder } = this
    if (!running || running.hasEnded || !this.workbench) return undefined
    await this.closeOtherWindows()
    const { page } = this
    const address = page.url()
    this.workbench = undefined
    await page.goto('about:blank')
    // That of a closed window may stay for minutes.
    await control.endHosts()
    const session = await page.context().newCDPSession(page)
    const storageTypes = 'indexeddb,local_storage,cache_storage,service_workers'
    await session.send('Storage.clearDataForOrigin', { origin: new URL(address).origin, storageTypes })
    await session.detach()
    return { testFolder, control, process: running, page, address }
  }

  /**
   * Opens the workbench in an editor that was left.
   * @returns false where that has ended meanwhile, or does not open it
   * @internal
   */
  async enter(idle: Running, settings: Readonly<Record<string, unknown>>): Promise<boolean> {
    this.process = idle.process
    try {
      await this.open(idle, settings)
      return true
    } catch (error) {
      console.log(`Another editor is started: ${error instanceof Error ? error.message : String(error)}`)
      await this.end()
      return false
    }
  }

  private async open(idle: Running, settings: Readonly<Record<string, unknown>>): Promise<void> {
    idle.process.requireRunning()
    idle.testFolder.renew(settings)
    linkExtensions(idle.testFolder.extensionsDir, this.options.extensionDevelopmentPaths)
    const address = new URL(idle.address)
    for (const parameter of ['folder', 'ew']) address.searchParams.delete(parameter)
    const [name, value] = this.options.folder === undefined ? ['ew', 'true'] : ['folder', this.options.folder]
    address.searchParams.set(name, value)
    this.workbench = this.first = idle.page
    // One that was about to start when the window was closed has connected meanwhile.
    await this.control.endHosts()
    await idle.page.goto(address.href)
    await this.control.connected(startTimeoutMs, new Set())
    await this.drawn()
  }

  private async drawn(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: startTimeoutMs })
  }

  /** Where a position of the active editor stands on the page; scrolls there. Line and column are 0-based. */
  async pointOf(line: number, column: number): Promise<{ x: number; y: number }> {
    await this.evaluate(
      (api, at) => api.window.activeTextEditor?.revealRange(new api.Range(at.line, at.column, at.line, at.column)),
      { line, column },
    )
    const point = await waitFor(() => pointOfPosition(this.page, line, column), {
      what: `line ${line}, column ${column} to be visible`,
    })
    if (!point) throw new Error(`Line ${line}, column ${column} is not visible.`)
    return point
  }
}

const themeClass: Readonly<Record<Theme, string>> = {
  light: 'vs',
  dark: 'vs-dark',
  hc: 'hc-black',
  hcLight: 'hc-light',
}
