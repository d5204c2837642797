import * as vscode from 'vscode'
import { isAi } from '../../attribution/text/origin'
import { DisposableStore } from '../../base/disposable'
import type { Documents } from '../documents/documents'
import { describeOrigin } from './describeOrigin'
import { trackableDocuments } from '../documents/trackable'
import { plainMarkdown } from '../ui/plainMarkdown'
import { pointingAt } from './pointedLine'
import type { Settings } from '../settings/settings'
import { type Action, withActions } from '../ui/actionLinks'

/**
 * Tells of an AI or mixed line which tool wrote it and how that is known, with links to what can be done about it. What
 * records and notes say is shown as plain text: only the links made here do something.
 */
export class Hover extends DisposableStore implements vscode.HoverProvider {
  constructor(
    private readonly settings: Settings,
    private readonly documents: Documents,
  ) {
    super()
    this.add(vscode.languages.registerHoverProvider(trackableDocuments, this))
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
    const once = origin.contributor === 'unknown' ? tracked.file?.repository.knownOnceTrusted : undefined
    const sentences = once === undefined ? details : [...details, once]
    const lines = [`**${plainMarkdown(headline)}**`, ...sentences.map(plainMarkdown)]
    const text = withActions([lines.join('  \n')], actionsFor(document, line))
    return new vscode.Hover(text, document.lineAt(line).range)
  }
}

function actionsFor(document: vscode.TextDocument, line: number): readonly Action[] {
  const args = pointingAt(document, line)
  const isFile = document.uri.scheme === 'file'
  return [
    { title: 'Mark As…', command: 'byline.markSelection', args },
    ...(isFile
      ? [
          { title: 'Open Commit', command: 'byline.openCommit', args },
          { title: 'Show Report', command: 'byline.showReport' },
        ]
      : []),
  ]
}
