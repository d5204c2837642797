import { join } from 'node:path'
import * as vscode from 'vscode'
import type { LineSpan } from '../../attribution/text/lineSpan'
import { UserFacingError } from '../../base/errors'
import { linesToday } from '../../review/report/linesToday'
import type { RepositoryContext } from '../repositories/repositoryContext'
import { revisionUri } from '../commits/revisionTexts'

/** Lines that a report names. */
export interface ReportedLines extends LineSpan {
  /** Relative to the root of the repository. */
  readonly path: string
  /** The commit whose lines they are, as its full id; undefined for the files on disk. */
  readonly rev: string | undefined
  /** The file as the report read it on disk, where that is still known. */
  readonly text: string | undefined
}

/**
 * Selects lines of a report in the file as it is today, wherever they stand by now. Lines that are gone are shown in the
 * version that the report is about.
 * @throws UserFacingError where neither is there
 */
export async function openReported(
  repository: RepositoryContext,
  lines: ReportedLines,
  viewColumn: vscode.ViewColumn,
): Promise<void> {
  const { path, rev } = lines
  const then = rev === undefined ? lines.text : await textAt(repository, rev, path)
  const uri = vscode.Uri.file(join(repository.root, path))
  const isUnsaved = vscode.workspace.textDocuments.some(
    (open) => open.uri.toString() === uri.toString() && open.isDirty,
  )
  // The editor goes on showing a file that was deleted.
  const document = isUnsaved || (await repository.isOnDisk(path)) ? await opened(uri) : undefined
  const now = document && (then === undefined ? lines : linesToday(then, textOf(document), lines))
  if (document && now) return select(document, now, viewColumn)
  if (rev !== undefined && then !== undefined) {
    const old = await opened(revisionUri(repository.root, rev, path))
    if (old) {
      await select(old, lines, viewColumn)
      const why = document ? `These lines are no longer in ${path}.` : `${path} is no longer there.`
      void vscode.window.showInformationMessage(`${why} This is ${rev.slice(0, 8)}.`)
      return
    }
  }
  if (!document) throw new UserFacingError(`${path} is no longer there.`)
  await select(document, { from: lines.from, to: lines.from }, viewColumn)
  void vscode.window.showInformationMessage(`These lines of ${path} changed. Refresh the report.`)
}

async function textAt({ program }: RepositoryContext, rev: string, path: string): Promise<string | undefined> {
  const file = await program.readFile({ kind: 'commit', rev }, path)
  return file?.kind === 'text' ? file.text : undefined
}

async function opened(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri)
  } catch {
    // Moved, deleted, or nothing that the editor can show as text.
    return undefined
  }
}

/** As the report counts lines: line ends are `\n`. */
function textOf(document: vscode.TextDocument): string {
  return document.getText().replaceAll('\r\n', '\n')
}

async function select(document: vscode.TextDocument, { from, to }: LineSpan, column: vscode.ViewColumn): Promise<void> {
  const line = (number: number): vscode.TextLine => document.lineAt(Math.min(number, document.lineCount - 1))
  const selection = new vscode.Selection(
    line(from).range.start,
    to > from ? line(to - 1).range.end : line(from).range.start,
  )
  const editor = await vscode.window.showTextDocument(document, { viewColumn: column, selection })
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport)
}
