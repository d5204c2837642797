import type * as vscode from 'vscode'
import { type Action, withActions } from './actionLinks'
import { plainMarkdown } from './plainMarkdown'

/** What an item in the status bar says. */
export interface StatusText {
  readonly icon: string
  readonly text: string
  /** Whole sentences: what is meant, for the tooltip and for screen readers. */
  readonly sentences: readonly string[]
  readonly actions: readonly Action[]
  /** What a click does; nothing where left out. */
  readonly command?: string
}

/** What an item says now, as JSON. */
const shown = new WeakMap<vscode.StatusBarItem, string>()

/**
 * Shows a text in an item of the status bar, or hides it where there is nothing to say. What it says already is left
 * alone: the editor closes an open tooltip when its item is set again.
 */
export function showStatus(item: vscode.StatusBarItem, status: StatusText | undefined): void {
  const key = JSON.stringify(status ?? null)
  if (shown.get(item) === key) return
  shown.set(item, key)
  if (!status) return item.hide()
  item.text = `$(${status.icon}) ${status.text}`
  item.tooltip = withActions(status.sentences.map(plainMarkdown), status.actions)
  item.command = status.command
  // Without this a screen reader reads the icon's name and bare numbers.
  item.accessibilityInformation = {
    label: `${item.name}: ${status.sentences.join(' ')}`,
    ...(status.command !== undefined && { role: 'button' }),
  }
  item.show()
}
