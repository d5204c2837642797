import * as vscode from 'vscode'
import { isAi } from '../attribution/origin'
import { DisposableStore } from '../base/disposable'
import type { Documents } from './documents'
import { describeOrigin } from './describeOrigin'
import { followedDocuments } from './followedDocuments'
import { plainMarkdown } from './plainMarkdown'
import type { Settings } from './settings'

/** Tells of an AI or mixed line which tool wrote it and how that is known. Plain text: nothing in it is a link. */
export class Hover extends DisposableStore implements vscode.HoverProvider {
  constructor(
    private readonly settings: Settings,
    private readonly documents: Documents,
  ) {
    super()
    this.add(vscode.languages.registerHoverProvider(followedDocuments, this))
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const tracked = this.documents.of(document)
    if (!tracked || !this.settings.hover.value) return undefined
    const line = position.line
    if (line >= tracked.attributed.lineCount) return undefined
    const origin = tracked.attributed.lineOrigin(line)
    if (!isAi(origin.contributor) && !(origin.contributor === 'unknown' && this.settings.showUnknown.value))
      return undefined
    const { headline, details } = describeOrigin(origin)
    const lines = [`**${plainMarkdown(headline)}**`, ...details.map(plainMarkdown)]
    return new vscode.Hover(new vscode.MarkdownString(lines.join('  \n')), document.lineAt(line).range)
  }
}
