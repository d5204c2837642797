import type { Page } from 'playwright-core'

/**
 * Types with an input method: every step shows the text composed so far, and the last text is committed, as when
 * somebody writes Chinese or an accent.
 */
export async function compose(page: Page, steps: readonly string[], committed: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  try {
    for (const text of steps) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    }
    await session.send('Input.insertText', { text: committed })
  } finally {
    await session.detach()
  }
}
