import type { Stage } from './stage'

/** Asks for suggestions and takes the first with a key. */
export async function takeSuggestion(stage: Stage, key: string): Promise<void> {
  await stage.press('Control+Space')
  await stage.code.page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor()
  await stage.change(key)
}
