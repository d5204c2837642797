import * as vscode from 'vscode'

/** A line of a document that a command is about. */
export interface PointedLine {
  readonly uri: vscode.Uri
  /** 0-based. */
  readonly line: number
}

/** Arguments for the link of a hover to a command that works on the line; see {@link pointedLine}. */
export function pointingAt(document: vscode.TextDocument, line: number): readonly unknown[] {
  return [{ uri: document.uri.toString(), line }]
}

/**
 * The line that a command was called for: by a link of a hover, by the menu of a line number, else the line of the caret
 * in the active editor. Undefined where there is no editor.
 */
export function pointedLine(argument: unknown): PointedLine | undefined {
  if (typeof argument === 'object' && argument !== null && 'uri' in argument) {
    const { uri: named } = argument
    const uri = typeof named === 'string' ? vscode.Uri.parse(named) : named instanceof vscode.Uri ? named : undefined
    if (uri && 'line' in argument && isLine(argument.line)) return { uri, line: argument.line }
    // The editor's own menus count lines from 1.
    if (uri && 'lineNumber' in argument && isLine(argument.lineNumber)) return { uri, line: argument.lineNumber - 1 }
  }
  const editor = vscode.window.activeTextEditor
  return editor && { uri: editor.document.uri, line: editor.selection.active.line }
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
