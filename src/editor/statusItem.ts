import * as vscode from 'vscode'
import { plainMarkdown } from './plainMarkdown'

/** Something to do, offered as a link. */
export interface Action {
  readonly title: string
  /** Id of a command. */
  readonly command: string
  readonly args?: readonly unknown[]
}

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

/**
 * Markdown with a row of links below it. Only the commands of these links can be run from it.
 * @param paragraphs Markdown; what comes from outside is escaped by the caller
 */
export function withActions(paragraphs: readonly string[], actions: readonly Action[]): vscode.MarkdownString {
  const links = actions.map(({ title, command, args }) => {
    // A bracket in the name of a file must not end the link.
    const query = args ? `?${encodeURIComponent(JSON.stringify(args)).replaceAll(/[()]/g, percentEncoded)}` : ''
    return `[${plainMarkdown(title)}](command:${command}${query})`
  })
  const markdown = new vscode.MarkdownString([...paragraphs, links.join(' · ')].filter(Boolean).join('\n\n'))
  markdown.isTrusted = { enabledCommands: actions.map(({ command }) => command) }
  return markdown
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`
}
