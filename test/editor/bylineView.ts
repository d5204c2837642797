import type { Locator } from 'playwright-core'
import { Assistant } from '../host/assistant'
import type { Code } from '../host/code'

/** Marks of one editor: line number (1-based) -> kind, as the bar in the margin or beside the text says. */
export type GutterMarks = Readonly<Record<number, string>>

// Sent as text: it runs in the page. The line of a mark is the one whose number stands at the same height.
const readMarks = `[...document.querySelectorAll('.editor-instance .monaco-editor')].map((editor) => {
  const numbers = [...editor.querySelectorAll('.line-numbers')].map((element) => ({
    top: Math.round(element.getBoundingClientRect().top),
    line: Number(element.textContent),
  }))
  const marks = {}
  const besides = { solid: 'ai', dashed: 'mixed', dotted: 'unknown' }
  for (const element of editor.querySelectorAll('.margin *, .view-overlays .cdr')) {
    const style = getComputedStyle(element)
    const isBeside = element.matches('.view-overlays .cdr') && style.borderLeftWidth === '2px'
    const kind = style.getPropertyValue('--byline-mark') || (isBeside && besides[style.borderLeftStyle])
    if (!kind) continue
    const top = Math.round(element.getBoundingClientRect().top)
    const number = numbers.find((candidate) => Math.abs(candidate.top - top) < 3)
    if (number) marks[number.line] = kind
  }
  return marks
})`

/** What a person sees of Byline in an editor, and what another extension gets from it. */
export class BylineView {
  readonly assistant: Assistant

  constructor(readonly code: Code) {
    this.assistant = new Assistant(code)
  }

  /** Writes lines by AI at the end of a file: ghost text (without a last line end), accepted with Tab, saved. */
  async complete(file: string, text: string): Promise<void> {
    const { code } = this
    await code.openFile(file)
    await code.press('Control+End')
    if (!/(^|\n)$/.test(await code.text())) await code.press('Enter')
    await this.assistant.showGhostText(text)
    await this.assistant.accept()
    await code.press('Control+S')
    await code.waitFor(() => code.evaluate((api) => api.window.activeTextEditor?.document.isDirty === false), {
      what: `${file} to be saved`,
    })
  }

  /** The contributor of each line, as the public API tells it; undefined where Byline does not look. */
  async contributors(file: string): Promise<readonly string[] | undefined> {
    const found = await this.code.evaluate((api, file) => {
      const root = api.workspace.workspaceFolders?.[0]?.uri
      const uri = file.startsWith('/') || !root ? api.Uri.file(file) : api.Uri.joinPath(root, file)
      const byline = api.extensions.getExtension('byline.byline')!.exports
      const ranges: { from: number; to: number; contributor: string }[] | undefined = byline.getAttribution(uri)
      return (
        ranges?.flatMap(({ from, to, contributor }) => Array.from({ length: to - from }, () => contributor)) ?? null
      )
    }, file)
    return found ?? undefined
  }

  /** What the status bar says of the file, or of the repository; undefined where it says nothing. */
  async statusBar(about: 'file' | 'repository' = 'file'): Promise<string | undefined> {
    const item = this.statusItem(about)
    if ((await item.count()) === 0 || !(await item.isVisible())) return undefined
    return (await item.innerText()).replaceAll('\u00a0', ' ').trim()
  }

  /** What a screen reader reads of an item in the status bar. */
  async statusBarLabel(about: 'file' | 'repository'): Promise<string> {
    return (await this.statusItem(about).locator('[aria-label]').first().getAttribute('aria-label')) ?? ''
  }

  /** An item of Byline in the status bar. */
  statusItem(about: 'file' | 'repository'): Locator {
    return this.code.page.locator(`.statusbar-item[id$="byline.${about}"]`).first()
  }

  /** What an item in the status bar says when the mouse rests on it. */
  async statusBarTooltip(about: 'file' | 'repository'): Promise<string> {
    const { page } = this.code
    await page.mouse.move(5, 300)
    await this.statusItem(about).hover()
    const hover = page.locator('.workbench-hover:visible').first()
    await hover.waitFor()
    const text = await hover.innerText()
    await page.mouse.move(5, 300)
    return text.replaceAll('\u00a0', ' ').trim()
  }

  /** The notifications that are there, in the notification centre too. */
  async notifications(): Promise<readonly string[]> {
    await this.code.command('notifications.showList')
    const messages = this.code.page.locator('.notifications-center .notification-list-item-message')
    const texts = await messages.allInnerTexts()
    // The test host brings no TypeScript server.
    return texts.map((text) => text.trim()).filter((text) => !text.startsWith("VS Code's tsserver"))
  }

  /** Waits for a notification with exactly this text. */
  async sees(notification: string): Promise<void> {
    let seen: readonly string[] = []
    await this.code
      .waitFor(async () => (seen = await this.notifications()).includes(notification), {
        what: `the notification "${notification}"`,
      })
      .catch((error: unknown) => {
        throw new Error(`${String(error)}; there is: ${seen.join(' | ') || 'none'}`, { cause: error })
      })
  }

  async clearNotifications(): Promise<void> {
    await this.code.command('notifications.clearAll')
  }

  /** The text of the hover at a position of the active editor (0-based). */
  async hover(line: number, column: number): Promise<string> {
    const { page } = this.code
    await page.mouse.move(5, 300)
    await page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' })
    await this.code.hoverText(line, column)
    const hover = page.locator('.monaco-hover:visible').first()
    await hover.waitFor()
    return (await hover.innerText()).replaceAll('\u00a0', ' ').trim()
  }

  /** The marks of all visible editors, from left to right. */
  async gutterMarks(): Promise<readonly GutterMarks[]> {
    return this.code.page.evaluate<GutterMarks[]>(readMarks)
  }

  /** The text of the active editor, when its title is this. */
  async textOfEditor(title: string): Promise<string> {
    return this.code.waitFor(
      () =>
        this.code.evaluate((api, title) => {
          const { document } = api.window.activeTextEditor ?? {}
          return document?.uri.path.endsWith(title) ? document.getText() : ''
        }, title),
      { what: `an editor "${title}"` },
    )
  }
}
