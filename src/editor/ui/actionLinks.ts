import * as vscode from 'vscode'
import { plainMarkdown } from './plainMarkdown'

/** Something to do, offered as a link. */
export interface Action {
  readonly title: string
  /** Id of a command. */
  readonly command: string
  readonly args?: readonly unknown[]
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
