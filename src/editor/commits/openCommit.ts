import * as vscode from 'vscode'
import { UserFacingError } from '../../base/errors'
import type { PointedLine } from '../marks/pointedLine'
import type { Repositories, RepositoryFile } from '../repositories/repositories'

/**
 * Shows the commit that the line of a document comes from, as `git blame` tells for the text in the editor.
 * @throws UserFacingError where git has no answer
 */
export async function openCommit(repositories: Repositories, { uri, line }: PointedLine): Promise<void> {
  const file = await repositories.fileOf(uri)
  if (!file) throw new UserFacingError('This file is in no git repository.')
  const document = await vscode.workspace.openTextDocument(uri)
  const commit = await commitOf(file, document.getText(), line)
  if (commit === undefined) {
    void vscode.window.showInformationMessage('This line is not committed yet.')
    return
  }
  try {
    await vscode.commands.executeCommand('git.viewCommit', vscode.Uri.file(file.repository.root), commit)
  } catch {
    // The editor's git extension is off, or does not know the command: the text of the commit does as well.
    const content = await file.repository.program.git.text(['show', '--no-color', '--no-ext-diff', commit, '--'])
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'diff' }))
  }
}

/** Full id; undefined where the line is not committed. */
async function commitOf({ repository, path }: RepositoryFile, text: string, line: number): Promise<string | undefined> {
  const { program } = repository
  const range = `${line + 1},${line + 1}`
  const { code, stdout, stderr } = await program.git.run(
    ['blame', '--porcelain', '-L', range, '--contents', '-', '--', path],
    {
      input: text,
      answers: [128],
    },
  )
  if (code !== 0) {
    if ((await program.readFile({ kind: 'commit', rev: 'HEAD' }, path)) === undefined) return undefined
    throw new UserFacingError(`Git cannot tell the commit of this line: ${stderr.trim()}`)
  }
  const id = /^[0-9a-f]{40,64}(?= )/.exec(stdout.toString('latin1'))?.[0]
  return id === undefined || /^0+$/.test(id) ? undefined : id
}
