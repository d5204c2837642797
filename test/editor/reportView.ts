import type { FrameLocator, Locator } from 'playwright-core'
import type { Code } from '../host/code'

/** The report panel and what asks for its scope, as a person sees and uses them. */
export class ReportView {
  constructor(private readonly code: Code) {}

  /** The page in the panel. */
  get panel(): FrameLocator {
    return this.code.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame')
  }

  /** The field in which the editor asks for something. */
  get input(): Locator {
    return this.code.page.locator('.quick-input-widget:visible .quick-input-box input').first()
  }

  /** What stands under that field: what is wrong, or what is meant. */
  async inputMessage(): Promise<string> {
    return (await this.code.page.locator('.quick-input-widget:visible .quick-input-message').innerText()).trim()
  }

  /** Runs the command from the palette and takes one of its answers by click. */
  async choose(label: string): Promise<void> {
    await this.code.commandPalette('Byline: Show Provenance Report')
    await this.code.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).click()
  }

  /** Takes one of the answers that the editor offers, by click. */
  async pick(label: string): Promise<void> {
    await this.code.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click()
  }

  /** Presses a button of the panel. */
  async press(name: string): Promise<void> {
    await this.panel.getByRole('button', { name }).click()
  }

  /** The files of the report: path and counts as they are shown; a path may break after each `/`. */
  async files(): Promise<readonly string[]> {
    await this.panel.locator('details.file').first().waitFor()
    const rows = await this.panel.locator('details.file summary').allInnerTexts()
    return rows.map((row) => row.replace(/\/\s+/g, '/').replace(/\s+/g, ' ').trim())
  }

  /** What the report says it is about. */
  async scope(): Promise<string> {
    return (await this.panel.locator('code.scope').innerText()).trim()
  }
}
